"""One entry of the record, as it is read from the document `record` and written into it.

The document is `{"form": 1, "count": changes so far, "entries": [{"id", "rev", "kind", "on", "goal", ...}]}`;
the other keys of an entry are the fields of its kind (`engine/record/fields.py`), each a text.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from engine.kept_list import things_of
from engine.record.fields import FIELDS, TICKED
from engine.typed_days import as_day

ENTRIES = "entries"
"""The name of the list."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that happened on a day. `goal` is the id of a goal, or ''."""

    id: str
    kind: str
    on: datetime.date
    goal: str = ""
    said: Mapping[str, str] = field(default_factory=dict)
    """Field of its kind -> what stands in it: a text, a code of a choice, a day as YYYY-MM-DD, or `yes`."""
    rev: int = 1
    """Counts its changes, so that an edit of an older state is noticed."""

    def says(self, name: str) -> str:
        """What stands in a field; '' if nothing."""
        return self.said.get(name, "")

    @property
    def private(self) -> bool:
        """Whether the person keeps it out of everything that leaves."""
        return self.says("private") == TICKED

    def day(self, name: str) -> datetime.date | None:
        """The day in a field, or None."""
        return as_day(self.said.get(name))


def entry_from_json(kept: object) -> Entry | None:
    """An entry of the document; None where it can't be read, as with one of a later version."""
    if not isinstance(kept, dict):
        return None
    name, kind, on, goal, rev = (kept.get(key) for key in ("id", "kind", "on", "goal", "rev"))
    day = as_day(on)
    if (
        not isinstance(name, str)
        or not name
        or not isinstance(kind, str)
        or kind not in FIELDS
        or day is None
    ):
        return None
    own = {one.name for one in FIELDS[kind]}
    said = {key: text for key, text in kept.items() if key in own and isinstance(text, str) and text}
    return Entry(
        name, kind, day, goal if isinstance(goal, str) else "", said, rev if isinstance(rev, int) else 1
    )


def entry_to_json(entry: Entry) -> dict[str, Any]:
    """The entry as the document holds it."""
    return {
        "id": entry.id,
        "rev": entry.rev,
        "kind": entry.kind,
        "on": entry.on.isoformat(),
        "goal": entry.goal,
        **entry.said,
    }


def entries_of(document: Mapping[str, Any] | None) -> tuple[Entry, ...]:
    """All that can be read of the document, the newest day first and on one day the latest written first."""
    found = [entry_from_json(one) for one in things_of(document or {}, ENTRIES)]
    readable = [one for one in found if one is not None]
    numbered = sorted(enumerate(readable), key=lambda one: (one[1].on, one[0]), reverse=True)
    return tuple(one for _number, one in numbered)
