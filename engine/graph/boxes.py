"""A box with its words: the lines inside it, how high it is, and where the lines to other boxes leave it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from engine.graph.lettering import wrapped
from engine.graph.routes import Box

WIDTHS = (262.0, 232.0, 216.0, 262.0, 222.0)
"""Of the boxes in each column."""
PADDING = 13.0
INDENT = 15.0
PORT = 15.0
"""Between two lines that end at one box."""


@dataclass(frozen=True, slots=True)
class Style:
    """How a line is set; `name` is its class in the drawing."""

    name: str
    size: float
    leading: float
    bold: bool = False
    fixed: bool = False


HEADING = Style("heading", 11.5, 17.0, bold=True)
TEXT = Style("text", 14.0, 19.0)
TITLE = Style("title", 17.0, 23.0, bold=True)
ROW = Style("row", 13.0, 18.0, bold=True)
NOTE = Style("note", 12.0, 16.5)
NAME = Style("name", 11.0, 16.0, fixed=True)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of words, and where its letters begin, from the box's left upper corner."""

    text: str
    x: float
    y: float
    style: Style


@dataclass(frozen=True, slots=True)
class Lettered:
    """A box with everything in it, measured from its left upper corner."""

    box: Box
    width: float
    height: float
    lines: tuple[Line, ...]
    rows: tuple[tuple[float, float], ...]
    """Upper and lower edge of each row."""

    def leaves_at(self, row: int | None) -> float:
        """The height at which a line of this row, or of the whole box, leaves."""
        if row is None:
            return self.height / 2
        top, bottom = self.rows[row]
        return (top + bottom) / 2


def lettered(box: Box, arrivals: int) -> Lettered:
    """The box with its words broken into lines, and high enough for so many lines to end at it."""
    width = WIDTHS[box.column]
    lines: list[Line] = []
    y = PADDING - 3
    for text, style in _parts(box):
        for line in wrapped(text, width - 2 * PADDING, style.size, style.bold, style.fixed):
            lines.append(Line(line, PADDING, y + style.leading - 5, style))
            y += style.leading
        y += 2
    rows = []
    for row in box.rows:
        top = y
        y += 5
        for line in wrapped(row, width - 2 * PADDING - INDENT, ROW.size, ROW.bold):
            lines.append(Line(line, PADDING + INDENT, y + ROW.leading - 5, ROW))
            y += ROW.leading
        y += 4
        rows.append((top, y))
    height = max(y + PADDING - 6, arrivals * PORT + 2 * PADDING)
    return Lettered(box, width, height, tuple(lines), tuple(rows))


def _parts(box: Box) -> Iterator[tuple[str, Style]]:
    yield box.heading, HEADING
    yield box.text, TITLE if box.kind == "strategy" else TEXT
    if box.note:
        yield box.note, NOTE
    if box.name:
        yield box.name, NAME
