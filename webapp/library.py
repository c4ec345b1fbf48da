"""The knowledge that the app serves, read anew when a file under `knowledge/` or `rules/` was changed.

A coach saves a text and reloads the page. An edit that can't be read leaves the last good knowledge serving;
its mistakes are kept, with file and line, for the console and for an author's pages.
"""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from engine.errors import InputError, Mistake
from engine.knowledge_base import ROOT, KnowledgeBase, load
from engine.language import ENGLISH as IN_ENGLISH
from engine.language import Language
from engine.translations.folders import languages

EVERY = 1.0
"""Seconds between two looks at the files. A look takes a few milliseconds."""
WATCHED = ("knowledge", "rules")
READ = (".yml", ".yaml", ".po")
"""Endings of data files and of the catalogues of sentences."""
ENGLISH = IN_ENGLISH.code

Look = list[tuple[str, int, int]]
"""Path, time of change in nanoseconds and size of every data file, in the order of the file system."""


def look_at(root: Path) -> Look:
    """What the data files below `root` look like now, without opening any of them."""
    found: list[tuple[str, int, int]] = []
    folders = [str(root / name) for name in WATCHED]
    while folders:
        # an editor swaps files: what is gone now is looked at again the next time
        with suppress(OSError), os.scandir(folders.pop()) as entries:
            for entry in entries:
                if entry.name.endswith(READ):
                    state = entry.stat()
                    found.append((entry.path, state.st_mtime_ns, state.st_size))
                elif entry.is_dir(follow_symlinks=False):
                    folders.append(entry.path)
    return found


def _to_console(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


class Library:
    """The knowledge base in each language, as the files have it now. Threads may share it."""

    def __init__(
        self,
        root: Path | None = None,
        every: float = EVERY,
        clock: Callable[[], float] = time.monotonic,
        say: Callable[[str], None] = _to_console,
    ):
        """Reads the English knowledge below `root` (this project's by default); InputError if it can't be.

        `every` is the least time in seconds between two looks at the files. With 0 everyone who asks looks,
        and nobody is given what there was before.
        """
        self.root = (root or ROOT).resolve()
        self.mistakes: tuple[Mistake, ...] = ()
        """What keeps the newest edit from being served; empty when all is well."""
        self._every, self._clock, self._say = every, clock, say
        self._watches = True
        self._reading = threading.Lock()
        self._seen = look_at(self.root)
        self.languages: tuple[Language, ...] = (IN_ENGLISH,)
        """Every language that can be read, English first."""
        self._bases = {ENGLISH: load(self.root)}
        self._read_languages()
        self._next_look = clock() + every

    @classmethod
    def of(cls, knowledge: KnowledgeBase) -> Library:
        """A library that serves this knowledge base as it is and watches nothing."""
        made = cls.__new__(cls)
        made.root, made.mistakes = knowledge.root, ()
        made._watches = False
        made._reading = threading.Lock()
        made.languages = (IN_ENGLISH,)
        made._bases = {ENGLISH: knowledge}
        return made

    def base(self, code: str = ENGLISH) -> KnowledgeBase:
        """The knowledge base in the language `code`. A thread that finds a change waits for the reading; the
        others go on with what there was, unless each is to look for itself.
        """
        due = self._watches and self._clock() >= self._next_look
        if due and self._reading.acquire(blocking=self._every == 0):
            try:
                self._look()
            finally:
                self._next_look = self._clock() + self._every
                self._reading.release()
        bases = self._bases
        return bases[code] if code in bases else self._in_language(code)

    def _look(self) -> None:
        seen = look_at(self.root)
        if seen == self._seen:
            return
        self._seen = seen  # before reading: what changes meanwhile is found by the next look
        self._read_languages()
        before = self._bases
        try:
            english = self._read(ENGLISH)
        except InputError as error:
            self.mistakes = tuple(error.mistakes)
            self._tell("The last edit can't be served yet. What was there before still is.", error)
            return
        changed = english.version != before[ENGLISH].version
        if self.mistakes or changed:
            self._say(f"The knowledge was read anew: number {english.version}.")
        self.mistakes = ()
        bases = {ENGLISH: english}
        for code in before.keys() - {ENGLISH}:
            bases[code] = self._in_another(code, english if changed else before[code])
        self._bases = bases

    def _in_language(self, code: str) -> KnowledgeBase:
        """A language that nobody asked for before; English where its files can't be read."""
        with self._reading:
            if code not in self._bases:
                self._bases = {**self._bases, code: self._in_another(code, self._bases[ENGLISH])}
            return self._bases[code]

    def _in_another(self, code: str, instead: KnowledgeBase) -> KnowledgeBase:
        """A language beside the English, or what stands in for it: a broken one keeps no edit from anyone."""
        try:
            return self._read(code)
        except InputError as error:
            self.mistakes = (*self.mistakes, *error.mistakes)
            self._tell("A language can't be read, so what was there before, or English, stands in.", error)
            return instead

    def _read(self, code: str) -> KnowledgeBase:
        """One language's knowledge base from the files; InputError."""
        return load(self.root, next((one for one in self.languages if one.code == code), IN_ENGLISH))

    def _read_languages(self) -> None:
        """The languages beside the English. A broken one keeps nobody from the others."""
        try:
            self.languages = tuple(languages(self.root))
        except InputError as error:
            self._tell("A language can't be read. Those that were read before are still there.", error)

    def _tell(self, what: str, error: InputError) -> None:
        self._say(what)
        for mistake in error.mistakes:
            self._say(f"  {mistake}")
