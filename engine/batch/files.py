"""The files of a batch: input read line by line, output that only ever holds whole lines, and where an
earlier run stopped.
"""

from __future__ import annotations

import datetime
import json
import os
import stat
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from engine.batch.lines import LONGEST, id_of, id_written
from engine.batch.workers import Block
from engine.errors import InputError, Mistake
from engine.language import gettext as _
from engine.language import mark

LINES_A_BLOCK = 16
BYTES_A_BLOCK = 200_000


def refused(path: Path, what: str, accepted: str = "") -> InputError:
    """One mistake about a file."""
    return InputError([Mistake(str(path), what, accepted=accepted)])


def open_input(path: Path) -> BinaryIO:
    """The input, opened; InputError where it can't be read."""
    try:
        if path.is_dir():
            raise refused(path, _("this is a folder"), _("a file of JSON lines"))
        return path.open("rb")
    except OSError as error:
        raise refused(path, _("this file can't be read: %(why)s", why=error.strerror)) from None


def lines_of(file: BinaryIO, path: Path) -> Iterator[bytes]:
    """The lines without their ends. Of a line that is too long only so much comes that this can be seen."""
    try:
        while line := file.readline(LONGEST + 2):
            rest = line
            while not rest.endswith(b"\n") and (rest := file.readline(LONGEST)):
                pass
            yield line.rstrip(b"\r\n")
    except OSError as error:
        raise refused(path, _("this file can't be read: %(why)s", why=error.strerror)) from None


def blocks_of(lines: Iterator[bytes], first: int) -> Iterator[Block]:
    """The lines in blocks, numbered from `first`."""
    block: list[bytes] = []
    size = 0
    for line in lines:
        block.append(line)
        size += len(line)
        if len(block) >= LINES_A_BLOCK or size >= BYTES_A_BLOCK:
            yield Block(first, block)
            first, block, size = first + len(block), [], 0
    if block:
        yield Block(first, block)


class Output:
    """The output file. What was not written whole is taken back, so that it always ends with a line's end."""

    def __init__(self, path: Path, resume: bool):
        self.path = path
        flags = os.O_RDWR | os.O_CREAT | (0 if resume else os.O_TRUNC) | getattr(os, "O_BINARY", 0)
        try:
            known = path.stat() if path.exists() else None
            self.whole_file = known is None or stat.S_ISREG(known.st_mode)
            if known is not None and stat.S_ISDIR(known.st_mode):
                raise refused(path, _("this is a folder"), _("a file to write to"))
            if not self.whole_file:
                if resume:
                    raise refused(path, _("this is no file that can be gone on with"), _("a file on a disk"))
                flags = os.O_WRONLY
            self._handle = os.open(path, flags, 0o666)
        except OSError as error:
            raise refused(path, _("this file can't be written: %(why)s", why=error.strerror)) from None
        self._good = 0

    def go_on_from(self, good: int) -> None:
        """Cuts what stands behind the last whole line."""
        self._good = good
        os.ftruncate(self._handle, good)
        os.lseek(self._handle, good, os.SEEK_SET)

    def write(self, text: bytes) -> None:
        """Appends whole lines; InputError where the disk takes no more."""
        try:
            rest = memoryview(text)
            while rest:
                rest = rest[os.write(self._handle, rest) :]
        except OSError as error:
            self.take_back()
            raise refused(self.path, _("this file can't be written: %(why)s", why=error.strerror)) from None
        self._good += len(text)

    def take_back(self) -> None:
        """Drops a line that was not written whole."""
        if self.whole_file:
            with suppress(OSError):  # --resume cuts it then
                os.ftruncate(self._handle, self._good)

    def close(self) -> None:
        """Makes sure that all is on the disk; InputError where it isn't."""
        try:
            if self.whole_file:
                os.fsync(self._handle)
        except OSError as error:
            raise refused(self.path, _("this file can't be written: %(why)s", why=error.strerror)) from None
        finally:
            os.close(self._handle)


@dataclass(frozen=True, slots=True)
class Stand:
    """How far an earlier run came: whole lines, their bytes, and how many hold a plan."""

    lines: int = 0
    bytes: int = 0
    plans: int = 0


def stand_of(out: Path, lines: Iterator[bytes], path: Path, made_with: Made) -> Stand:
    """How far `out` goes, the same lines taken from the input; InputError where it is another input's, or
    was made with another day, engine or knowledge.
    """
    number = size = plans = 0
    try:
        with out.open("rb") as file:
            for written in file:
                if not written.endswith(b"\n"):
                    break
                number, size = number + 1, size + len(written)
                line = next(lines, None)
                if line is None:
                    raise refused(
                        out,
                        _("this has more lines than %(file)s, so it is another batch's", file=path),
                        _(_ANEW),
                    )
                _same_id(out, path, number, written, line)
                if b', "plan": {' in written[: LONGEST + 100]:
                    plans += 1
                    if plans == 1:
                        made_with.check(out, number, written)
    except OSError as error:
        raise refused(out, _("this file can't be read: %(why)s", why=error.strerror)) from None
    return Stand(number, size, plans)


_ANEW = mark("another OUT, or a start anew without --resume")


def _same_id(out: Path, path: Path, number: int, written: bytes, line: bytes) -> None:
    try:
        found = id_written(written)
    except ValueError:
        what = _("this is no line of a batch")
        raise InputError([Mistake(f"{out}:{number}", what, accepted=_(_ANEW))]) from None
    wanted = id_of(line)
    if (type(found), found) != (type(wanted), wanted):
        what = _(
            "this line is for %(found)s, but line %(n)s of %(file)s is for %(wanted)s",
            found=repr(found),
            n=number,
            file=path,
            wanted=repr(wanted),
        )
        raise InputError([Mistake(f"{out}:{number}", what, accepted=_(_ANEW))])


_MADE_WITH = {
    "knowledge_version": mark("the plans here were made with another knowledge version, %(found)s"),
    "engine": mark("the plans here were made with another engine, %(found)s"),
    "today": mark("the plans here were made with another today, %(found)s"),
}


@dataclass(frozen=True, slots=True)
class Made:
    """What plans are made with, as each one says."""

    knowledge_version: str
    engine: str
    today: datetime.date

    def check(self, out: Path, number: int, written: bytes) -> None:
        """InputError where an earlier plan was made with something else."""
        plan = json.loads(written)["plan"]
        for name, hint in (
            ("knowledge_version", _("a start anew without --resume")),
            ("engine", f"--engine {plan['engine']}"),
            ("today", f"--today {plan['today']}"),
        ):
            if plan[name] != str(getattr(self, name)):
                what = _(_MADE_WITH[name], found=plan[name])
                raise InputError([Mistake(f"{out}:{number}", what, accepted=hint)])
