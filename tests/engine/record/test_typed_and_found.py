"""What is typed is read kindly and exactly, and found again by words, kind, goal and days."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as some

from engine.record.entries import Entry, entry_from_json, entry_to_json
from engine.record.fields import FIELDS, KINDS, LONGEST
from engine.record.finding import NO_GOAL, Wanted, find
from engine.record.typed import clean, read_typed

TODAY = datetime.date(2026, 3, 2)


def test_an_empty_day_is_today() -> None:
    assert read_typed("evidence", {"done": "x"}, TODAY).on == TODAY


@pytest.mark.parametrize(
    "day", ["2026-03-10", "2026-03-03", "tomorrow", "some day", "2026-02-30", "1999-01-01", "20260302"]
)
def test_a_day_that_is_none_or_has_not_come_is_told(day: str) -> None:
    assert set(read_typed("evidence", {"on": day, "done": "x"}, TODAY).errors) == {"on"}


def test_a_check_in_may_lie_ahead() -> None:
    assert read_typed("check_in", {"on": "2026-03-10"}, TODAY).on == datetime.date(2026, 3, 10)


def test_what_is_needed_is_asked_for() -> None:
    assert set(read_typed("evidence", {}, TODAY).errors) == {"done"}
    assert set(read_typed("feedback", {"said": "  "}, TODAY).errors) == {"said"}
    assert set(read_typed("mood", {}, TODAY).errors) == {"mood"}
    assert read_typed("mood", {"sure": "sure"}, TODAY).errors == {}


def test_too_long_and_unknown_answers_are_told() -> None:
    assert set(read_typed("evidence", {"done": "x" * (LONGEST["text"] + 1)}, TODAY).errors) == {"done"}
    assert set(read_typed("mood", {"mood": "furious"}, TODAY).errors) == {"mood"}
    assert set(read_typed("check_in", {"next_on": "soon"}, TODAY).errors) == {"next_on"}


def test_a_goal_that_is_not_the_persons_is_none() -> None:
    typed = {"done": "x", "goal": "g9"}
    assert read_typed("evidence", typed, TODAY, {"g1"}).goal == ""
    assert read_typed("evidence", typed, TODAY, {"g9"}).goal == "g9"
    assert read_typed("mood", {"mood": "good", "goal": "g9"}, TODAY, {"g9"}).goal == ""


def test_signs_that_cant_be_seen_are_left_out() -> None:
    assert clean("  a\x00b\u202ec\r\nd  ", one_line=False) == "abc\nd"
    assert clean("a\n b", one_line=True) == "a b"


@given(
    some.sampled_from(sorted(KINDS)),
    some.dictionaries(
        some.sampled_from(["on", "done", "said", "mood", "note", "goal", "next_on"]), some.text()
    ),
)
def test_whatever_is_typed_is_kept_as_it_is_read_or_told(kind: str, typed: dict[str, str]) -> None:
    read = read_typed(kind, typed, TODAY)
    if read.on is not None and not read.errors:
        entry = Entry("a", kind, read.on, read.goal, read.said)
        assert entry_from_json(entry_to_json(entry)) == entry
        assert set(entry.said) <= {one.name for one in FIELDS[kind]}


ENTRIES = (
    Entry("a", "evidence", TODAY, "g1", {"done": "Café order checked", "place": "Order book"}),
    Entry("b", "feedback", TODAY - datetime.timedelta(days=5), "g2", {"said": "Orders were right"}),
    Entry("c", "mood", TODAY - datetime.timedelta(days=9), said={"mood": "very_hard", "note": "order desk"}),
)


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (Wanted(), "abc"),
        (Wanted("ORDER"), "abc"),
        (Wanted("cafe book"), "a"),
        (Wanted("order right"), "b"),
        (Wanted("very hard"), "c"),
        (Wanted("very_hard"), ""),
        (Wanted(kind="feedback"), "b"),
        (Wanted(goal="g1"), "a"),
        (Wanted(since=datetime.date(2026, 2, 25)), "ab"),
        (Wanted("order", until=datetime.date(2026, 2, 24)), "c"),
        (Wanted("nothing of it"), ""),
    ],
)
def test_entries_are_found_by_all_that_is_asked(wanted: Wanted, found: str) -> None:
    assert "".join(one.id for one in find(ENTRIES, wanted)) == found


@pytest.mark.parametrize(
    "words", ["cafe MARCH", "2026-03-02", "monday order", "something done", "nine tickets"]
)
def test_an_entry_is_found_by_its_day_its_kind_and_its_goal(words: str) -> None:
    assert [one.id for one in find(ENTRIES, Wanted(words=words), {"g1": "Nine tickets a day"})] == ["a"]


def test_letters_with_marks_are_found_without_them() -> None:
    entry = Entry("a", "evidence", TODAY, said={"done": "Łódź, Ærø, straße, İzmir"})
    for words in ("lodz", "aero", "strasse", "izmir", "ŁÓDŹ"):
        assert find((entry,), Wanted(words=words)) == (entry,)


def test_what_was_written_for_no_goal_can_be_looked_for() -> None:
    plain = Entry("d", "evidence", TODAY, said={"done": "x"})
    assert find((*ENTRIES, plain), Wanted(goal=NO_GOAL)) == (plain,)


def test_a_day_may_be_typed_in_words_and_one_that_can_be_two_is_asked_for() -> None:
    assert read_typed("evidence", {"on": "27 February", "done": "x"}, TODAY).on == datetime.date(2026, 2, 27)
    typed = {"on": "2026-03-02", "next_on": "9 March"}
    assert read_typed("check_in", typed, TODAY).said["next_on"] == "2026-03-09"
    assert "month as a word" in read_typed("evidence", {"on": "01/02/2026", "done": "x"}, TODAY).errors["on"]


def test_signs_that_join_letters_and_pictures_stay() -> None:
    family = "👩\u200d👩\u200d👧 می\u200cخواهم"
    assert clean(family, one_line=False) == family
    assert clean("a\tb\rc", one_line=False) == "a b\nc"


def test_a_box_that_is_ticked_is_kept_and_one_that_is_not_is_nothing() -> None:
    assert read_typed("evidence", {"done": "x", "private": "on"}, TODAY).said["private"] == "yes"
    assert "private" not in read_typed("evidence", {"done": "x"}, TODAY).said
