"""On a device that others use too: nothing stays unasked, and what is kept has a code and a short pause."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.webapp.coming_back.at_another_time import CODE, Clock
from tests.webapp.conftest import to_check
from tests.webapp.without_script import Person
from webapp.offline.views import COOKIE, ON

Count = Callable[[], int]


@pytest.fixture
def shared(person: Person) -> Person:
    """Someone who has just said that others use the device too."""
    return person.open("/questionnaire/device").fill(employer_device="shared").press("Continue")


@pytest.fixture
def clock(app: object) -> Clock:
    return Clock(app.extensions["waymark"].store)  # type: ignore[attr-defined]


def test_the_ways_to_be_alone_there_are_told_and_nothing_is_stored(
    shared: Person, stored_files: Count
) -> None:
    for words in ("private window", "write down a code", "“Leave this page”", "after 5 minutes without you"):
        assert words in shared.words
    assert "your employer" not in shared.words
    shared.press("Go on and keep nothing").fill(pip_stage="near_end").press("Continue")
    to_check(shared).press("Make my plan")
    assert "Nothing is being saved" in shared.words
    assert stored_files() == 0


def test_what_is_kept_there_gets_a_code_before_the_questions_go_on(
    shared: Person, stored_files: Count
) -> None:
    shared.press("Keep my answers, and write down a code")
    assert stored_files() == 1
    assert shared.address == "/code"
    assert "Others use this device too" in shared.words
    shared.press("Show me my code")
    assert CODE.search(shared.words)
    shared.open(shared.link("I have written it down"))
    assert shared.address == "/questionnaire/situation"


def test_the_questions_go_on_without_a_code_for_who_wants_none(shared: Person) -> None:
    shared.press("Keep my answers, and write down a code")
    shared.open(shared.link("Go on without a code"))
    assert shared.address == "/questionnaire/situation"


@pytest.mark.parametrize("button", ["Keep my answers here so I can come back", "Keep my plan here"])
def test_a_code_comes_first_wherever_it_is_kept(shared: Person, button: str) -> None:
    shared.press("Go on and keep nothing")
    if "plan" in button:
        to_check(shared).press("Make my plan")
    shared.press(button)
    assert shared.address == "/code"
    shared.open(shared.link("Go on without a code"))
    assert shared.address == ("/plan/" if "plan" in button else "/questionnaire/situation")


def test_it_closes_sooner_there_than_on_a_device_of_ones_own(shared: Person, clock: Clock) -> None:
    shared.press("Keep my answers, and write down a code").press("Show me my code")
    shared.open(shared.link("I have written it down"))
    clock.forward(4)
    assert shared.open("/questionnaire/situation").has("pip_stage")
    clock.forward(6)
    shared.open("/questionnaire/situation")
    assert shared.response.status_code == 403
    assert shared.has("unlock_code"), "nothing but the code opens it"


def test_a_pause_that_was_chosen_stays(shared: Person, clock: Clock) -> None:
    shared.press("Keep my answers, and write down a code").open("/pause").fill(minutes="60").press("Save")
    clock.forward(50)
    assert shared.open("/questionnaire/situation").has("pip_stage")


def test_the_pause_is_short_again_where_the_file_is_opened_with_its_code(
    shared: Person, clock: Clock
) -> None:
    shared.press("Keep my answers, and write down a code").press("Show me my code")
    code = CODE.search(shared.words)
    assert code
    shared.open(shared.link("I have written it down"))
    clock.forward(6)
    shared.open("/plan/").press("Close it on this device for good")
    shared.open("/come-back").fill(code=code[1]).press("Open")
    clock.forward(6)
    assert shared.open("/questionnaire/situation").response.status_code == 403


def test_no_copy_of_the_steps_stays_there(shared: Person) -> None:
    shared.press("Keep my answers, and write down a code").open("/questionnaire/check").press("Make my plan")
    assert "one that others use" in shared.open("/without-network").words
    shared.client.set_cookie(COOKIE, ON)
    assert shared.client.get("/without-network/steps").status_code == 404
    assert "Switch it off, and clear the copy" in shared.open("/without-network").words


def test_who_says_so_later_can_lock_it_or_have_it_removed(own_device: Person, stored_files: Count) -> None:
    own_device.fill(pip_stage="near_end").press("Continue")
    own_device.open("/questionnaire/device").fill(employer_device="shared").press("Continue")
    assert own_device.link("Keep them, and write down a code") == "/code"
    own_device.press("Remove what is kept, and go on")
    assert stored_files() == 0
    assert own_device.value("pip_stage") == ["near_end"], "the answers go on travelling"


def test_saying_that_it_is_ones_own_after_all_makes_the_pause_the_usual_one(
    shared: Person, clock: Clock
) -> None:
    shared.press("Keep my answers, and write down a code")
    shared.open("/questionnaire/device").fill(employer_device="no").press("Continue")
    clock.forward(10)
    assert shared.open("/questionnaire/situation").has("pip_stage")


def test_the_plan_says_how_to_be_alone_there(shared: Person) -> None:
    shared.press("Go on and keep nothing").fill(pip_stage="no_plan").press("Continue")
    to_check(shared).press("Make my plan").press("Markdown task list")
    assert "On the device you share, open Waymark in a private window" in shared.response.text


def test_the_answer_saved_in_passing_sets_the_pause_too(own_device: Person, clock: Clock) -> None:
    for answer, asked_again in (("shared", 403), ("no", 200)):
        own_device.open("/questionnaire/device")
        data = {
            "csrf_token": own_device.hidden("csrf_token"),
            "shown": "employer_device",
            "employer_device": answer,
        }
        assert own_device.client.post("/questionnaire/device/turn", data=data).json["saved"]  # type: ignore[index]
        clock.forward(6)
        assert own_device.open("/questionnaire/situation").response.status_code == asked_again
        if asked_again == 403:
            own_device.press("Open it again")


def test_who_says_so_later_goes_on_after_the_code(own_device: Person) -> None:
    own_device.open("/questionnaire/device").fill(employer_device="shared").press("Continue")
    own_device.open(own_device.link("Keep them, and write down a code")).press("Show me my code")
    own_device.open(own_device.link("I have written it down"))
    assert own_device.address == "/questionnaire/situation"


def test_what_opens_it_before_and_after_the_code_is_written_down_is_as_the_pages_say(
    shared: Person, clock: Clock
) -> None:
    says = (
        "Until then, anyone here can open your steps with a click",
        "Once it is written down, only the code opens closed steps, or a short number if you choose one",
    )
    assert all(words in shared.words for words in says)
    shared.press("Keep my answers, and write down a code")
    assert "Until you have written down a code, anyone can open your steps here with a click" in shared.words
    assert says[1] in shared.words
    shared.press("Show me my code")
    onward = shared.link("I have written it down")
    clock.forward(6)
    shared.open("/questionnaire/situation")
    assert not shared.has("unlock_code"), "the code may not be on paper"
    shared.press("Open it again").open(onward)
    shared.open("/pause").fill(minutes="5", pin="2468").press("Save")
    clock.forward(6)
    shared.open("/questionnaire/situation")
    assert shared.has("unlock_code")
    shared.fill(unlock_pin="2468").press("Open it again")
    assert shared.has("pip_stage")


def test_the_page_with_the_code_does_not_ask_for_a_work_device_that_it_is_not(
    shared: Person, app: object
) -> None:
    shared.press("Keep my answers, and write down a code")
    assert "work device" not in shared.words
    other = Person(app.test_client()).open("/questionnaire/device")  # type: ignore[attr-defined]
    other.fill(employer_device="no").press("Continue").open("/code")
    assert "Is this a work device?" in other.words
