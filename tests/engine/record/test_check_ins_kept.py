"""What became of a check-in and the next one are one change."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest

from engine.record.check_ins import ToldAlready, add, change, tell
from engine.record.entries import Entry, entries_of, entry_to_json
from engine.record.keeping import MOST_ENTRIES, Full, Gone, find_entry, undo, undoable
from tests.engine.record.a_record import TODAY, ago

TALK = Entry("t", "check_in", ago(4), said={"state": "planned"})
LATER = TODAY + datetime.timedelta(days=3)
START = add({}, TALK, TODAY)
TO_LATER = {"state": "moved", "next_on": LATER.isoformat()}


def _days(document: object) -> list[tuple[datetime.date, str]]:
    return [(one.on, one.says("state")) for one in entries_of(document)]  # type: ignore[arg-type]


def test_a_move_notes_the_new_day_and_one_undo_takes_both_back() -> None:
    moved = tell(START, "t", "moved", LATER, TODAY)
    assert _days(moved) == [(LATER, "planned"), (ago(4), "moved")]
    last = undoable(moved)
    assert last is not None
    assert entries_of(undo(moved, last["count"])) == entries_of(START)


def test_a_new_check_in_that_was_moved_brings_the_one_on_its_new_day() -> None:
    added = add({}, replace(TALK, said=TO_LATER), TODAY)
    assert _days(added) == [(LATER, "planned"), (ago(4), "moved")]
    last = undoable(added)
    assert last is not None
    assert entries_of(undo(added, last["count"])) == ()


def test_one_that_stands_on_the_new_day_already_is_not_noted_again() -> None:
    there = add(START, replace(TALK, id="n", on=LATER, said={"state": "held"}), TODAY)
    assert _days(tell(there, "t", "moved", LATER, TODAY)) == [(LATER, "held"), (ago(4), "moved")]


@pytest.mark.parametrize("full", [MOST_ENTRIES, MOST_ENTRIES - 1])
def test_a_full_record_takes_both_halves_or_none(full: int) -> None:
    many = [entry_to_json(replace(TALK, id=str(n), on=ago(n % 9 + 5))) for n in range(full)]
    document = {"form": 1, "entries": many}
    if full == MOST_ENTRIES:
        with pytest.raises(Full):
            tell(document, "0", "moved", LATER, TODAY)
    else:
        assert find_entry(tell(document, "0", "moved", LATER, TODAY), "0").says("state") == "moved"


def test_what_was_said_of_it_already_is_not_said_over() -> None:
    held = tell(START, "t", "held", None, TODAY)
    assert tell(held, "t", "held", None, TODAY) == held
    with pytest.raises(ToldAlready) as told:
        tell(held, "t", "moved", LATER, TODAY)
    assert told.value.now.says("state") == "held"
    moved = tell(START, "t", "moved", LATER, TODAY)
    assert tell(moved, "t", "moved", LATER, TODAY) == moved
    with pytest.raises(ToldAlready):
        tell(moved, "t", "moved", TODAY, TODAY)


def test_only_a_check_in_that_is_there_can_be_told_of() -> None:
    other = add(START, Entry("e", "evidence", TODAY, said={"done": "Zebra"}), TODAY)
    for name in ("e", "gone"):
        with pytest.raises(Gone):
            tell(other, name, "held", None, TODAY)


def test_the_next_one_is_noted_where_it_is_asked_for_though_nothing_else_changed() -> None:
    named = add({}, replace(TALK, said={"state": "held", "next_on": LATER.isoformat()}), TODAY)
    assert len(entries_of(named)) == 1
    asked = change(named, find_entry(named, "t"), TODAY, next_too=True)
    assert _days(asked) == [(LATER, "planned"), (ago(4), "held")]
    assert change(asked, find_entry(asked, "t"), TODAY, next_too=True) == asked
