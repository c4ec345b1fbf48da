"""The last times that steps were ticked or unticked, so that each of them can be taken back, and habits that
are started again: the ticks that they had stay as a round (`engine/rounds.py`).

The times stand in the document "changes", the newest last:

    "tickings": [{"id", "on", "keys": {"item/step": [day before, day after]}}]

A day is null where there was no tick. Taking one back leaves alone what was ticked anew since.

A page numbers what it sends (`webapp/questionnaire/turns.py`), and of each step the newest number is
remembered for a while: a tick that comes late does not win over a newer one.
"""

from __future__ import annotations

import datetime
import secrets
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any

from engine.rounds import MOST_ROUNDS, Round, rounds_from_json
from webapp.questionnaire.turns import Turn, is_late, with_turn
from webapp.store import Store
from webapp.working.kept_changes import DOCUMENT, FORM

PROGRESS, TURNS, TICKINGS, ROUNDS = "progress", "tick_turns", "tickings", "rounds"
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
    store: Store,
    file: str,
    wanted: Mapping[str, bool],
    today: datetime.date,
    turn: Turn | None = None,
    can_be_undone: bool = True,
) -> dict[str, Any]:
    """Tick (True) or untick steps, by `item/step`, and keep what they were before. Gives the ticks of now.

    What comes after a newer `turn` of the same page for the same step is passed over.
    """

    def change(documents: Documents) -> Documents:
        after, place = dict(documents[PROGRESS]), documents.get(TURNS, {})
        for key, is_done in wanted.items():
            if turn is not None:
                of_step = replace(turn, sheet=f"{turn.sheet} {key}")
                if is_late(of_step, place):
                    continue
                place = with_turn({"form": FORM, **place}, of_step)
            if is_done:
                after.setdefault(key, today.isoformat())
            else:
                after.pop(key, None)
        made = {**documents, PROGRESS: after, TURNS: place}
        if can_be_undone and after != documents[PROGRESS]:
            made[DOCUMENT] = _with_time(documents, after, secrets.token_hex(6), today)
        return made

    beside = [TURNS] * (turn is not None) + [DOCUMENT] * can_be_undone
    return store.change_together(file, (PROGRESS, *beside), change)[PROGRESS]


def start_again(
    store: Store, file: str, steps: Collection[str], today: datetime.date, can_be_undone: bool = True
) -> None:
    """Clear the ticks of a habit's `steps`, as `item/step`, and keep them as a round."""

    def both(documents: Documents) -> Documents:
        before, name = documents[PROGRESS], secrets.token_hex(6)
        ticks = {key: day for key, day in before.items() if key in steps}
        if not ticks:
            return documents
        after = {key: day for key, day in before.items() if key not in ticks}
        changes = _with_time(documents, after, name, today) if can_be_undone else documents[DOCUMENT]
        one = {"id": name, "on": today.isoformat(), "ticks": ticks}
        rounds = [*changes.get(ROUNDS, ()), one][-MOST_ROUNDS:]
        return {PROGRESS: after, DOCUMENT: {**changes, "form": FORM, ROUNDS: rounds}}

    store.change_together(file, (PROGRESS, DOCUMENT), both)


def rounds_in(document: Mapping[str, Any]) -> tuple[Round, ...]:
    """The rounds of habits that are over, the newest last."""
    return rounds_from_json(document.get(ROUNDS, ()))


def _with_time(
    documents: Documents, after: Mapping[str, Any], name: str, today: datetime.date
) -> dict[str, Any]:
    """The changes with this time of ticking among those that can be taken back."""
    before, changes = documents[PROGRESS], documents[DOCUMENT]
    keys = {
        key: [before.get(key), after.get(key)]
        for key in sorted(before.keys() | after.keys())
        if before.get(key) != after.get(key)
    }
    one = {"id": name, "on": today.isoformat(), "keys": keys}
    return {**changes, "form": FORM, TICKINGS: [*changes.get(TICKINGS, ()), one][-MOST:]}


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
        without = {**changes, TICKINGS: kept}
        if ROUNDS in changes:
            without[ROUNDS] = [one for one in changes[ROUNDS] if one["id"] != name]
        return {PROGRESS: ticks, DOCUMENT: without}

    store.change_together(file, (PROGRESS, DOCUMENT), both)
