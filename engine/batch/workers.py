"""Worker processes that turn blocks of lines into blocks of lines, in order and in bounded memory.

Each worker has a pipe of its own and one block at a time, so neither side ever waits for the other to read.
A worker ends when its pipe does: when the parent is killed, no process stays behind. Works with every start
method (fork, spawn, forkserver).
"""

from __future__ import annotations

import datetime
import multiprocessing
import signal
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path

from engine.batch.lines import planned
from engine.errors import InputError, Mistake
from engine.knowledge_base import load
from engine.language import ENGLISH, Language, current, speaking
from engine.language import gettext as _

BLOCKS_AHEAD = 4
"""Blocks for each worker that may be under way or wait for an earlier one."""


@dataclass(frozen=True, slots=True)
class Block:
    """Input lines in a row; `number` is the first one's, from 1."""

    number: int
    lines: list[bytes]


@dataclass(frozen=True, slots=True)
class Done:
    """The output lines of a block, joined, and how many of them hold a plan."""

    text: bytes
    lines: int
    plans: int


@dataclass(frozen=True, slots=True)
class Setting:
    """What every worker plans with."""

    root: Path
    version: str
    today: datetime.date
    engine: str
    language: Path | None = None
    """The folder of the language that the plans are in; None: English."""


def _work(pipe: Connection, setting: Setting, inherited: tuple[Connection, ...]) -> None:
    """A worker's life: blocks come in, results go out, until the pipe ends.

    `inherited` are the parent's ends of pipes that a fork copied. They are closed: a pipe ends only when
    nobody holds its other end any more.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # it reaches the whole group; the parent decides
    for other in inherited:
        other.close()
    with speaking(_spoken(setting)):
        _plan_blocks(pipe, setting)


def _spoken(setting: Setting) -> Language:
    if setting.language is None:
        return ENGLISH
    from engine.translations.folders import read_language  # English needs none of it

    return read_language(setting.language)


def _plan_blocks(pipe: Connection, setting: Setting) -> None:
    try:
        knowledge = load(setting.root, current())
        if knowledge.version != setting.version:
            pipe.send(_("knowledge or rules were changed while the batch ran"))
            return
        while True:
            block: Block = pipe.recv()
            made = [
                planned(knowledge, line, block.number + offset, setting.today, setting.engine)
                for offset, line in enumerate(block.lines)
            ]
            pipe.send(
                Done(b"".join(line for line, _fine in made), len(made), sum(fine for _line, fine in made))
            )
    except (EOFError, OSError):
        pass  # the parent is gone
    except InputError as error:
        pipe.send(str(error))


@contextmanager
def _interrupts_wait() -> Iterator[None]:
    """Processes that are started here ignore Ctrl-C from their first moment on."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


class Workers:
    """So many processes, ended when the `with` ends."""

    def __init__(self, count: int, setting: Setting, start_method: str | None = None):
        self._context = multiprocessing.get_context(start_method)
        self._count, self._setting = count, setting
        self._processes: list[BaseProcess] = []
        self._pipes: list[Connection] = []

    def __enter__(self) -> Workers:
        try:
            with _interrupts_wait():
                for _number in range(self._count):
                    self._start()
        except BaseException:
            self._end()
            raise
        return self

    def _start(self) -> None:
        ours, theirs = self._context.Pipe()
        self._pipes.append(ours)
        copied = tuple(self._pipes) if self._context.get_start_method() == "fork" else ()
        process = self._context.Process(  # type: ignore[attr-defined]
            target=_work, args=(theirs, self._setting, copied), daemon=True
        )
        process.start()
        theirs.close()
        self._processes.append(process)

    def __exit__(self, *error: object) -> None:
        self._end()

    def _end(self) -> None:
        for pipe in self._pipes:
            pipe.close()
        for process in self._processes:
            process.terminate()
        for process in self._processes:
            process.join()

    def run(self, blocks: Iterable[Block]) -> Iterator[Done]:
        """The results in the order of the blocks; InputError where a worker can't go on."""
        coming = iter(blocks)
        idle = list(self._pipes)
        busy: dict[Connection, int] = {}
        done: dict[int, Done] = {}
        sent = given = 0
        more = True
        while more or given < sent:
            while more and idle and sent - given < BLOCKS_AHEAD * self._count:
                block = next(coming, None)
                if block is None:
                    more = False
                    break
                pipe = idle.pop()
                self._send(pipe, block)
                busy[pipe], sent = sent, sent + 1
            if given in done:
                yield done.pop(given)
                given += 1
                continue
            for ready in wait(list(busy)) if busy else ():
                assert isinstance(ready, Connection)
                done[busy.pop(ready)] = self._receive(ready)
                idle.append(ready)

    def _send(self, pipe: Connection, block: Block) -> None:
        try:
            pipe.send(block)
        except OSError:
            self._receive(pipe)  # it may have said why it ended
            raise self._ended(pipe) from None

    def _receive(self, pipe: Connection) -> Done:
        try:
            found = pipe.recv()
        except (EOFError, OSError):
            raise self._ended(pipe) from None
        if isinstance(found, Done):
            return found
        raise InputError([Mistake("", str(found))])

    def _ended(self, pipe: Connection) -> InputError:
        process = self._processes[self._pipes.index(pipe)]
        process.join(1)
        what = _(
            "a worker process ended by itself (exit code %(code)s); memory may be short",
            code=process.exitcode,
        )
        return InputError([Mistake("", what, accepted=_("fewer --workers"))])
