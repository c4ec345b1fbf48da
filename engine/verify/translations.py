"""What of each language is missing, or was translated from an English that has changed since.

Missing is what a translation in the making looks like: told, and no mistake, unless the language says that
it is complete. Stale, unknown and ill-fitting pieces are to mend: a reader gets English in their place.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Catalog, Message

from engine import yaml_files
from engine.errors import InputError, Mistake, nearest
from engine.knowledge_base import ROOT
from engine.schema import Piece
from engine.translations.english import english_files
from engine.translations.folders import (
    FOLDER,
    SENTENCES,
    SETTINGS,
    Pieces,
    folders,
    mirrored,
    read_language,
    read_sentences,
    read_settings,
    shown_below,
)
from engine.translations.pieces import mark_of, misfit
from engine.translations.template import gathered

UPDATE = "python3 run.py language update {code}"
_VALUE = re.compile(r"%\(([a-z_]+)\)[sd]")


@dataclass(frozen=True, slots=True)
class State:
    """How a language stands. `notes` tell what is missing where that is no mistake."""

    to_mend: tuple[Mistake, ...] = ()
    notes: tuple[str, ...] = ()


def translations(root: Path) -> State:
    """How the languages below `root` stand; InputError where an English file can't be read."""
    mistakes: list[Mistake] = []
    notes: list[str] = []
    here = folders(root)
    english = {mirrored(one.shown): one.texts for one in english_files(root)} if here else {}
    catalogue = gathered(ROOT) if here else Catalog()
    for folder in here:
        try:
            read_language(folder)
            settings = read_settings(folder)
            stale, missing = _stand(root, folder, english, catalogue)
        except InputError as error:
            mistakes += error.mistakes
            continue
        mistakes += stale
        if settings.complete:
            mistakes += missing
        elif missing:
            notes += [str(one) for one in missing]
    mistakes += _strange_folders(root, here)
    return State(tuple(mistakes), tuple(notes))


def _stand(
    root: Path, folder: Path, english: Mapping[str, Mapping[str, str]], catalogue: Catalog
) -> tuple[list[Mistake], list[Mistake]]:
    """What is to mend in a language, and what is missing: a line a file."""
    stale, missing = _sentences(folder, catalogue)
    pieces = Pieces(folder, root / ".cache")
    for below, texts in english.items():
        wrong, lacking = _pieces(folder, below, texts, pieces.of(below))
        stale += wrong
        missing += lacking
    pieces.cache.keep()
    for path in sorted(folder.rglob("*.yml")):
        below = path.relative_to(folder).as_posix()
        if below not in english and below != SETTINGS:
            what = "there is no such file in English"
            near = nearest(below, english)
            stale.append(Mistake(shown_below(folder, below), what, accepted=_update(folder), nearest=near))
    return stale, missing


def _pieces(
    folder: Path, below: str, texts: Mapping[str, str], pieces: Mapping[str, Piece]
) -> tuple[list[Mistake], list[Mistake]]:
    shown = shown_below(folder, below)

    def place(name: str) -> str:
        return yaml_files.locate(folder / below, (name,), shown)

    stale = [
        Mistake(place(name), "nothing in English stands here", name, _update(folder), nearest(name, texts))
        for name in pieces
        if name not in texts
    ]
    lacking = []
    for name, text in texts.items():
        piece = pieces.get(name)
        if piece is None or not (piece.text.strip() or piece.was):
            lacking.append(name)
        elif not piece.text.strip():
            stale.append(Mistake(place(name), "the English has changed since", name, "a new `text`"))
        elif piece.of != mark_of(text):
            stale.append(Mistake(place(name), "the English has changed since", name, _update(folder)))
        else:
            wrong = misfit(text, piece.text)
            if wrong:
                stale.append(Mistake(place(name), wrong, name))
    if not lacking:
        return stale, []
    first = next((name for name in lacking if name in pieces), None)
    where = place(first) if first is not None else f"{shown}:1:1"
    return stale, [Mistake(where, f"{len(lacking)} of {len(texts)} texts are not translated yet")]


def _sentences(folder: Path, catalogue: Catalog) -> tuple[list[Mistake], list[Mistake]]:
    shown = shown_below(folder, SENTENCES)
    theirs = {_key(one): one for one in read_sentences(folder) if one.id}
    ours = {_key(one): one for one in catalogue if one.id}
    stale = []
    for key, one in theirs.items():
        where = f"{shown}:{one.lineno or 1}:1"
        if key not in ours:
            what = f"the program no longer says {str(key[1])[:60]!r}"
            stale.append(Mistake(where, what, accepted=_update(folder)))
        elif one.fuzzy and any(_strings(one)):
            stale.append(
                Mistake(where, "this is marked fuzzy: the English has changed since", "", "a look at it")
            )
        else:
            stale += [Mistake(where, wrong) for wrong in _misfits(one)]
    lacking = [key for key in ours if key not in theirs or not all(_strings(theirs[key]))]
    if not lacking:
        return stale, []
    first = next((theirs[key].lineno or 1 for key in lacking if key in theirs), 1)
    what = f"{len(lacking)} of {len(ours)} sentences are not translated yet"
    return stale, [Mistake(f"{shown}:{first}:1", what)]


def _key(message: Message) -> tuple[str, str]:
    return message.context or "", message.id if isinstance(message.id, str) else message.id[0]


def _strings(message: Message) -> list[str]:
    string = message.string
    return [string] if isinstance(string, str) else list(string or [""])


def _misfits(message: Message) -> Iterator[str]:
    """Values in a translation that the sentence does not have, or left out of it."""
    ids = [message.id] if isinstance(message.id, str) else list(message.id)
    known = _values(ids)
    for text in _strings(message):
        given = _values([text])
        if text and given - known:
            yield f"the English has no %({min(given - known)})s"
        elif text and isinstance(message.id, str) and known - given:
            yield f"%({min(known - given)})s is missing"


def _values(texts: Iterable[str]) -> set[str]:
    return {name for text in texts for name in _VALUE.findall(text)}


def _update(folder: Path) -> str:
    return f"what `{UPDATE.format(code=folder.name)}` makes of it"


def _strange_folders(root: Path, known: Iterable[Path]) -> Iterator[Mistake]:
    """Folders of languages that would not be read."""
    for folder in sorted(path for path in (root / FOLDER).glob("*") if path.is_dir()):
        if folder not in known:
            what = f"this folder has no {SETTINGS}, so it is not read"
            yield Mistake(
                shown_below(folder), what, accepted="what `python3 run.py language new CODE` begins"
            )
