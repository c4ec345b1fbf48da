"""Reports are kept by kind and day; writing one anew never loses what the person changed."""

from __future__ import annotations

import datetime
import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from engine.knowledge_base import KnowledgeBase
from engine.record.reports import (
    KINDS,
    LARGEST,
    MOST_EARLIER,
    Report,
    ReportGone,
    ReportsFull,
    ReportStale,
    forget,
    report_at,
    reports_of,
    with_brought_back,
    with_made_anew,
    with_new,
    with_new_lines,
    with_taken_back,
    with_text,
    without,
)

TODAY = datetime.date(2026, 3, 2)
FRIDAY = Report("r", "friday", TODAY, "This week", "made\n", "made\n")


def _kept(**changed: Any) -> dict[str, Any]:
    return with_new({}, FRIDAY)


def test_every_kind_is_written_from_a_letter_that_there_is(knowledge: KnowledgeBase) -> None:
    assert [kind.letter for kind in KINDS.values() if kind.letter not in knowledge.letters] == []


def test_one_of_the_same_kind_and_day_stays_as_it_is() -> None:
    again = Report("s", "friday", TODAY, "Other", "other", "other")
    assert with_new(_kept(), again) == _kept()
    tomorrow = Report("t", "friday", TODAY + datetime.timedelta(days=1), "Other", "other", "other")
    assert [one.id for one in reports_of(with_new(_kept(), tomorrow))] == ["t", "r"]


def test_an_edit_of_an_older_state_is_noticed() -> None:
    document = with_text(_kept(), "r", 1, "This week", "mine")
    with pytest.raises(ReportStale) as stale:
        with_text(document, "r", 1, "This week", "of the other window")
    assert stale.value.now.text == "mine"


def test_writing_it_anew_keeps_the_persons_text_beside_it_and_it_can_be_taken_back() -> None:
    document = with_text(_kept(), "r", 1, "This week", "mine")
    anew = with_made_anew(document, "r", "made later")
    assert (report_at(anew, "r").text, report_at(anew, "r").earlier) == ("made later", ("mine",))
    back = report_at(with_taken_back(anew, "r", 0), "r")
    assert (back.text, back.earlier) == ("mine", ())


def test_a_text_that_nobody_changed_is_simply_written_anew() -> None:
    assert report_at(with_made_anew(_kept(), "r", "made later"), "r").earlier == ()


def test_what_is_not_there_is_told() -> None:
    for act in (
        lambda: with_text({}, "r", 1, "", ""),
        lambda: with_taken_back(_kept(), "r", 0),
        lambda: without(_kept(), "x", TODAY),
    ):
        with pytest.raises(ReportGone):
            act()


def test_a_report_that_was_taken_out_comes_back_on_the_same_day_and_not_on_the_next() -> None:
    out = without(with_text(_kept(), "r", 1, "This week", "mine"), "r", TODAY)
    assert reports_of(out) == ()
    assert [one.text for one in reports_of(with_brought_back(out, TODAY))] == ["mine"]
    tomorrow = TODAY + datetime.timedelta(days=1)
    with pytest.raises(ReportGone):
        with_brought_back(out, tomorrow)
    assert forget(out, TODAY) == out
    assert "mine" not in str(forget(out, tomorrow))


def test_a_week_has_one_friday_report_on_whatever_day_it_is_written() -> None:
    monday = datetime.date(2026, 2, 23)
    kept = with_new({}, replace(FRIDAY, week=monday))
    later = replace(FRIDAY, id="s", on=TODAY + datetime.timedelta(days=1), week=monday)
    assert [one.id for one in reports_of(with_new(kept, later))] == ["r"]
    assert len(reports_of(with_new(kept, replace(later, week=TODAY)))) == 2
    assert reports_of(kept)[0].week == monday


def test_new_lines_go_into_the_persons_own_text_and_leave_their_words_alone() -> None:
    made = "Hello [name],\n\nProof: [where]\n\nNext:\n- One\n\nKind regards,\n"
    mine = made.replace("[name]", "Ada").replace("Kind regards", "Best wishes")
    now = made.replace("Proof: [where]", "Proof: Nine closed").replace("- One", "- One\n- Two")
    document = with_text(with_new({}, replace(FRIDAY, text=made, made=made)), "r", 1, "This week", mine)
    after = report_at(with_new_lines(document, "r", now), "r")
    assert after.text == mine.replace("Proof: [where]", "Proof: Nine closed").replace("- One", "- One\n- Two")
    assert after.aside == ()
    assert after.earlier == (mine,)
    assert after.changed


def test_where_the_person_wrote_their_own_words_a_new_line_is_shown_beside_them() -> None:
    made = "A\nProof: [where]\nB\n"
    mine = made.replace("[where]", "my own proof")
    document = with_text(with_new({}, replace(FRIDAY, text=made, made=made)), "r", 1, "This week", mine)
    after = report_at(with_new_lines(document, "r", made.replace("[where]", "Nine closed")), "r")
    assert after.text == mine
    assert after.aside == ("Proof: Nine closed",)
    saved = with_text(with_new_lines(document, "r", made), "r", after.rev, "This week", "all mine")
    assert report_at(saved, "r").aside == ()


def test_no_more_is_kept_than_the_one_file_with_everything_can_bring_back() -> None:
    document = _kept()
    while _size(document) + 20_000 < LARGEST:
        number = len(document["reports"])
        on = TODAY + datetime.timedelta(days=number)
        document = with_new(document, replace(FRIDAY, id=str(number), on=on, text="é" * 9000))
    with pytest.raises(ReportsFull):
        with_new(document, replace(FRIDAY, id="more", kind="proof", text="é" * 20_000))
    with pytest.raises(ReportsFull):
        with_text(document, "r", 1, "This week", "é" * 30_000)
    assert with_text(document, "1", 1, "This week", "short")


def _size(document: dict[str, Any]) -> int:
    return len(json.dumps(document["reports"], ensure_ascii=False).encode())


@pytest.mark.parametrize(
    "broken", [None, {}, {"reports": 3}, {"reports": [None, {"id": "r", "kind": "none"}]}]
)
def test_reports_that_cant_be_read_are_none(broken: Any) -> None:
    assert reports_of(broken) == ()


@given(
    some.lists(
        some.tuples(some.sampled_from(["edit", "anew", "add", "back"]), some.text("ab", max_size=2)),
        max_size=9,
    )
)
def test_the_text_that_was_just_changed_is_never_lost(acts: list[tuple[str, str]]) -> None:
    document = _kept()
    for what, text in acts:
        now = report_at(document, "r")
        if what == "edit":
            document = with_text(document, "r", now.rev, now.subject, text)
            continue
        if what == "back" and not now.earlier:
            continue
        if what == "back":
            document = with_taken_back(document, "r", 0)
        else:
            document = (with_made_anew if what == "anew" else with_new_lines)(document, "r", text)
        after = report_at(document, "r")
        assert not now.changed or now.text in (after.text, *after.earlier)
        assert len(after.earlier) <= MOST_EARLIER
