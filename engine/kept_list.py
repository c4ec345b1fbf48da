"""Documents that are a list of things with ids: the record, the goals, the reports.

    {"form": 1, NAME OF THE LIST: [{"id", ...}, ...], "undo": [{"id", "before", "at", "with", ...}, ...]}

What this version can't read, be it a thing or a field of one, may be a later version's: it stays as it is,
whatever is changed beside it. Each change of a thing leaves how it stood before, newest last, and can be
taken back.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

FORM = 1
MOST_STEPS_BACK = 20
UNDO = "undo"
LARGEST = 1_400_000
"""Bytes, as JSON, of all entries of a record, or of all reports. A full record still fits, with its reports,
into the one file of `engine/whole_copy.py` that brings everything back.
"""

Document = dict[str, Any]
Stored = Mapping[str, Any]
Thing = TypeVar("Thing")


class AnotherShape(Exception):
    """What stands under the name of a list is none: only the version that wrote it can change it."""


def things_of(document: Stored, inside: str) -> list[Any]:
    """The list of a document, as it is stored; [] where there is none."""
    found = document.get(inside)
    return list(found) if isinstance(found, list) else []


def place_of(things: Iterable[Any], name: str) -> int | None:
    """Where in a list the thing of an id stands."""
    return next(
        (at for at, one in enumerate(things) if isinstance(one, Mapping) and one.get("id") == name), None
    )


def find(
    document: Stored, inside: str, name: str, read: Callable[[Any], Thing | None]
) -> tuple[int, list[Any], Thing] | None:
    """The thing of an id as `read` has it, with the list and its place there; None where it can't be read, or
    is not there.
    """
    things = things_of(document, inside)
    at = place_of(things, name)
    found = None if at is None else read(things[at])
    return None if at is None or found is None else (at, things, found)


def size_of(things: list[Any]) -> int:
    """Bytes of a list as JSON."""
    return len(json.dumps(things, ensure_ascii=False).encode("utf-8", "surrogatepass"))


def with_things(document: Stored, inside: str, things: list[Any]) -> Document:
    """The document with another list in it. The form of a later version stays that of a later version, and
    what it keeps there in another shape stays too: AnotherShape.
    """
    if not isinstance(document.get(inside, things), list):
        raise AnotherShape(inside)
    return {**document, "form": document.get("form", FORM), inside: things}


def written_over(stored: Stored, read: Stored, new: Stored) -> Document:
    """A thing as it is to be stored where it was changed.

    `read` is what this version reads in `stored`, and `new` what it is to be, both in the form in which it
    writes. What was not changed, or can't be read, stays as it is stored.
    """
    unread = {name: value for name, value in stored.items() if name not in read}
    changed = {
        name: stored[name] if name in stored and read.get(name) == value else value
        for name, value in new.items()
    }
    return {**unread, **changed}


def steps_of(document: Stored) -> list[Document]:
    """The changes that can be taken back, the oldest first. An earlier version kept one, without a list.
    One without a place to go back to is none.
    """
    found = document.get(UNDO)
    listed = found if isinstance(found, list) else [found]
    return [
        one
        for one in listed
        if isinstance(one, dict) and {"id", "before"} <= one.keys() and isinstance(one.get("at"), int)
    ]


def with_step(
    document: Stored, inside: str, things: list[Any], name: str, beside: str | None = None, **known_by: Any
) -> Document:
    """The document with another list in it, in which the thing of this id was put in, changed, moved or taken
    out, and the one of the id `beside` put in with it, at the end; and with a step that takes that back,
    `known_by` what its maker calls it.
    """
    before = things_of(document, inside)
    at = place_of(before, name)
    step = {
        **known_by,
        "id": name,
        "before": None if at is None else before[at],
        "at": len(before) if at is None else at,
        "out": len(things) < len(before),
        **({"with": beside} if beside is not None else {}),
    }
    return {
        **with_things(document, inside, things),
        UNDO: [*steps_of(document), step][-MOST_STEPS_BACK:],
    }


def taken_back(document: Stored, inside: str) -> Document:
    """As before the newest change; as it is where there is none."""
    steps = steps_of(document)
    if not steps:
        return dict(document)
    last = steps.pop()
    touched = [last["id"], *([last["with"]] if "with" in last else [])]
    things = things_of(document, inside)
    for name in touched:
        there = place_of(things, name)
        if there is not None and not last.get("out"):  # once out, only its like is there
            del things[there]
    if last["before"] is not None:
        things.insert(last["at"], last["before"])
    return {**with_things(document, inside, things), UNDO: steps}
