"""One page open in two windows: neither overwrites the other silently. Pure: no Flask, no store.

A page brings along what its answers were when it was shown (short hashes, by question). An answer that it
left as it was changes nothing; one that it changed is taken unless another window has saved something else
meanwhile. Then the page comes back and shows both. Rows are known by what is in them (`same_rows.py`).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

from engine.schema import Rows
from webapp.questionnaire.same_rows import Followed, follow
from webapp.questionnaire.turns import Turn
from webapp.questionnaire.unread import Unread

APART, BY = "apart", "by"
"""In a place: the questions whose answers differed last time, and question -> the showing that saved last."""
DIGITS = 8


def mark_of(value: Any) -> str:
    """A short name for what stands in a box; '' for nothing."""
    if value is None:
        return ""
    if isinstance(value, Unread):
        value = {"typed": value.raw}
    return hashlib.sha256(json.dumps(value, ensure_ascii=True).encode()).hexdigest()[:DIGITS]


def as_shown(standing: Mapping[str, Any], questions: Iterable[str]) -> str:
    """What stands in the boxes of these questions now, as the page's hidden field holds it."""
    marks = {name: mark_of(standing[name]) for name in questions if standing.get(name) is not None}
    return json.dumps(marks, separators=(",", ":"))


def followed(
    turn: Turn | None,
    standing: Mapping[str, Any],
    place: Mapping[str, Any],
    changes: Mapping[str, Any],
    groups: Iterable[Rows],
) -> Followed:
    """The changes under the questions where their rows stand now; as they came where nothing tells."""
    if turn is None or turn.was is None:
        return Followed(changes, {})
    own = frozenset(name for name, sheet in place.get(BY, {}).items() if sheet == turn.sheet)
    return follow(groups, changes, turn.was, standing, own, mark_of)


def part(
    turn: Turn | None,
    standing: Mapping[str, Any],
    place: Mapping[str, Any],
    changes: Mapping[str, Any],
    groups: Iterable[Rows] = (),
) -> tuple[dict[str, Any], tuple[str, ...]]:
    """The changes to take, and the questions to which this page and another window gave different answers.

    `standing` and `changes` hold answers, or what was typed and can't be read (`unread.Unread`). `groups` are
    the rows of the questionnaire: what belongs to one is compared with that row, wherever it stands now.
    """
    if turn is None or turn.was is None:
        return dict(changes), ()
    now = followed(turn, standing, place, changes, groups)
    by = place.get(BY, {})
    taken, apart = {}, list(now.lost)
    for name, value in now.changes.items():
        was, sent, stored = now.was.get(name, ""), mark_of(value), mark_of(standing.get(name))
        if by.get(name) == turn.sheet or stored == was:
            taken[name] = value
        elif sent not in (was, stored):
            apart.append(name)
    return taken, tuple(apart)


def with_writers(
    place: Mapping[str, Any], turn: Turn | None, before: Mapping[str, Any], taken: Mapping[str, Any]
) -> dict[str, Any]:
    """The place, with this showing of the page as the last that saved the answers it changed; with no page,
    where rows were moved, it is nobody's.
    """
    by = place.get(BY, {})
    if turn is None:
        return {**place, BY: {name: sheet for name, sheet in by.items() if name not in taken}}
    changed = {name: turn.sheet for name, value in taken.items() if value != before.get(name)}
    return {**place, BY: {**by, **changed}}
