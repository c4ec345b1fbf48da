"""Adding, changing and taking out entries, and taking the last change back.

Each function takes the document `record` as it is stored and gives it as it is to be stored. Entries that
this version can't read stay in it untouched. The last change can be undone until the next one; what was taken
out is gone for good after that.
"""

from __future__ import annotations

import datetime
import secrets
from collections.abc import Mapping
from typing import Any

from engine.record.entries import FORM, Entry, as_day, entry_from_json, entry_to_json

Document = dict[str, Any]
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
    """The record holds as many entries as it can."""


def new_id() -> str:
    """A name that says nothing."""
    return secrets.token_urlsafe(ID_BYTES)


def add(document: Mapping[str, Any], entry: Entry, today: datetime.date) -> Document:
    """With a new entry; as it was where its id is in it already, as when a form is sent twice. Full."""
    kept = _kept(document)
    if any(_id(one) == entry.id for one in kept):
        return dict(document)
    if len(kept) >= MOST_ENTRIES:
        raise Full
    return _changed(document, [*kept, entry_to_json(entry)], entry.id, None, today)


def change(document: Mapping[str, Any], entry: Entry, today: datetime.date) -> Document:
    """With this in place of the entry of its id; Gone, or Stale where `entry.rev` is not how it stands."""
    at, kept, now = _find(document, entry.id)
    if now.rev != entry.rev:
        raise Stale(now)
    before = kept[at]
    after = {**entry_to_json(entry), "rev": now.rev + 1}
    if {**after, "rev": now.rev} == before:
        return dict(document)
    return _changed(document, [*kept[:at], after, *kept[at + 1 :]], entry.id, before, today)


def remove(document: Mapping[str, Any], name: str, today: datetime.date) -> Document:
    """Without an entry; Gone."""
    at, kept, _now = _find(document, name)
    return _changed(document, [*kept[:at], *kept[at + 1 :]], name, kept[at], today)


def undo(document: Mapping[str, Any], count: int) -> Document:
    """As before the change of this number; Gone where another came after it or it was undone."""
    last = undoable(document)
    if last is None or last["count"] != count:
        raise Gone
    kept, before, name = _kept(document), last["before"], last["id"]
    at = next((place for place, one in enumerate(kept) if _id(one) == name), None)
    rest = [one for one in kept if _id(one) != name]
    if before is not None:
        rest.insert(min(last["at"], len(rest)) if at is None else at, before)
    return {**document, "form": FORM, "count": _count(document) + 1, "entries": rest, "undo": None}


def forget(document: Mapping[str, Any], today: datetime.date) -> Document:
    """Without what was kept for an undo, once its day is over."""
    last = undoable(document)
    if last is None or as_day(last["on"]) == today:
        return dict(document)
    return {**document, "undo": None}


def undoable(document: Mapping[str, Any] | None) -> dict[str, Any] | None:
    """The last change that can be taken back: `count`, `id`, `before` (None: it was added), `at`, `on`."""
    last = (document or {}).get("undo")
    if not isinstance(last, dict) or not {"count", "id", "before", "at", "on"} <= last.keys():
        return None
    return last


def what_was_done(document: Mapping[str, Any] | None) -> str | None:
    """What an undo would take back: added, changed or removed; None where there is nothing."""
    last = undoable(document)
    if last is None:
        return None
    there = any(_id(one) == last["id"] for one in _kept(document or {}))
    return "removed" if not there else "added" if last["before"] is None else "changed"


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
    at = next((place for place, one in enumerate(old) if _id(one) == name), len(old))
    last = {"count": count, "id": name, "before": before, "at": at, "on": today.isoformat()}
    return {**document, "form": FORM, "count": count, "entries": kept, "undo": last}


def _kept(document: Mapping[str, Any]) -> list[Any]:
    kept = document.get("entries")
    return list(kept) if isinstance(kept, list) else []


def _count(document: Mapping[str, Any]) -> int:
    count = document.get("count")
    return count if isinstance(count, int) else 0


def _id(one: Any) -> object:
    return one.get("id") if isinstance(one, dict) else None
