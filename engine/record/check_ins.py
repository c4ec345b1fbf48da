"""Check-ins written down: what became of one and, with it, the next one.

Both are one change, so one undo takes both back, and a full record takes neither.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from engine.kept_list import Document
from engine.record import keeping
from engine.record.entries import Entry, entries_of
from engine.record.keeping import Gone, find_entry, new_id
from engine.record.talk_words import UNSAID


class ToldAlready(Exception):
    """Something else was said of the check-in meanwhile, in another window. `now` is how it stands."""

    def __init__(self, now: Entry):
        super().__init__(now.id)
        self.now = now


def tell(
    document: Mapping[str, Any], name: str, how: str, day: datetime.date | None, today: datetime.date
) -> Document:
    """With what became of a check-in (a state), and `day` noted, to which it was moved.

    As it was where just that is said already, as when a form is sent twice. Gone, Full; ToldAlready where
    something else is.
    """
    talk = find_entry(document, name)
    if talk.kind != "check_in":
        raise Gone
    if talk.says("state") not in UNSAID:
        if talk.says("state") == how and day in (None, talk.day("next_on")):
            return dict(document)
        raise ToldAlready(talk)
    said = {**talk.said, "state": how, **({"next_on": day.isoformat()} if day else {})}
    return change(document, replace(talk, said=said), today)


def add(document: Mapping[str, Any], entry: Entry, today: datetime.date, next_too: bool = False) -> Document:
    """With a new entry of any kind; a check-in brings the next one, as in `change`. Full."""
    return keeping.add(document, entry, today, _to_note(document, entry, None, next_too))


def change(
    document: Mapping[str, Any], entry: Entry, today: datetime.date, next_too: bool = False
) -> Document:
    """With this in place of the entry of its id. Gone, Full, Stale as in `keeping.change`.

    The check-in that follows is noted where this one now is said to have moved to a day, and where the
    person asked for it (`next_too`).
    """
    before = find_entry(document, entry.id)
    return keeping.change(document, entry, today, _to_note(document, entry, before, next_too))


def on_day(document: Mapping[str, Any] | None, day: datetime.date | None) -> Entry | None:
    """The check-in that is noted on a day."""
    return next((one for one in entries_of(document) if one.kind == "check_in" and one.on == day), None)


def _to_note(document: Mapping[str, Any], entry: Entry, before: Entry | None, asked: bool) -> Entry | None:
    """The check-in to note beside this one; None where there is none, or it stands there already."""
    day = entry.day("next_on")
    if entry.kind != "check_in" or day is None or entry.on == day:
        return None
    moved = entry.says("state") == "moved" and (before is None or _moved_to(before) != day)
    if not (moved or asked) or on_day(document, day):
        return None
    return Entry(new_id(), "check_in", day, said={"state": "planned"})


def _moved_to(talk: Entry) -> datetime.date | None:
    return talk.day("next_on") if talk.says("state") == "moved" else None
