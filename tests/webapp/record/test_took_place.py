"""A check-in whose day has passed: what became of it is asked, and nothing is told as held that was not."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask

from engine.record.keeping import MOST_ENTRIES
from tests.webapp.record.at_record import document, kept_instead, token, write
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
    passed.fill(moved_to="5 March").enter("moved_to")
    assert _state(app, passed) == [("2026-02-26", "moved"), ("2026-03-05", "planned")]
    assert "The check-in of 26 February 2026 was moved to 5 March 2026." in _report(passed, "midpoint")
    assert "was moved to 5 March 2026. I have noted that day." in _report(passed, "new_date")


def _answer(person: Person, address: str, **typed: str) -> Person:
    """What another window, open since before, sends to the same question."""
    data = {"csrf_token": token(person), **typed}
    return person._take(person.client.post(address, data=data, follow_redirects=True))


def _asked(person: Person) -> str:
    forms = person.open("/record/check-ins").page.forms
    return next(one.action for one in forms if one.action.endswith("/took-place"))


@pytest.mark.parametrize("other", [{"how": "cancelled"}, {"how": "moved", "moved_to": "5 March"}])
def test_what_another_window_said_meanwhile_stands_and_is_told(
    app: Flask, passed: Person, other: dict[str, str]
) -> None:
    again = _asked(passed)
    passed.press("Yes: write the summary")
    _answer(passed, again, **other)
    assert passed.response.status_code == 409
    assert "Another window has said of it: “It took place”. That stands." in passed.words
    assert "Check-in: Thursday 26 February" in passed.words
    assert _state(app, passed) == [("2026-02-26", "held")]


def test_the_same_answer_sent_twice_is_one_change(app: Flask, passed: Person) -> None:
    again = _asked(passed)
    for _ in range(2):
        _answer(passed, again, how="moved", moved_to="5 March")
        assert passed.response.status_code == 200
    assert _state(app, passed) == [("2026-02-26", "moved"), ("2026-03-05", "planned")]
    passed.press("Undo")
    assert _state(app, passed) == [("2026-02-26", "planned")]


def test_an_answer_for_one_that_was_taken_out_meanwhile_notes_nothing_and_says_so(
    app: Flask, passed: Person
) -> None:
    again = _asked(passed)
    passed.open("/record/check-ins").open(passed.link("Open")).press("Take it out")
    _answer(passed, again, how="moved", moved_to="5 March")
    assert "It was taken out in another window, so nothing was noted." in passed.words
    assert not document(app, passed)["entries"]


def _with_room_for(app: Flask, person: Person, more: int) -> None:
    stored = document(app, person)
    own: list[Any] = [one for one in stored["entries"] if one["kind"] == "check_in"]
    mood = {"rev": 1, "kind": "mood", "on": "2026-02-01", "mood": "good"}
    fill = [{**mood, "id": f"m{number}"} for number in range(MOST_ENTRIES - len(own) - more)]
    kept_instead(app, person, {**stored, "entries": [*fill, *own]})


def test_a_full_record_takes_neither_half_of_a_move_and_says_why(app: Flask, passed: Person) -> None:
    _with_room_for(app, passed, 0)
    passed.open("/record/check-ins").fill(moved_to="5 March").press("Move it")
    assert passed.response.status_code == 422
    assert "The record is full." in passed.words
    assert passed.value("moved_to") == "5 March"
    assert _state(app, passed)[-1] == ("2026-02-26", "planned")


@pytest.mark.parametrize("typed", [{"next_on": "12 March"}, {"state": "moved", "next_on": "12 March"}])
def test_a_full_record_takes_no_half_of_a_check_in_and_the_next_one(
    app: Flask, passed: Person, typed: dict[str, str]
) -> None:
    _with_room_for(app, passed, 0)
    passed.open("/record/check-ins").open(passed.link("Open")).fill(**typed)
    passed.press("Keep it and note the next one")
    assert passed.response.status_code == 422
    assert "The record is full." in passed.words
    assert _state(app, passed)[-1] == ("2026-02-26", "planned")
    _with_room_for(app, passed, 1)
    passed.press("Keep it and note the next one")
    assert "Check-in: Thursday 12 March" in passed.words


def test_undo_after_a_move_takes_back_both_halves(app: Flask, passed: Person) -> None:
    passed.open("/plan/").fill(moved_to="5 March").press("Move it")
    assert [state for _on, state in _state(app, passed)] == ["moved", "planned"]
    passed.press("Undo")
    assert _state(app, passed) == [("2026-02-26", "planned")]


@pytest.mark.parametrize("on", ["26 February", "4 March"])
def test_one_that_its_own_page_says_was_moved_is_noted_on_its_new_day_too(
    app: Flask, planned: Person, on: str
) -> None:
    write(planned, "Check-in", on=on, state="planned")
    planned.fill(state="moved", next_on="5 March").press("Keep it")
    assert _state(app, planned)[1:] == [("2026-03-05", "planned")]
    planned.open("/record/check-ins").open(f"/record/entry/{document(app, planned)['entries'][1]['id']}")
    planned.press("Take it out")
    name = document(app, planned)["entries"][0]["id"]
    planned.open(f"/record/entry/{name}").fill(by="manager").press("Keep it")
    assert [state for _on, state in _state(app, planned)] == ["moved"], "what was taken out stays out"


def test_one_is_not_moved_to_the_day_it_was_planned_for(app: Flask, planned: Person) -> None:
    write(planned, "Check-in", on="4 March", state="planned")
    planned.fill(state="moved", next_on="4 March").press("Keep it")
    assert planned.response.status_code == 422
    assert "Give the day it was moved to." in planned.words
    assert _state(app, planned) == [("2026-03-04", "planned")]
    planned.fill(next_on="").press("Keep it")
    assert _state(app, planned) == [("2026-03-04", "moved")], "no new day is known yet"


def test_only_a_check_in_can_be_said_to_have_taken_place(app: Flask, planned: Person) -> None:
    write(planned, "Something done", done="Zebra")
    name = document(app, planned)["entries"][0]["id"]
    _answer(planned, f"/record/entry/{name}/took-place", how="held")
    assert planned.response.status_code == 404
    assert "state" not in document(app, planned)["entries"][0]


def test_one_of_a_day_still_ahead_cannot_have_taken_place(app: Flask, planned: Person) -> None:
    write(planned, "Check-in", on="5 March", state="planned")
    name = document(app, planned)["entries"][0]["id"]
    _answer(planned, f"/record/entry/{name}/took-place", how="held")
    assert planned.response.status_code == 422
    assert "That day has not come yet." in planned.words
    assert _state(app, planned) == [("2026-03-05", "planned")]


def test_until_it_is_told_a_report_has_a_place_for_it(passed: Person) -> None:
    assert "[26 February 2026 was planned: say whether it took place]" in _report(passed, "midpoint")
    _report(passed, "summary")
    assert passed.value("subject") == "Summary of our talk on [date]"


@pytest.mark.parametrize(
    ("typed", "button", "says"),
    [
        ({"on": "5 March"}, "Keep it and write the summary", "That day has not come yet."),
        ({"on": "5 March", "state": "held"}, "Keep it", "That day has not come yet."),
        (
            {"state": "cancelled"},
            "Keep it and write the summary",
            "You marked that it did not take place. Change",
        ),
        ({"state": "held"}, "Keep it and ask for a new day", "You marked that it took place. Change that"),
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


@pytest.mark.parametrize(
    ("circle", "button", "state"),
    [
        ("held", "No, it did not take place", "cancelled"),
        ("cancelled", "Yes: write the summary", "held"),
        ("moved", "Yes: write the summary", "held"),
        ("moved", "No, it did not take place", "moved"),  # that says no as well, and more of it
    ],
)
def test_the_answer_that_was_pressed_last_wins(
    app: Flask, passed: Person, circle: str, button: str, state: str
) -> None:
    passed.open("/record/check-ins").open(passed.link("Open")).fill(state=circle).press(button)
    assert _state(app, passed) == [("2026-02-26", state)]


def test_what_was_typed_on_its_own_page_is_kept_with_the_answer(app: Flask, passed: Person) -> None:
    for button, state in (("No, it did not take place", "cancelled"), ("Yes: write the summary", "held")):
        passed.open("/record/check-ins").open(passed.link("Open"))
        assert QUESTION in passed.words
        passed.fill(block="Two desks").press(button)
        (entry,) = document(app, passed)["entries"]
        assert (entry["state"], entry["block"]) == (state, "Two desks")
        passed.press("Undo")
