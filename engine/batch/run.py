"""A whole batch: from the input file to the output file."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from engine.answers import require_known_day
from engine.batch.files import Made, Output, Stand, blocks_of, lines_of, open_input, refused, stand_of
from engine.batch.workers import Setting, Workers
from engine.errors import InputError
from engine.inference import choose
from engine.knowledge_base import KnowledgeBase
from engine.language import current
from engine.language import gettext as _

Progress = Callable[[int, int, float], None]
"""Called now and then with: lines done, those of them with an error, and the share of the input (0-1)."""


@dataclass(frozen=True, slots=True)
class Batch:
    """What a run came to. `lines` and `plans` count the whole output, `before` what an earlier run did."""

    lines: int
    plans: int
    before: int

    @property
    def errors(self) -> int:
        """Lines that hold no plan."""
        return self.lines - self.plans


class Stopped(InputError):
    """The run could not go on; what is written is whole, and --resume goes on from `lines`."""

    def __init__(self, error: InputError, lines: int):
        super().__init__(error.mistakes)
        self.lines = lines


def run_batch(
    knowledge: KnowledgeBase,
    source: Path,
    out: Path,
    today: datetime.date,
    engine: str | None = None,
    workers: int = 1,
    resume: bool = False,
    progress: Progress | None = None,
    start_method: str | None = None,
) -> Batch:
    """Plans every line of `source` into `out`, in order. Memory does not grow with the number of lines.

    InputError where a file can't be used (nothing is changed then), `Stopped` where the run could not be
    finished. KeyboardInterrupt passes through; the output then ends with a whole line.
    """
    require_known_day(today)
    engine = choose(engine)
    with open_input(source) as file:
        if out.exists() and source.exists() and out.samefile(source):
            raise refused(out, _("the output can't be the input"), _("another file"))
        lines = lines_of(file, source)
        size = source.stat().st_size
        stand = Stand()
        if resume and out.is_file():
            stand = stand_of(out, lines, source, Made(knowledge.version, engine, today))
        output = Output(out, resume)
        try:
            if resume:
                output.go_on_from(stand.bytes)
            setting = Setting(knowledge.root, knowledge.version, today, engine, current().folder)
            done, plans = stand.lines, stand.plans
            try:
                with Workers(workers, setting, start_method) as pool:
                    for block in pool.run(blocks_of(lines, stand.lines + 1)):
                        output.write(block.text)
                        done, plans = done + block.lines, plans + block.plans
                        if progress is not None:
                            progress(done, done - plans, min(_told(file, size), 1.0))
            except InputError as error:
                raise Stopped(error, done) from None
            except BaseException:
                output.take_back()
                raise
        finally:
            output.close()
    return Batch(done, plans, stand.lines)


def _told(file: BinaryIO, size: int) -> float:
    """How much of the input has been read; 0 where that can't be known, as of a pipe."""
    try:
        return file.tell() / size if size else 0.0
    except OSError:
        return 0.0
