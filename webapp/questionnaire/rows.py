"""Questions that come in rows, such as skills: which rows a page shows, and what adding and removing one does
to the answers. Pure: no Flask, no store.

A row is used once its first question, the one that names it, is answered or holds a text we can't read yet.
Used rows stand without a gap: where one goes, the later ones move up.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from engine.plain_json import read_plain
from engine.schema import Rows, Section
from webapp.questionnaire.unread import Unread

ADD, REMOVE, PUT_BACK = "add-", "remove-", "put-back-"
"""What the buttons send, followed by the id of the rows; for removing, by the question that names the row."""
TAKEN = "taken"
"""The hidden field of a page that holds a row that was just removed."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A row that was removed: where it stood, and what stood in its boxes."""

    group: str
    place: int
    values: tuple[Any, ...]

    @property
    def called(self) -> str:
        """The name that it had."""
        name = self.values[0]
        return name.says if isinstance(name, Unread) else str(name or "")


def closing_gaps(sections: Sequence[Section], standing: Mapping[str, Any]) -> dict[str, Any]:
    """The changes that move used rows up over a row whose name was emptied."""
    changes: dict[str, Any] = {}
    for section in sections:
        for group in section.rows:
            used = [row for row in group.rows if standing.get(row[0]) is not None]
            if used != list(group.rows[: len(used)]):
                changes |= _laid(group, [[standing.get(name) for name in row] for row in used])
    return changes


def waiting(section: Section, standing: Mapping[str, Any], opened: Collection[str] = ()) -> frozenset[str]:
    """The questions of rows that are not on the page: unused, not the first, and not among those `opened`."""
    return frozenset(
        name
        for group in section.rows
        for row in group.rows[1:]
        if standing.get(row[0]) is None
        for name in row
        if name not in opened
    )


def questions(section: Section, asked: Collection[str]) -> frozenset[str]:
    """Every question of the rows whose first question is asked."""
    groups = (group for group in section.rows if group.rows[0][0] in asked)
    return frozenset(name for group in groups for row in group.rows for name in row)


def groups(sections: Iterable[Section]) -> tuple[Rows, ...]:
    """Every kind of row that they ask for."""
    return tuple(group for section in sections for group in section.rows)


def group_of(section: Section, name: str) -> Rows | None:
    """The rows with this id, or with a row that this question names."""
    found = (one for one in section.rows if one.id == name or any(row[0] == name for row in one.rows))
    return next(found, None)


def without(group: Rows, name: str, standing: Mapping[str, Any]) -> tuple[dict[str, Any], Taken]:
    """The changes that take out the row named by this question, and what was in it."""
    values = [[standing.get(one) for one in row] for row in group.rows]
    place = next(number for number, row in enumerate(group.rows) if row[0] == name)
    taken = values.pop(place)
    return _laid(group, values), Taken(group.id, place, tuple(taken))


def put_back(group: Rows, taken: Taken, standing: Mapping[str, Any]) -> dict[str, Any] | None:
    """The changes that put a row back where it stood; None where every row is used by now."""
    values = [[standing.get(one) for one in row] for row in group.rows]
    if values[-1][0] is not None:
        return None
    values.insert(min(taken.place, len(values) - 1), list(taken.values))
    return _laid(group, values[: len(group.rows)])


def _laid(group: Rows, values: Sequence[Sequence[Any]]) -> dict[str, Any]:
    """Question -> value for every question of the rows, from values row by row."""
    empty = [None] * len(group.rows[0])
    filled = [*values, *([empty] * (len(group.rows) - len(values)))]
    return {
        name: replace(value, moved=True) if isinstance(value, Unread) else value
        for row, ones in zip(group.rows, filled, strict=True)
        for name, value in zip(row, ones, strict=True)
    }


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a page: one question that stands alone, or the rows of one kind with what each shows."""

    questions: tuple[str, ...]
    group: Rows | None = None
    rows: tuple[tuple[int, tuple[str, ...]], ...] = ()

    @property
    def has_room(self) -> bool:
        """Whether one more row can be added."""
        return self.group is not None and len(self.rows) < len(self.group.rows)


def blocks(section: Section, questions: Sequence[str]) -> tuple[Block, ...]:
    """The questions that a page shows openly, with those of a kind put together, in their order."""
    found: dict[str, Block] = {}
    for name in questions:
        group = next((one for one in section.rows if any(name in row for row in one.rows)), None)
        if group is None:
            found[name] = Block((name,))
        elif group.id + " " not in found:  # no question has such a name
            shown = [tuple(one for one in row if one in questions) for row in group.rows]
            numbered = tuple((number, row) for number, row in enumerate(shown, 1) if row)
            found[group.id + " "] = Block(tuple(one for row in shown for one in row), group, numbered)
    return tuple(found.values())


def written(taken: Taken) -> str:
    """As the page's hidden field holds it."""
    values = [{"raw": one.raw} if isinstance(one, Unread) else one for one in taken.values]
    return json.dumps([taken.group, taken.place, values], ensure_ascii=False, separators=(",", ":"))


def read(text: str, section: Section) -> Taken | None:
    """From that field; None if it can't be one of this section."""
    try:
        group, place, values = read_plain(text)
        found = [Unread(tuple(map(str, one["raw"]))) if isinstance(one, dict) else one for one in values]
    except (ValueError, TypeError, KeyError):
        return None
    rows = group_of(section, group) if isinstance(group, str) else None
    plain = (str, int, float, Unread, type(None))
    fits = rows is not None and rows.id == group and len(found) == len(rows.rows[0])
    if (
        not fits
        or not isinstance(place, int)
        or place < 0
        or not all(isinstance(one, plain) for one in found)
    ):
        return None
    return Taken(group, place, tuple(found))
