"""Letters, scripts and worksheets with the person's own answers and ticks filled in."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from engine import calendar, templates
from engine.answers import read_answers
from engine.errors import InputError
from engine.knowledge_base import KnowledgeBase
from engine.planning.planner import plan_dates
from engine.schema import Letter
from engine.schema.reading import SheetPart
from webapp import services
from webapp.questionnaire.pages import settle

Put = Callable[[str], str]
_GAP = re.compile(r"\n{3,}")


@dataclass(frozen=True, slots=True)
class Cell:
    """A place to fill in a worksheet. `name` is its field in the form; `label` says what belongs there."""

    name: str
    label: str
    value: str


@dataclass(frozen=True, slots=True)
class FilledPart:
    """One part of a worksheet, ready to fill further."""

    part: SheetPart
    text: tuple[str, ...]
    lines: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    ticks: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class FilledLetter:
    """A letter ready to copy; text in [square brackets] is still the person's to fill."""

    letter: Letter
    subject: str | None
    body: str
    parts: tuple[FilledPart, ...] = ()
    message: str = ""
    """Of a worksheet: the same as a text to send."""

    @property
    def height(self) -> int:
        """Lines that the text needs on a narrow screen, for a field that shows it whole."""
        return sum(1 + len(line) // 60 for line in self.body.splitlines()) + 1

    def cells(self) -> Iterator[Cell]:
        """Every place to fill, from top to bottom."""
        for part in self.parts:
            yield from part.lines
            for row in part.rows:
                yield from row
            yield from part.ticks


def filled(
    kb: KnowledgeBase,
    letter: Letter,
    answers: Mapping[str, Any],
    today: datetime.date,
    progress: Mapping[str, str] | None = None,
) -> FilledLetter:
    """The letter with these plain, settled answers in it; InputError if their dates can't be.

    `progress` is what the ticks and the record say (`engine.progress_words`, `engine.record.report_words`);
    without it those places stay blanks to fill.
    """
    sheet = read_answers(kb, answers)
    dates = plan_dates(calendar.lay(sheet.answers, today, "letter")[0])

    def put(text: str) -> str:
        made = templates.fill(text, kb.questions, sheet.answers, dates, progress)
        return text if made is None else made

    return FilledLetter(
        letter,
        put(letter.subject) if letter.subject else None,
        _evenly(put(letter.body)),
        tuple(_part(number, part, put) for number, part in enumerate(letter.sheet)),
        put(letter.message) if letter.message else "",
    )


def fill_for(letter: Letter, answers: Mapping[str, Any], words: Mapping[str, str]) -> FilledLetter:
    """The letter with the answers of a journey as far as they can be read, and with these words."""
    kb, today = services().kb, services().today()
    try:
        return filled(kb, letter, settle(kb, answers).answers, today, words)
    except InputError:  # dates that don't fit together: the letter still helps
        return filled(kb, letter, {}, today, words)


def _evenly(text: str) -> str:
    """The text without the gaps that an empty place leaves between two paragraphs."""
    return _GAP.sub("\n\n", text)


def _part(number: int, part: SheetPart, put: Put) -> FilledPart:
    """Names are places: the same in every language, and they say nothing about what was typed."""
    lines = tuple(Cell(f"l{number}-{at}", one.label, put(one.known)) for at, one in enumerate(part.lines))
    rows: list[tuple[Cell, ...]] = []
    if part.table is not None:
        columns = part.table.columns
        known = [*part.table.rows, *([("",) * len(columns)] * part.table.blank_rows)]
        for down, row in enumerate(known):
            cells = zip(columns, row, strict=True)
            rows.append(
                tuple(
                    Cell(f"c{number}-{down}-{along}", label, put(text).strip())
                    for along, (label, text) in enumerate(cells)
                )
            )
    ticks = tuple(Cell(f"t{number}-{at}", text, "") for at, text in enumerate(part.ticks))
    return FilledPart(part, tuple(put(text) for text in part.text), lines, tuple(rows), ticks)
