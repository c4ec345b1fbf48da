"""Reports are kept by kind and day; writing one anew never loses what the person changed."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from engine.knowledge_base import KnowledgeBase
from engine.record.reports import (
    KINDS,
    MOST_EARLIER,
    Report,
    ReportGone,
    ReportStale,
    report_at,
    reports_of,
    with_made_anew,
    with_new,
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
        lambda: without(_kept(), "x"),
    ):
        with pytest.raises(ReportGone):
            act()
    assert reports_of(without(_kept(), "r")) == ()


@pytest.mark.parametrize(
    "broken", [None, {}, {"reports": 3}, {"reports": [None, {"id": "r", "kind": "none"}]}]
)
def test_reports_that_cant_be_read_are_none(broken: Any) -> None:
    assert reports_of(broken) == ()


@given(
    some.lists(
        some.tuples(some.sampled_from(["edit", "anew", "back"]), some.text("ab", max_size=2)), max_size=9
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
        document = (
            with_made_anew(document, "r", text) if what == "anew" else with_taken_back(document, "r", 0)
        )
        after = report_at(document, "r")
        assert not now.changed or now.text in (after.text, *after.earlier)
        assert len(after.earlier) <= MOST_EARLIER
