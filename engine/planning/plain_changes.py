"""Changes to a plan as plain data and back: one codec, for a coach's edits and for a person's own changes.

    {"id": "c1", "on": "2026-03-02", "kind": "move", <the fields of that kind of change>}

What is read back is held against the types of the fields, so nothing else than a change comes out of it.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import TypeAdapter

T = TypeVar("T")


_ADAPTERS: dict[object, TypeAdapter[Any]] = {}


def _adapter(kind: Any) -> TypeAdapter[Any]:
    if kind not in _ADAPTERS:
        _ADAPTERS[kind] = TypeAdapter(kind)
    return _ADAPTERS[kind]


def to_plain(change_id: str, on: datetime.date, what: object, kinds: Mapping[str, type]) -> dict[str, Any]:
    """One change; `kinds` names every kind of them."""
    name = next(name for name, kind in kinds.items() if kind is type(what))
    fields: dict[str, Any] = _adapter(type(what)).dump_python(what, mode="json")
    return {"id": change_id, "on": on.isoformat(), "kind": name, **fields}


def from_plain(data: Mapping[str, Any], kinds: Mapping[str, type[T]]) -> tuple[str, datetime.date, T]:
    """The id, the day and the change that `to_plain` wrote; KeyError, TypeError or ValueError otherwise."""
    change_id = data["id"]
    if not isinstance(change_id, str):
        raise TypeError("id")
    fields = {name: value for name, value in data.items() if name not in ("id", "on", "kind")}
    what: T = _adapter(kinds[data["kind"]]).validate_python(fields)
    return change_id, datetime.date.fromisoformat(data["on"]), what
