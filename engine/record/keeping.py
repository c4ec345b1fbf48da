"""Adding, changing and taking out entries, and taking changes of today back, one after the other.

Each function takes the document `record` as it is stored and gives it as it is to be stored, with its undo
(`engine/kept_list.py`). What was taken out is gone for good once its day is over.
"""

from __future__ import annotations

import datetime
import secrets
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from engine.kept_list import (
    LARGEST,
    UNDO,
    Document,
    find,
    place_of,
    size_of,
    steps_of,
    taken_back,
    things_of,
    with_step,
    written_over,
)
from engine.record.entries import ENTRIES, Entry, entry_from_json, entry_to_json
from engine.typed_days import as_day

ID_BYTES = 9
MOST_ENTRIES = 4000
"""Ten a day for over a year; a document of this size is still read in a few milliseconds."""


class Gone(LookupError):
    """There is no such entry, or no longer."""


class Stale(Exception):
    """The entry was changed meanwhile, in another window. `now` is how it stands."""

    def __init__(self, now: Entry):
        super().__init__(now.id)
        self.now = now


class Full(Exception):
    """The record holds as much as it can."""


def new_id() -> str:
    """A name that says nothing."""
    return secrets.token_urlsafe(ID_BYTES)


def add(
    document: Mapping[str, Any], entry: Entry, today: datetime.date, beside: Entry | None = None
) -> Document:
    """With a new entry; as it was where its id is in it already, as when a form is sent twice. Full.

    `beside`: a further new entry, which is part of the same change and is taken back with it.
    """
    kept = things_of(document, ENTRIES)
    if place_of(kept, entry.id) is not None:
        return dict(document)
    return _changed(document, [*kept, entry_to_json(entry)], entry.id, today, beside)


def change(
    document: Mapping[str, Any], entry: Entry, today: datetime.date, beside: Entry | None = None
) -> Document:
    """With this in place of the entry of its id; Gone, Full, or Stale where `entry.rev` is an older state.

    `beside`: a new entry that is part of the same change, as in `add`.
    """
    at, kept, now = _find(document, entry.id)
    after = written_over(kept[at], entry_to_json(now), entry_to_json(replace(entry, rev=now.rev)))
    if after == kept[at]:  # nothing to change, as when a form is sent twice
        return add(document, beside, today) if beside else dict(document)
    if now.rev != entry.rev:
        raise Stale(now)
    after["rev"] = now.rev + 1
    return _changed(document, [*kept[:at], after, *kept[at + 1 :]], entry.id, today, beside)


def remove(document: Mapping[str, Any], name: str, today: datetime.date) -> Document:
    """Without an entry; Gone."""
    at, kept, _now = _find(document, name)
    return _changed(document, [*kept[:at], *kept[at + 1 :]], name, today)


def undo(document: Mapping[str, Any], count: int) -> Document:
    """As before the newest change, which has this number; Gone where it has another, or none is left."""
    last = undoable(document)
    if last is None or last["count"] != count:
        raise Gone
    return {**taken_back(document, ENTRIES), "count": _count(document) + 1}


def forget(document: Mapping[str, Any], today: datetime.date) -> Document:
    """Without what was kept for an undo on earlier days."""
    steps = steps_of(document)
    left = [one for one in steps if as_day(one.get("on")) == today]
    return dict(document) if left == steps else {**document, UNDO: left}


def undoable(document: Mapping[str, Any] | None) -> dict[str, Any] | None:
    """The newest change that can be taken back: `count`, `id`, `before` (None: it was added), `at`, `on`.
    With it, `with`: the id of an entry that came in the same change.
    """
    steps = steps_of(document or {})
    return steps[-1] if steps and {"count", "on"} <= steps[-1].keys() else None


def what_was_done(document: Mapping[str, Any] | None) -> str | None:
    """What an undo would take back: added, changed or removed; None where there is nothing."""
    last = undoable(document)
    if last is None:
        return None
    there = place_of(things_of(document or {}, ENTRIES), last["id"])
    return "removed" if there is None else "added" if last["before"] is None else "changed"


def touched(document: Mapping[str, Any] | None) -> Entry | None:
    """The entry that an undo would be about, as it stands or, if it was taken out, as it stood."""
    last = undoable(document)
    if last is None:
        return None
    kept = things_of(document or {}, ENTRIES)
    there = place_of(kept, last["id"])
    return entry_from_json(last["before"] if there is None else kept[there])


def find_entry(document: Mapping[str, Any] | None, name: str) -> Entry:
    """The entry of an id; Gone."""
    return _find(document or {}, name)[2]


def _find(document: Mapping[str, Any], name: str) -> tuple[int, list[Any], Entry]:
    found = find(document, ENTRIES, name, entry_from_json)
    if found is None:
        raise Gone
    return found


def _changed(
    document: Mapping[str, Any],
    kept: list[Any],
    name: str,
    today: datetime.date,
    beside: Entry | None = None,
) -> Document:
    kept = [*kept, entry_to_json(beside)] if beside else kept
    if _grew(kept, things_of(document, ENTRIES)) and (len(kept) > MOST_ENTRIES or size_of(kept) > LARGEST):
        raise Full
    count = _count(document) + 1
    known_by = {"count": count, "on": today.isoformat()}
    changed = with_step(
        forget(document, today), ENTRIES, kept, name, beside.id if beside else None, **known_by
    )
    return {**changed, "count": count}


def _grew(kept: list[Any], old: list[Any]) -> bool:
    """Whether it holds more than before. Taking out and shortening is possible in a full record too."""
    return len(kept) > len(old) or (len(kept) == len(old) and size_of(kept) > size_of(old))


def _count(document: Mapping[str, Any]) -> int:
    count = document.get("count")
    return count if isinstance(count, int) else 0
