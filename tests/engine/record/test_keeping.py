"""Entries are added, changed and taken out by their id, and the last change can be taken back."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from engine.record.entries import Entry, entries_of, entry_to_json
from engine.record.fields import FIELDS
from engine.record.keeping import (
    LARGEST,
    MOST_ENTRIES,
    Full,
    Gone,
    Stale,
    add,
    change,
    find_entry,
    forget,
    remove,
    touched,
    undo,
    undoable,
    what_was_done,
)

TODAY = datetime.date(2026, 3, 2)
A = Entry("a", "evidence", TODAY, said={"done": "Nine tickets closed"})
B = Entry("b", "feedback", TODAY - datetime.timedelta(days=1), said={"said": "Clear answers"})


def _with(*entries: Entry) -> dict[str, Any]:
    document: dict[str, Any] = {}
    for one in entries:
        document = add(document, one, TODAY)
    return document


def test_the_newest_day_stands_first_and_on_one_day_what_was_written_last() -> None:
    later = Entry("c", "evidence", TODAY, said={"done": "One more"})
    assert [one.id for one in entries_of(_with(A, B, later))] == ["c", "a", "b"]


def test_a_form_that_is_sent_twice_writes_one_entry() -> None:
    once = _with(A)
    assert add(once, A, TODAY) == once


def test_a_change_of_an_older_state_is_noticed_and_changes_nothing() -> None:
    document = _with(A)
    seen = find_entry(document, "a")
    after = change(document, Entry("a", "evidence", TODAY, said={"done": "Ten tickets"}, rev=seen.rev), TODAY)
    with pytest.raises(Stale) as stale:
        change(after, Entry("a", "evidence", TODAY, said={"done": "Eight"}, rev=seen.rev), TODAY)
    assert stale.value.now.says("done") == "Ten tickets"


def test_what_was_taken_out_comes_back_with_undo() -> None:
    document = remove(_with(A, B), "a", TODAY)
    last = undoable(document)
    assert last is not None
    assert what_was_done(document) == "removed"
    assert entries_of(undo(document, last["count"])) == entries_of(_with(A, B))
    with pytest.raises(Gone):
        undo(add(document, Entry("c", "evidence", TODAY, said={"done": "More"}), TODAY), last["count"])


def test_changes_of_a_day_are_taken_back_one_after_the_other() -> None:
    start = _with(A, B)
    document = remove(start, "a", TODAY)
    document = change(document, Entry("b", "feedback", TODAY, said={"said": "Other words"}), TODAY)
    document = add(document, Entry("c", "evidence", TODAY, said={"done": "More"}), TODAY)
    for _ in range(3):
        last = undoable(document)
        assert last is not None
        document = undo(document, last["count"])
    assert entries_of(document) == entries_of(start)


def test_an_undo_says_which_entry_it_is_about() -> None:
    assert touched(_with(A, B)) == B
    assert touched(remove(_with(A, B), "a", TODAY)) == A
    assert touched({}) is None


def test_what_an_earlier_version_kept_for_an_undo_can_still_be_taken_back() -> None:
    document = remove(_with(A), "a", TODAY)
    older = {**document, "undo": document["undo"][-1]}
    assert [one.id for one in entries_of(undo(older, older["undo"]["count"]))] == ["a"]


def _with_long_ones(document: dict[str, Any]) -> None:
    for number in range(9):
        document = add(document, replace(A, id=f"x{number}", said={"done": "é" * 4000}), TODAY)


def test_a_full_record_takes_nothing_more_and_can_still_be_made_shorter() -> None:
    many = [entry_to_json(replace(A, id=str(number))) for number in range(MOST_ENTRIES)]
    with pytest.raises(Full):
        add({"entries": many}, B, TODAY)
    long = [entry_to_json(replace(A, id=str(n), said={"done": "é" * 4000})) for n in range(LARGEST // 8000)]
    document = {"form": 1, "entries": long}
    with pytest.raises(Full):
        _with_long_ones(document)
    assert change(document, replace(A, id="0", said={"done": "short"}), TODAY)
    assert remove(document, "1", TODAY)


def test_what_was_taken_out_yesterday_is_gone_for_good() -> None:
    document = remove(_with(A), "a", TODAY)
    assert forget(document, TODAY) == document
    assert "Nine tickets" not in str(forget(document, TODAY + datetime.timedelta(days=1)))


def test_entries_of_a_later_version_stay_untouched() -> None:
    strange = {"id": "z", "kind": "voice", "on": "2026-03-02", "sound": [1, 2]}
    document = remove({"form": 1, "entries": [strange, *_with(A)["entries"]]}, "a", TODAY)
    assert entries_of(document) == ()
    assert document["entries"] == [strange]


@pytest.mark.parametrize("broken", [None, {}, {"entries": "no"}, {"entries": [1, None, {"id": 3}, []]}])
def test_a_record_that_cant_be_read_is_an_empty_one(broken: Any) -> None:
    assert entries_of(broken) == ()


NAMES = some.sampled_from("abcd")
KINDS = some.sampled_from(sorted(FIELDS))
DAYS = some.dates(datetime.date(2026, 1, 1), datetime.date(2026, 12, 31))
ACTS = some.tuples(some.sampled_from(["add", "change", "remove"]), NAMES, KINDS, DAYS, some.text(max_size=5))


def _do(document: dict[str, Any], act: tuple[str, str, str, datetime.date, str]) -> dict[str, Any]:
    what, name, kind, on, words = act
    said = {FIELDS[kind][0].name: words} if words else {}
    if what == "add":
        return add(document, Entry(name, kind, on, said=said), TODAY)
    if what == "remove":
        return remove(document, name, TODAY)
    return change(document, Entry(name, kind, on, said=said, rev=find_entry(document, name).rev), TODAY)


@given(some.lists(ACTS, max_size=12))
def test_undo_gives_what_was_before_whatever_was_done(
    acts: list[tuple[str, str, str, datetime.date, str]],
) -> None:
    document: dict[str, Any] = {}
    for act in acts:
        before = document
        try:
            document = _do(document, act)
        except Gone:
            continue
        last = undoable(document)
        if document is before or last is None or document == before:
            continue
        back = undo(document, last["count"])
        assert back["entries"] == before.get("entries", [])
        assert len(back["undo"]) == len(before.get("undo", []))
