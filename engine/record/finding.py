"""Finding entries: by words, kind, goal and days."""

from __future__ import annotations

import datetime
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from engine.language import full_day, short_day, weekday_and_day
from engine.language import gettext as _
from engine.record.entries import Entry
from engine.record.fields import FIELDS, KINDS, WITHOUT_GOAL

NO_GOAL = "-"
"""In `Wanted.goal`: what was written for no goal in particular. No goal has this id."""
_WITHOUT_MARKS = str.maketrans(
    {"ø": "o", "đ": "d", "ð": "d", "ł": "l", "ħ": "h", "æ": "ae", "œ": "oe", "ı": "i"}
)
"""Letters that Unicode does not take apart, and that people type without their marks."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for; what is empty counts as anything."""

    words: str = ""
    kind: str = ""
    goal: str = ""
    since: datetime.date | None = None
    until: datetime.date | None = None


def find(
    entries: Iterable[Entry], wanted: Wanted, titles: Mapping[str, str] | None = None
) -> tuple[Entry, ...]:
    """The entries that fit, in the order they came. Every word must stand somewhere in an entry: in a field,
    in its day, in the name of its kind, or in its goal (`titles`: id of a goal -> its words).
    """
    words = plain(wanted.words).split()
    return tuple(
        one
        for one in entries
        if (not wanted.kind or one.kind == wanted.kind)
        and (not wanted.goal or _about(one, wanted.goal))
        and (wanted.since is None or one.on >= wanted.since)
        and (wanted.until is None or one.on <= wanted.until)
        and _has(one, words, titles or {})
    )


def plain(text: str) -> str:
    """The text without capitals and accents, for comparing."""
    parted = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in parted if not unicodedata.combining(sign)).translate(_WITHOUT_MARKS)


def _about(entry: Entry, goal: str) -> bool:
    if goal == NO_GOAL:
        return not entry.goal and entry.kind not in WITHOUT_GOAL
    return entry.goal == goal


def _has(entry: Entry, words: list[str], titles: Mapping[str, str]) -> bool:
    if not words:
        return True
    whole = plain("\n".join(_texts(entry, titles)))
    return all(word in whole for word in words)


def _texts(entry: Entry, titles: Mapping[str, str]) -> Iterator[str]:
    """All that someone may remember of an entry."""
    for one in FIELDS[entry.kind]:
        said = entry.says(one.name)
        if said and one.shape == "choice":
            yield _(one.choices[said]) if said in one.choices else said
        elif said:
            yield _(one.short or one.label) if one.shape == "tick" else said
    yield titles.get(entry.goal, "")
    yield _(KINDS[entry.kind])
    yield from (say(entry.on) for say in (full_day, weekday_and_day, short_day, datetime.date.isoformat))
