"""The start page offers three ways in: with a plan, with none, and once it is over or was made longer."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.webapp.conftest import to_check
from tests.webapp.without_script import Person

Count = Callable[[], int]

WAYS = {
    "Look at my own work": ("no_plan", "How your work stands"),
    "I passed it": ("passed", "Do you have the result in writing?"),
    "It was made longer": ("extended", "What does the plan say must change?"),
    "It ended without a pass": ("ended", "Where does the job stand now?"),
}


def test_someone_with_a_plan_begins_with_a_link_and_nothing_is_answered_for_them(person: Person) -> None:
    person.open("/")
    person.open(person.link("Begin")).fill(employer_device="no").press("Continue")
    assert person.value("pip_stage") == []


@pytest.mark.parametrize("button", WAYS)
def test_each_other_way_asks_about_the_device_first_and_then_its_own_questions(
    person: Person, stored_files: Count, button: str
) -> None:
    stage, question = WAYS[button]
    person.open("/").press(button)
    assert person.has("employer_device")
    assert stored_files() == 0
    person.fill(employer_device="no").press("Continue")
    assert person.value("pip_stage") == [stage]
    person.press("Continue")
    assert question in person.words


@pytest.mark.parametrize("button", WAYS)
def test_each_other_way_leads_to_a_plan_on_a_work_device_too_and_nothing_is_stored(
    person: Person, stored_files: Count, button: str
) -> None:
    person.open("/").press(button).fill(employer_device="yes").press("Continue")
    person.press("Go on and keep nothing")
    to_check(person).press("Make my plan")
    assert "Your way through" in person.words
    assert stored_files() == 0


def test_with_no_plan_no_page_asks_about_the_plan(person: Person) -> None:
    person.open("/").press("Look at my own work").fill(employer_device="no").press("Continue")
    assert not person.has("plan_start")
    to_check(person).press("Make my plan").press("Answer more for a closer plan")
    while "Check your answers" not in person.words:
        for name in (
            "concerns",
            "blockers",
            "goal_clarity",
            "meeting_rhythm",
            "asked_to_sign",
            "told_before",
        ):
            assert not person.has(name), f"{name} on {person.address}"
        person.press("Continue")


def test_the_plan_of_someone_with_no_plan_has_its_own_words(person: Person) -> None:
    person.open("/").press("Look at my own work").fill(employer_device="no").press("Continue")
    to_check(person).press("Make my plan")
    for words in ("Keep the work going well", "Keep your own ways open", "The end of the quarter"):
        assert words in person.words
    for words in ("48 hours", "Meet the plan"):
        assert words not in person.words


def test_a_way_in_that_there_is_not_is_no_page(person: Person) -> None:
    token = person.open("/").hidden("csrf_token") or ""
    for stage in ("under_way", "no such stage", ""):
        sent = person.client.post("/questionnaire/begin", data={"csrf_token": token, "stage": stage})
        assert sent.status_code == 404
