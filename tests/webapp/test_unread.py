"""What can't be read yet is never lost: not by going back, not by leaving, not by keeping or letting go."""

from __future__ import annotations

import pytest

from tests.webapp.test_two_windows import second_window
from tests.webapp.without_script import Person

ODD = "next tuesdayish"


@pytest.fixture(params=["own_device", "work_device"])
def someone(request: pytest.FixtureRequest) -> Person:
    """Someone on the second page: once with answers that are kept, once with answers that travel."""
    found: Person = request.getfixturevalue(request.param)
    return found


def back_and_on(person: Person) -> Person:
    """Back to the first page, and on from it again."""
    person.press("Back").press("Continue")
    return person.press("Go on and keep nothing") if "Go on and keep nothing" in person.words else person


def test_going_back_keeps_it_with_its_message(someone: Person) -> None:
    back_and_on(someone.fill(pip_stage="under_way", plan_start=ODD))
    assert someone.value("plan_start") == ODD
    assert "One thing to put right" in someone.words
    assert 'id="plan_start-error"' in someone.response.text
    assert someone.value("pip_stage") == ["under_way"]


def test_an_end_before_the_start_stays_too(someone: Person) -> None:
    back_and_on(someone.fill(plan_start="2026-03-02", plan_end="2026-02-01"))
    assert someone.value("plan_end") == "1 February 2026"
    assert "don't fit together" in someone.words.replace("’", "'")


def test_once_put_right_it_is_an_answer(someone: Person) -> None:
    back_and_on(someone.fill(plan_start=ODD)).fill(plan_start="19 February").press("Continue").press("Back")
    assert someone.value("plan_start") == "19 February 2026"
    assert "to put right" not in someone.words


def test_keeping_it_later_takes_it_along(work_device: Person) -> None:
    work_device.fill(plan_start=ODD).press("Keep my answers here")
    assert work_device.value("plan_start") == ODD
    work_device.open("/questionnaire/situation")
    assert work_device.value("plan_start") == ODD


def test_it_stands_on_the_check_page_and_never_in_the_plan(own_device: Person) -> None:
    own_device.fill(pip_stage="under_way", plan_start="19 February").press("Continue")
    own_device.open("/questionnaire/situation").fill(plan_start=ODD).press("Back")
    own_device.open("/questionnaire/check")
    assert f"“{ODD}”" in own_device.words
    assert "we use “19 February 2026”" in own_device.words
    own_device.press("Make my plan")
    assert ODD not in own_device.response.text


def test_another_window_does_not_wipe_it(own_device: Person) -> None:
    other = second_window(own_device).open("/questionnaire/situation")
    own_device.fill(plan_start=ODD).press("Back")
    other.fill(coping="strained").press("Continue")
    own_device.open("/questionnaire/situation")
    assert own_device.value("plan_start") == ODD
    assert own_device.value("coping") == ["strained"]


def test_another_window_that_wrote_something_else_is_asked(own_device: Person) -> None:
    other = second_window(own_device).open("/questionnaire/situation")
    own_device.fill(plan_start=ODD).press("Back")
    other.fill(plan_start="19 February").press("Continue")
    assert other.response.status_code == 409
    assert f"another window saved “{ODD}”" in other.words


@pytest.mark.parametrize("typed", ["x", "[]", '{"plan_start":1}', '{"nothing":["a"]}', '{"plan_start":[1]}'])
def test_a_field_that_makes_no_sense_does_no_harm(work_device: Person, typed: str) -> None:
    data = {
        "csrf_token": work_device.hidden("csrf_token"),
        "carried": work_device.hidden("carried"),
        "typed": typed,
        "action": "open",
    }
    assert work_device.client.post("/questionnaire/situation", data=data).status_code == 200
