"""Everything that a person keeps, as one JSON file: written for them to take along, and read back.

It stands beside the way of the data. What is read back may have been written by anyone, so nothing in it is
believed: the answers go through the questionnaire's own reading, every other document through the reading of
the part it belongs to, and the plan is not taken at all but made again, as on the day it was made.
"""

from __future__ import annotations

import dataclasses
import datetime
import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from engine.answers import FIRST_DAY, LAST_DAY
from engine.answers_text import in_words
from engine.goals.document import goal_to_json, goals_from_json
from engine.knowledge_base import KnowledgeBase
from engine.language import gettext as _
from engine.plain_json import read_plain
from engine.planning.own_changes import (
    MOST_CHANGES,
    REASONS,
    behind_from_json,
    changes_from_json,
    changes_to_json,
)
from engine.record.entries import entries_of, entry_to_json
from engine.record.keeping import MOST_ENTRIES
from engine.record.reports import MOST_REPORTS, report_to_json, reports_of
from engine.rounds import MOST_ROUNDS, rounds_from_json, rounds_to_json
from engine.words import REPEATS

VERSION = 1
LARGEST = 4 * 1024 * 1024
"""Bytes of a file that is read back: about twice a record of 4,000 entries with a year of reports."""
MOST_TICKS = 5000
NOT_TAKEN = frozenset({"lock", "openings_over", "unsent", "brought", "earlier_plans", "tick_turns"})
"""Documents that belong to the place and to the moment: the lock, what waits, plans that were before."""
TICK = re.compile(r"[A-Za-z0-9_\-]{1,80}/[A-Za-z0-9_\-]{1,80}")
_CODES: Mapping[str, tuple[str | None, ...]] = {
    "reason": tuple(REASONS),
    "repeats": (None, *REPEATS),
    "track": ("improve", "prepare"),
}

Document = dict[str, Any]


class Said(BaseModel):
    """One answer in words, for reading; it is not read back."""

    question: str
    answer: str


class WholeCopy(BaseModel):
    """The file. What this version does not know is passed over."""

    model_config = ConfigDict(extra="ignore")

    waymark_copy: int = Field(description="the version of this form of file", ge=1)
    taken_on: datetime.date = Field(description="the day it was taken")
    knowledge_version: str = Field("", max_length=200, description="what the plan was made with")
    in_words: list[Said] = Field(default_factory=list, description="the answers in words, for reading only")
    documents: dict[str, dict[str, Any]] = Field(
        description="what is kept, by name: answers, place, plan, progress, changes, goals, record, reports"
    )


class Unreadable(Exception):
    """The file can't be read back; the message says why, for the person."""


@dataclass(frozen=True, slots=True)
class Brought:
    """What could be read of a file. `planned_on`: the day to make its plan again for, if any."""

    documents: Mapping[str, Document]
    planned_on: datetime.date | None
    left: tuple[str, ...] = field(default=())
    """Names of documents that could not be read."""


def written(
    knowledge: KnowledgeBase,
    documents: Mapping[str, Mapping[str, Any]],
    answers: Mapping[str, Any],
    today: datetime.date,
) -> str:
    """The file's text. `answers` are those of the documents, as the engine reads them (question -> value)."""
    shown = {
        "waymark_copy": VERSION,
        "taken_on": today.isoformat(),
        "knowledge_version": knowledge.version,
        "in_words": [
            {
                "question": knowledge.questions[name].wording,
                "answer": in_words(knowledge.questions[name], value),
            }
            for name, value in answers.items()
        ],
        "documents": {
            name: _without_undo(one) for name, one in sorted(documents.items()) if name not in NOT_TAKEN
        },
    }
    return json.dumps(shown, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def _without_undo(document: Mapping[str, Any]) -> Mapping[str, Any]:
    """A document without what was taken out of it: that stays behind for an undo here, and goes nowhere."""
    return {name: one for name, one in document.items() if name != "undo"}


def read_back(content: bytes) -> Brought:
    """What a file holds, as documents that can be kept; Unreadable."""
    copy = _copy(content)
    found: dict[str, Document] = {}
    left = []
    for name, document in copy.documents.items():
        if name not in READERS:
            left += [name] if name not in (*NOT_TAKEN, "plan") else []
            continue
        try:
            found[name] = READERS[name](document)
        except (ValueError, KeyError, TypeError, AttributeError, ValidationError):
            left.append(name)
    _keep_what_was_touched(found, copy.documents.get("plan"))
    if not found.get("answers"):
        raise Unreadable(_("There are no answers in this file."))
    return Brought(found, _planned_on(copy.documents.get("plan"), copy.taken_on), tuple(left))


def _copy(content: bytes) -> WholeCopy:
    if len(content) > LARGEST:
        raise Unreadable(_("This file is too large to be one from Waymark."))
    not_ours = _(
        "This is not the file that can come back, or a part of it is missing. It is called waymark-copy.json."
    )
    try:
        data = read_plain(content.decode("utf-8-sig"))
        if (
            isinstance(data, dict)
            and isinstance(data.get("waymark_copy"), int)
            and data["waymark_copy"] > VERSION
        ):
            raise Unreadable(_("A newer Waymark wrote this file. This one can’t read it yet."))
        return WholeCopy.model_validate(data)
    except ValueError:  # as pydantic's and JSON's errors are
        raise Unreadable(not_ours) from None


def _planned_on(plan: Mapping[str, Any] | None, latest: datetime.date) -> datetime.date | None:
    if not plan:
        return None
    try:
        day = datetime.date.fromisoformat(plan["today"])
    except (KeyError, TypeError, ValueError):
        return latest
    return min(day, latest) if FIRST_DAY <= day <= LAST_DAY else latest


def _answers(document: Document) -> Document:
    """Plain answers: texts, numbers, lists of texts. Which of them can stand, the questionnaire says."""

    def is_plain(value: Any) -> bool:
        if isinstance(value, list):
            return all(isinstance(one, str) for one in value)
        return isinstance(value, str | int | float) and not isinstance(value, bool)

    return {name: value for name, value in document.items() if is_plain(value)}


def _place(document: Document) -> Document:
    """Where the person was: what is theirs to choose. The rest is found anew."""
    place: Document = {name: document[name] is True for name in ("quick", "helped") if name in document}
    if isinstance(document.get("at"), str):
        place["at"] = document["at"][:80]
    return place


def _progress(document: Document) -> Document:
    ticks = {}
    for key, day in list(document.items())[:MOST_TICKS]:
        if TICK.fullmatch(key) and isinstance(day, str):
            ticks[key] = datetime.date.fromisoformat(day).isoformat()
    return ticks


def _changes(document: Document) -> Document:
    undone = document.get("undone", {})
    changes = [one for one in changes_from_json(document.get("changes", ())) if one.id not in undone]
    _no_more_than(MOST_CHANGES, changes)
    for one in changes:
        for each in dataclasses.fields(one.what):
            if not _can_be(each.name, getattr(one.what, each.name)):
                raise ValueError(each.name)
    behind = behind_from_json(document.get("behind", ()))
    rounds = rounds_from_json(document.get("rounds", ()))[-MOST_ROUNDS:]
    if not all(TICK.fullmatch(key) for one in rounds for key in one.ticks):
        raise ValueError("rounds")
    more = {name: ones for name, ones in (("behind", behind), ("rounds", rounds_to_json(rounds))) if ones}
    return {"form": 1, "changes": changes_to_json(changes), **more}


def _keep_what_was_touched(found: dict[str, Document], plan: Mapping[str, Any] | None) -> None:
    """What of the plan has a tick or a note stays by name: made again here, it may have other items."""
    changes = found.get("changes", {"form": 1, "changes": []})
    touched = {key.partition("/")[0] for key in found.get("progress", {})}
    touched |= {one["item"] for one in changes["changes"] if one["kind"] == "note"}
    try:
        known = {one["id"] for one in changes.get("behind", ())}
        items = [one for one in (plan or {}).get("items", ()) if one["id"] in touched - known]
        behind = [*changes.get("behind", ()), *behind_from_json(items)]
    except (ValueError, KeyError, TypeError, AttributeError):
        return
    if behind:
        found["changes"] = {**changes, "behind": behind}


def _can_be(name: str, value: Any) -> bool:
    """Whether a field of a change has a value that the plan's own pages could have given it."""
    if isinstance(value, datetime.date):
        return FIRST_DAY <= value <= LAST_DAY
    if name in _CODES:
        return value in _CODES[name]
    if name in ("days", "hours"):
        return bool(0 <= value <= 200)
    return True


def _goals(document: Document) -> Document:
    return {"form": 1, "goals": [goal_to_json(one) for one in goals_from_json(document)]}


def _record(document: Document) -> Document:
    entries = [entry_to_json(one) for one in reversed(entries_of(document))]
    _no_more_than(MOST_ENTRIES, entries)
    return {"form": 1, "count": len(entries), "entries": entries}


def _reports(document: Document) -> Document:
    reports = [report_to_json(one) for one in reversed(reports_of(document))]
    _no_more_than(MOST_REPORTS, reports)
    return {"form": 1, "reports": reports}


def _no_more_than(most: int, found: Sequence[object]) -> None:
    """ValueError for more than can ever have been kept: a page that shows them all would take minutes."""
    if len(found) > most:
        raise ValueError("too many")


READERS: Mapping[str, Callable[[Document], Document]] = {
    "answers": _answers,
    "place": _place,
    "progress": _progress,
    "changes": _changes,
    "goals": _goals,
    "record": _record,
    "reports": _reports,
}
"""Name of a document -> its reading. A new document of a part takes a line here to be brought back."""
