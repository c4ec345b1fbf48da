"""What a copy brings where something is kept already: only what is missing there, so nothing is lost.

Beside `engine/whole_copy.py`, which reads the copy. What both have stays as it is here; what differs is
counted, so that the person can be told before anything is stored.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from engine.goals.goal import MOST_GOALS
from engine.planning.own_changes import MOST_CHANGES
from engine.record.keeping import MOST_ENTRIES
from engine.record.reports import MOST_REPORTS
from engine.rounds import MOST_ROUNDS

Document = dict[str, Any]
Entry = Mapping[str, Any]
LISTS: Mapping[str, tuple[str, int]] = {
    "goals": ("goals", MOST_GOALS),
    "record": ("entries", MOST_ENTRIES),
    "reports": ("reports", MOST_REPORTS),
}
"""Document -> the list in it whose entries have ids, and the most it may hold."""


@dataclass(frozen=True, slots=True)
class Part:
    """How one document fares, in entries (answers, ticks, goals ...)."""

    name: str
    here: int
    brought: int
    added: int
    """Those that come in."""
    differ: int
    """Those that both have, each in its own way: they stay as they are here."""
    no_room: int = 0


@dataclass(frozen=True, slots=True)
class Joined:
    """The documents with what came in, by name, and how each part fares."""

    documents: Mapping[str, Document]
    parts: tuple[Part, ...]

    @property
    def added(self) -> int:
        """How many entries come in altogether."""
        return sum(part.added for part in self.parts)


def join(
    here: Mapping[str, Mapping[str, Any]],
    brought: Mapping[str, Mapping[str, Any]],
    rows: Iterable[Sequence[str]] = (),
) -> Joined:
    """What is kept here with what only the copy has. Neither is changed; the plan and the place stay.

    `rows` are the questions about one thing each, such as a skill, with its name first: where both name
    another thing, its other answers stay out too, so that no row is put together from two.
    """
    documents: dict[str, Document] = {}
    parts = []
    brought = {
        **brought,
        "answers": _of_same_rows(here.get("answers") or {}, brought.get("answers") or {}, rows),
    }
    for name, joining in JOINED.items():
        documents[name], part = joining(name, here.get(name) or {}, brought.get(name) or {})
        parts.append(part)
    return Joined(documents, tuple(part for part in parts if part.here or part.brought))


def _of_same_rows(here: Entry, brought: Entry, rows: Iterable[Sequence[str]]) -> Document:
    """The answers of the copy without those in a row that is about something else here."""
    others = {
        name for row in rows if here.get(row[0], brought.get(row[0])) != brought.get(row[0]) for name in row
    }
    return {name: value for name, value in brought.items() if name not in others or name in here}


def _by_key(name: str, here: Entry, brought: Entry) -> tuple[Document, Part]:
    """Answers and ticks: plain values under their keys."""
    new = {key: value for key, value in brought.items() if key not in here}
    differ = sum(value != here[key] for key, value in brought.items() if key in here)
    return {**here, **new}, Part(name, len(here), len(brought), len(new), 0 if name == "progress" else differ)


def _listed(name: str, here: Entry, brought: Entry) -> tuple[Document, Part]:
    """Entries with ids in a list."""
    inside, most = LISTS[name]
    kept, found = list(here.get(inside, ())), list(brought.get(inside, ()))
    known = {one.get("id"): one for one in kept}
    new = [one for one in found if one.get("id") not in known]
    room = max(0, most - len(kept))
    differ = sum(one["id"] in known and _said(one) != _said(known[one["id"]]) for one in found)
    document: Document = {**here, "form": here.get("form", 1), inside: [*kept, *new[:room]]}
    if name == "record":
        document["count"] = int(here.get("count", 0)) + len(new[:room])
    part = Part(name, len(kept), len(found), min(room, len(new)), differ, no_room=max(0, len(new) - room))
    return document, part


def _said(entry: Entry) -> Document:
    """An entry without the count of its changes."""
    return {key: value for key, value in entry.items() if key != "rev"}


def _changes(name: str, here: Entry, brought: Entry) -> tuple[Document, Part]:
    """Changes to the plan: of an item that was changed here, what was done here counts and nothing else."""
    kept, found = list(here.get("changes", ())), list(brought.get("changes", ()))
    touched = {one.get("item") for one in kept}  # None: days that were lost
    known = {one.get("id") for one in kept} | set(here.get("undone", ()))  # what was taken back stays so
    new = [one for one in found if one.get("id") not in known and one.get("item") not in touched]
    differ = sum(one.get("id") not in known and one.get("item") in touched for one in found)
    room = max(0, MOST_CHANGES - len(kept))
    document: Document = {**here, "form": 1, "changes": [*kept, *new[:room]]}
    behind = [*here.get("behind", ())]
    behind += [one for one in brought.get("behind", ()) if one not in behind]
    if behind:
        document["behind"] = behind
    rounds = [*here.get("rounds", ())]
    over = {one["id"] for one in rounds}
    rounds += [one for one in brought.get("rounds", ()) if one["id"] not in over]
    if rounds:
        document["rounds"] = sorted(rounds, key=lambda one: one["on"])[-MOST_ROUNDS:]
    part = Part(name, len(kept), len(found), min(room, len(new)), differ, no_room=max(0, len(new) - room))
    return document, part


JOINED: Mapping[str, Callable[[str, Entry, Entry], tuple[Document, Part]]] = {
    "answers": _by_key,
    "progress": _by_key,
    "changes": _changes,
    "goals": _listed,
    "record": _listed,
    "reports": _listed,
}
"""Document -> how it is joined, in the order in which it is told."""
