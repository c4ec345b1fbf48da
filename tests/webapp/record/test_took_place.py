"""A check-in whose day has passed: what became of it is asked, and nothing is told as held that was not."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.webapp.record.at_record import document, token, write
from tests.webapp.without_script import Person

QUESTION = "It was planned for that day. Did it take place?"


@pytest.fixture
def passed(planned: Person) -> Person:
    """Someone who planned a check-in for last Thursday."""
    return write(planned, "Check-in", on="26 February", state="planned", questions="Does half count?")


def _state(app: Flask, person: Person) -> list[tuple[str, str]]:
    return [(one["on"], one.get("state", "")) for one in document(app, person)["entries"]]


def _report(person: Person, kind: str) -> str:
    data = {"csrf_token": token(person.open("/record/reports/")), "kind": kind}
    person._take(person.client.post("/record/reports/write", data=data, follow_redirects=True))
    return next(one.value for one in person._controls() if one.name == "words")


def test_it_is_asked_on_the_plan_in_the_record_and_beside_reports(passed: Person) -> None:
    for address in ("/plan/", "/record/", "/record/check-ins"):
        assert QUESTION in passed.open(address).words, address
        assert "Your check-in of Thursday 26 February" in passed.words
    _report(passed, "agenda")
    assert "A check-in was planned for Thursday 26 February. Did it take place?" in passed.words
    assert QUESTION in passed.open(passed.link("Say what became of it")).words


@pytest.mark.parametrize(
    ("on", "state"), [("2 March", "planned"), ("5 March", "planned"), ("26 February", "held")]
)
def test_one_that_is_to_come_or_was_told_of_is_not_asked_about(planned: Person, on: str, state: str) -> None:
    write(planned, "Check-in", on=on, state=state)
    for address in ("/plan/", "/record/", "/record/check-ins", "/record/reports/"):
        planned.open(address)
        assert QUESTION not in planned.words, address
        assert "A check-in was planned" not in planned.words, address


def test_one_that_took_place_goes_on_to_its_summary(app: Flask, passed: Person) -> None:
    passed.open("/plan/").press("Yes: write the summary")
    assert "Check-in: Thursday 26 February" in passed.words
    assert QUESTION not in passed.words
    assert _state(app, passed) == [("2026-02-26", "held")]
    passed.fill(well="The orders").press("Keep it and write the summary")
    assert "Summary of our talk on 26 February 2026" in passed.response.text


def test_one_that_did_not_is_evidence_and_reports_say_so(app: Flask, passed: Person) -> None:
    passed.open("/record/").press("No, it did not take place")
    assert "Ask for a new day today, in writing" in passed.words
    assert _state(app, passed) == [("2026-02-26", "cancelled")]
    said = "The check-in of 26 February 2026 did not take place."
    assert said in _report(passed, "midpoint")
    assert said in _report(passed, "friday")
    passed.open("/record/").press("Undo")
    assert _state(app, passed) == [("2026-02-26", "planned")]


def test_one_that_was_moved_is_noted_on_its_new_day(app: Flask, passed: Person) -> None:
    passed.open("/record/check-ins").fill(moved_to="25 February").press("Move it")
    assert passed.response.status_code == 422
    assert "Give a day after 26 February 2026." in passed.words
    passed.fill(moved_to="some day").press("Move it")
    assert "Write the date with its month" in passed.words
    passed.fill(moved_to="5 March").press("Move it")
    assert _state(app, passed) == [("2026-02-26", "moved"), ("2026-03-05", "planned")]
    assert "The check-in of 26 February 2026 was moved to 5 March 2026." in _report(passed, "midpoint")
    assert "was moved to 5 March 2026. I have noted that day." in _report(passed, "new_date")


def test_what_another_window_said_meanwhile_stands(app: Flask, passed: Person) -> None:
    forms = passed.open("/record/check-ins").page.forms
    again = next(one.action for one in forms if one.action.endswith("/took-place"))
    passed.press("Yes: write the summary")
    passed.client.post(again, data={"csrf_token": token(passed), "how": "cancelled"})
    assert _state(app, passed) == [("2026-02-26", "held")]


def test_until_it_is_told_a_report_has_a_place_for_it(passed: Person) -> None:
    assert "[26 February 2026 was planned: say whether it took place]" in _report(passed, "midpoint")
    _report(passed, "summary")
    assert passed.value("subject") == "Summary of our talk on [date]"


@pytest.mark.parametrize(
    ("typed", "button", "says"),
    [
        ({"on": "5 March"}, "Keep it and write the summary", "That day has not come yet."),
        ({"on": "5 March", "state": "held"}, "Keep it", "That day has not come yet."),
        ({"state": "cancelled"}, "Keep it and write the summary", "A summary is of one that did."),
        ({"state": "held"}, "Keep it and ask for a new day", "Words for a new day are for one that did not."),
    ],
)
def test_no_form_says_that_a_check_in_was_held_which_was_not(
    app: Flask, planned: Person, typed: dict[str, str], button: str, says: str
) -> None:
    planned.open("/record/check-ins").open(planned.link("Note a check-in"))
    planned.fill(**typed).press(button)
    assert planned.response.status_code == 422
    assert says in planned.words
    assert not document(app, planned).get("entries")


def test_words_for_a_new_day_mark_that_it_did_not_take_place(app: Flask, passed: Person) -> None:
    passed.open("/record/check-ins").open(passed.link("Open")).press("Keep it and ask for a new day")
    assert "Our check-in on 26 February 2026 could not take place." in passed.response.text
    assert _state(app, passed) == [("2026-02-26", "cancelled")]


def test_what_was_typed_on_its_own_page_is_kept_with_the_answer(app: Flask, passed: Person) -> None:
    for button, state in (("No, it did not take place", "cancelled"), ("Yes: write the summary", "held")):
        passed.open("/record/check-ins").open(passed.link("Open"))
        assert QUESTION in passed.words
        passed.fill(block="Two desks").press(button)
        (entry,) = document(app, passed)["entries"]
        assert (entry["state"], entry["block"]) == (state, "Two desks")
        passed.press("Undo")
