"""The last times that steps were ticked or unticked, so that each of them can be taken back.

They stand in the document "changes", the newest last:

    "tickings": [{"id", "on", "keys": {"item/step": [day before, day after]}}]

A day is null where there was no tick. Taking one back leaves alone what was ticked anew since.
"""

from __future__ import annotations

import datetime
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from webapp.store import Store
from webapp.working.kept_changes import DOCUMENT, FORM

PROGRESS, TICKINGS = "progress", "tickings"
MOST = 20
"""Times that can be taken back; a tick itself can be taken away at any time."""

Documents = dict[str, dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Ticking:
    """One time. `ticked` and `unticked` are steps, as `item/step`."""

    id: str
    on: datetime.date
    ticked: tuple[str, ...]
    unticked: tuple[str, ...]


def set_ticks(
    store: Store, file: str, change: Callable[[dict[str, Any]], Mapping[str, Any]], today: datetime.date
) -> dict[str, Any]:
    """Change the ticks, and keep what they were before. Gives the ticks of now."""

    def both(documents: Documents) -> Documents:
        before, changes = documents[PROGRESS], documents[DOCUMENT]
        after = dict(change(dict(before)))
        keys = {
            key: [before.get(key), after.get(key)]
            for key in sorted(before.keys() | after.keys())
            if before.get(key) != after.get(key)
        }
        if not keys:
            return documents
        one = {"id": secrets.token_hex(6), "on": today.isoformat(), "keys": keys}
        kept = [*changes.get(TICKINGS, ()), one][-MOST:]
        return {PROGRESS: after, DOCUMENT: {**changes, "form": FORM, TICKINGS: kept}}

    return store.change_together(file, (PROGRESS, DOCUMENT), both)[PROGRESS]


def tickings(document: Mapping[str, Any]) -> tuple[Ticking, ...]:
    """The times that can be taken back, the newest first."""
    return tuple(
        Ticking(
            one["id"],
            datetime.date.fromisoformat(one["on"]),
            tuple(key for key, (_before, after) in one["keys"].items() if after is not None),
            tuple(key for key, (_before, after) in one["keys"].items() if after is None),
        )
        for one in reversed(document.get(TICKINGS, ()))
    )


def undo_ticks(store: Store, file: str, name: str) -> None:
    """Take one time back. One that is gone already is no error."""

    def both(documents: Documents) -> Documents:
        changes = documents[DOCUMENT]
        found = next((one for one in changes.get(TICKINGS, ()) if one["id"] == name), None)
        if found is None:
            return documents
        progress = dict(documents[PROGRESS])
        for key, (before, after) in found["keys"].items():
            if progress.get(key) == after:
                progress[key] = before
        kept = [one for one in changes[TICKINGS] if one is not found]
        ticks = {key: day for key, day in progress.items() if day is not None}
        return {PROGRESS: ticks, DOCUMENT: {**changes, TICKINGS: kept}}

    store.change_together(file, (PROGRESS, DOCUMENT), both)
