"""One page open in two windows: neither overwrites the other silently. Pure: no Flask, no store.

A page brings along what its answers were when it was shown (short hashes, by question). An answer that it
left as it was changes nothing; one that it changed is taken unless another window has saved something else
meanwhile. Then the page comes back and shows both.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

from webapp.questionnaire.turns import Turn

APART, BY = "apart", "by"
"""In a place: the questions whose answers differed last time, and question -> the showing that saved last."""
DIGITS = 8


def mark_of(value: Any) -> str:
    """A short name for an answer; '' for none."""
    if value is None:
        return ""
    return hashlib.sha256(json.dumps(value, ensure_ascii=True).encode()).hexdigest()[:DIGITS]


def as_shown(answers: Mapping[str, Any], questions: Iterable[str]) -> str:
    """What the answers to these questions are now, as the page's hidden field holds it."""
    marks = {name: mark_of(answers[name]) for name in questions if answers.get(name) is not None}
    return json.dumps(marks, separators=(",", ":"))


def part(
    turn: Turn | None, answers: Mapping[str, Any], place: Mapping[str, Any], changes: Mapping[str, Any]
) -> tuple[dict[str, Any], tuple[str, ...]]:
    """The changes to take, and the questions to which this page and another window gave different answers."""
    if turn is None or turn.was is None:
        return dict(changes), ()
    by = place.get(BY, {})
    taken, apart = {}, []
    for name, value in changes.items():
        was, sent, stored = turn.was.get(name, ""), mark_of(value), mark_of(answers.get(name))
        if by.get(name) == turn.sheet or stored == was:
            taken[name] = value
        elif sent not in (was, stored):
            apart.append(name)
    return taken, tuple(apart)


def with_writers(
    place: Mapping[str, Any], turn: Turn | None, before: Mapping[str, Any], taken: Mapping[str, Any]
) -> dict[str, Any]:
    """The place, with this showing of the page as the last that saved the answers it changed."""
    if turn is None:
        return dict(place)
    changed = {name: turn.sheet for name, value in taken.items() if value != before.get(name)}
    return {**place, BY: {**place.get(BY, {}), **changed}}
