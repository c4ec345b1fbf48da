"""Adding, changing and taking out entries, and taking changes of today back, one after the other.

Each function takes the document `record` as it is stored and gives it as it is to be stored. Entries that
this version can't read stay in it untouched. What was taken out is gone for good once its day is over.
"""

from __future__ import annotations

import datetime
import json
import secrets
from collections.abc import Mapping
from typing import Any

from engine.record.entries import FORM, Entry, entry_from_json, entry_to_json
from engine.typed_days import as_day

Document = dict[str, Any]
ID_BYTES = 9
MOST_ENTRIES = 4000
"""Ten a day for over a year; a document of this size is still read in a few milliseconds."""
LARGEST = 1_400_000
"""Bytes of all entries as JSON. With its reports, a full record still fits into the one file of
`engine/whole_copy.py` that brings everything back.
"""
MOST_STEPS_BACK = 20


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


def add(document: Mapping[str, Any], entry: Entry, today: datetime.date) -> Document:
    """With a new entry; as it was where its id is in it already, as when a form is sent twice. Full."""
    kept = _kept(document)
    if any(_id(one) == entry.id for one in kept):
        return dict(document)
    return _changed(document, [*kept, entry_to_json(entry)], entry.id, None, today)


def change(document: Mapping[str, Any], entry: Entry, today: datetime.date) -> Document:
    """With this in place of the entry of its id; Gone, Full, or Stale where `entry.rev` is an older state."""
    at, kept, now = _find(document, entry.id)
    before = kept[at]
    after = {**entry_to_json(entry), "rev": now.rev + 1}
    if {**after, "rev": now.rev} == before:  # nothing to change, as when a form is sent twice
        return dict(document)
    if now.rev != entry.rev:
        raise Stale(now)
    return _changed(document, [*kept[:at], after, *kept[at + 1 :]], entry.id, before, today)


def remove(document: Mapping[str, Any], name: str, today: datetime.date) -> Document:
    """Without an entry; Gone."""
    at, kept, _now = _find(document, name)
    return _changed(document, [*kept[:at], *kept[at + 1 :]], name, kept[at], today)


def undo(document: Mapping[str, Any], count: int) -> Document:
    """As before the newest change, which has this number; Gone where it has another, or none is left."""
    steps = _steps(document)
    if not steps or steps[-1]["count"] != count:
        raise Gone
    last = steps[-1]
    kept, before, name = _kept(document), last["before"], last["id"]
    at = next((place for place, one in enumerate(kept) if _id(one) == name), None)
    rest = [one for one in kept if _id(one) != name]
    if before is not None:
        rest.insert(min(last["at"], len(rest)) if at is None else at, before)
    return {**document, "form": FORM, "count": _count(document) + 1, "entries": rest, "undo": steps[:-1]}


def forget(document: Mapping[str, Any], today: datetime.date) -> Document:
    """Without what was kept for an undo on earlier days."""
    steps = _steps(document)
    left = [one for one in steps if as_day(one["on"]) == today]
    return dict(document) if left == steps else {**document, "undo": left}


def undoable(document: Mapping[str, Any] | None) -> dict[str, Any] | None:
    """The newest change that can be taken back: `count`, `id`, `before` (None: it was added), `at`, `on`."""
    steps = _steps(document or {})
    return steps[-1] if steps else None


def what_was_done(document: Mapping[str, Any] | None) -> str | None:
    """What an undo would take back: added, changed or removed; None where there is nothing."""
    last = undoable(document)
    if last is None:
        return None
    there = any(_id(one) == last["id"] for one in _kept(document or {}))
    return "removed" if not there else "added" if last["before"] is None else "changed"


def touched(document: Mapping[str, Any] | None) -> Entry | None:
    """The entry that an undo would be about, as it stands or, if it was taken out, as it stood."""
    last = undoable(document)
    if last is None:
        return None
    there = next((one for one in _kept(document or {}) if _id(one) == last["id"]), last["before"])
    return entry_from_json(there)


def find_entry(document: Mapping[str, Any] | None, name: str) -> Entry:
    """The entry of an id; Gone."""
    return _find(document or {}, name)[2]


def _find(document: Mapping[str, Any], name: str) -> tuple[int, list[Any], Entry]:
    kept = _kept(document)
    for at, one in enumerate(kept):
        if _id(one) == name:
            entry = entry_from_json(one)
            if entry is not None:
                return at, kept, entry
    raise Gone


def _changed(
    document: Mapping[str, Any], kept: list[Any], name: str, before: Any, today: datetime.date
) -> Document:
    count = _count(document) + 1
    old = _kept(document)
    if _grew(kept, old) and (len(kept) > MOST_ENTRIES or _size(kept) > LARGEST):
        raise Full
    at = next((place for place, one in enumerate(old) if _id(one) == name), len(old))
    last = {"count": count, "id": name, "before": before, "at": at, "on": today.isoformat()}
    steps = [one for one in _steps(document) if as_day(one["on"]) == today]
    return {
        **document,
        "form": FORM,
        "count": count,
        "entries": kept,
        "undo": [*steps, last][-MOST_STEPS_BACK:],
    }


def _grew(kept: list[Any], old: list[Any]) -> bool:
    """Whether it holds more than before. Taking out and shortening is possible in a full record too."""
    return len(kept) > len(old) or (len(kept) == len(old) and _size(kept) > _size(old))


def _size(kept: list[Any]) -> int:
    return len(json.dumps(kept, ensure_ascii=False).encode("utf-8", "surrogatepass"))


def _steps(document: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The changes that can be taken back, the oldest first. An earlier version kept one, without a list."""
    found = document.get("undo")
    listed = found if isinstance(found, list) else [found]
    keys = {"count", "id", "before", "at", "on"}
    return [one for one in listed if isinstance(one, dict) and keys <= one.keys()]


def _kept(document: Mapping[str, Any]) -> list[Any]:
    kept = document.get("entries")
    return list(kept) if isinstance(kept, list) else []


def _count(document: Mapping[str, Any]) -> int:
    count = document.get("count")
    return count if isinstance(count, int) else 0


def _id(one: Any) -> object:
    return one.get("id") if isinstance(one, dict) else None
