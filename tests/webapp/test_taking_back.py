"""An answer that was chosen can be cleared by a button of its question; nothing else of the page is lost."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from tests.webapp.test_saving import Kept, kept
from tests.webapp.test_two_windows import second_window
from tests.webapp.without_script import Person

__all__ = ["kept"]

CLARITY = "Clear my answer – For how many goals"
COPING = "Clear my answer – How are you coping today?"


def further(person: Person) -> Person:
    """The same person where all the questions are open."""
    person.client.post("/questionnaire/further", data={"csrf_token": person.hidden("csrf_token")})
    return person


def test_it_is_empty_again_and_all_else_on_the_page_stays(own_device: Person, kept: Kept) -> None:
    own_device.fill(
        coping="struggling", pip_stage="under_way", plan_start="next tuesdayish", plan_length="60"
    )
    own_device.press(COPING)
    assert own_device.address == "/questionnaire/situation"
    assert own_device.value("coping") == []
    assert own_device.value("pip_stage") == ["under_way"]
    assert (own_device.value("plan_start"), own_device.value("plan_length")) == ("next tuesdayish", "60")
    assert kept(own_device) == {"employer_device": "no", "pip_stage": "under_way", "plan_length": 60}
    own_device.press("Continue")
    assert "coping" not in kept(own_device)


def test_the_page_says_so_and_goes_on_at_that_question(own_device: Person) -> None:
    own_device.fill(coping="struggling").press(COPING)
    assert "Your answer is cleared." in own_device.words
    question = own_device.response.text.split('id="q-coping"')[1]
    assert question.index("autofocus") < question.index('name="coping" value="strained"')
    assert own_device.response.text.count("autofocus") == 1


def test_what_hung_on_the_answer_goes_and_is_named(own_device: Person, kept: Kept) -> None:
    own_device.open("/questionnaire/support").fill(asked_to_sign="yes_by_date").press("Continue")
    own_device.open("/questionnaire/support").fill(sign_by="2026-03-06", meeting_rhythm="weekly")
    own_device.press("Clear my answer – Have you been asked to sign")
    assert not own_device.has("sign_by")
    assert "By what date have you been asked to sign?" in own_device.words, (
        "it is told which answer had to go"
    )
    assert kept(own_device) == {"employer_device": "no", "meeting_rhythm": "weekly"}


def test_a_point_of_a_scale_is_taken_back_too(own_device: Person, kept: Kept) -> None:
    further(own_device).open("/questionnaire/goals").fill(fair_criticism="3").press("Continue")
    assert kept(own_device)["fair_criticism"] == 3
    own_device.open("/questionnaire/goals").press("Clear my answer – How much of the criticism")
    assert own_device.value("fair_criticism") == []
    assert "fair_criticism" not in kept(own_device)


def test_answers_that_are_carried_travel_on_without_it(
    work_device: Person, stored_files: Callable[[], int]
) -> None:
    work_device.fill(coping="struggling", pip_stage="near_end").press("Continue").press("Back")
    work_device.press(COPING)
    assert json.loads(work_device.hidden("carried") or "") == {
        "employer_device": "yes",
        "pip_stage": "near_end",
    }
    assert stored_files() == 0


def test_where_another_window_answered_otherwise_meanwhile_both_are_shown(
    own_device: Person, kept: Kept
) -> None:
    own_device.open("/questionnaire/situation").fill(coping="strained").press("Continue")
    other = second_window(own_device).open("/questionnaire/situation")
    own_device.open("/questionnaire/situation").fill(coping="ok").press("Continue")
    other.fill(pip_stage="near_end").press(COPING)
    assert other.response.status_code == 409
    assert other.value("coping") == [], "it comes back as this window left it"
    assert kept(own_device)["coping"] == "ok"
    other.press("Continue")
    assert kept(own_device) == {"employer_device": "no", "pip_stage": "near_end"}


def test_it_stays_taken_back_where_the_windows_differ_in_another_answer(
    own_device: Person, kept: Kept
) -> None:
    own_device.open("/questionnaire/situation").fill(coping="strained").press("Continue")
    other = second_window(own_device).open("/questionnaire/situation")
    own_device.open("/questionnaire/situation").fill(pip_stage="passed").press("Continue")
    other.fill(pip_stage="near_end").press(COPING)
    assert other.response.status_code == 409
    other.press("Continue")
    assert kept(own_device) == {"employer_device": "no", "pip_stage": "near_end"}


def test_not_feeling_safe_can_be_taken_back_and_opens_help_when_it_is_said_again(own_device: Person) -> None:
    own_device.fill(coping="i_do_not_feel_safe").press("Continue")
    assert "Get help now" in own_device.words
    own_device.open("/questionnaire/situation").press(COPING)
    assert own_device.value("coping") == []
    own_device.fill(coping="i_do_not_feel_safe").press("Continue")
    assert "emergency" in own_device.words


def test_an_answer_of_the_quick_way_is_taken_back_where_it_is_folded_away(
    own_device: Person, kept: Kept
) -> None:
    own_device.fill(coping="strained", pip_stage="under_way").press("Continue")
    own_device.fill(concerns=["deadlines"], goal_clarity="few").press("Continue")
    further(own_device).open("/questionnaire/goals").press(CLARITY)
    assert '<details class="known" open>' in own_device.response.text
    assert own_device.value("goal_clarity") == []
    assert "goal_clarity" not in kept(own_device)


@pytest.mark.parametrize("question", ["money_offer", "nonsense", ""])
def test_what_is_not_on_the_page_can_not_be_taken_back_from_there(own_device: Person, question: str) -> None:
    form = {"csrf_token": own_device.hidden("csrf_token"), "shown": ["coping"], "coping": "ok"}
    answer = own_device.client.post(
        "/questionnaire/situation", data={**form, "action": f"take-back-{question}"}
    )
    assert answer.status_code == 400
