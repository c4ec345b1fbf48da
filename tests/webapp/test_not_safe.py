"""“I do not feel safe” opens the help page on the first send, whatever else is on the page (SE7)."""

from __future__ import annotations

import pytest

from tests.webapp.without_script import Person

HELP = "You don’t have to be alone with this"
UNSAFE = "i_do_not_feel_safe"
UNREADABLE = "some day in May"


def go_on(person: Person) -> Person:
    """On from the help page, by its link or its button."""
    if any("Go on with the questions" in words for _, words in person.page.links):
        return person.open(person.link("Go on with the questions"))
    return person.press("Go on with the questions")


@pytest.fixture(params=["own_device", "work_device"])
def someone(request: pytest.FixtureRequest) -> Person:
    """Someone on the second page: once with answers that are kept, once with answers that travel."""
    found: Person = request.getfixturevalue(request.param)
    return found


def test_help_opens_at_once_beside_a_date_that_can_not_be_read_and_nothing_typed_is_lost(
    someone: Person,
) -> None:
    someone.fill(coping=UNSAFE, plan_start=UNREADABLE, pip_stage="under_way").press("Continue")
    assert HELP in someone.words
    go_on(someone)
    assert "One thing to put right" in someone.words
    assert someone.value("plan_start") == UNREADABLE
    assert someone.value("coping") == [UNSAFE]
    assert someone.value("pip_stage") == ["under_way"]
    someone.press("Continue")
    assert HELP not in someone.words, "help opens once for one answer"
    someone.fill(plan_start="2026-02-19").press("Continue")
    assert someone.has("goal_clarity"), "the next page"
    someone.press("Back")
    assert someone.value("plan_start") == "19 February 2026"
    assert someone.value("coping") == [UNSAFE]


def test_help_opens_at_once_beside_an_answer_that_opens_more_questions(someone: Person) -> None:
    someone.fill(plan_end="2026-04-19").press("Continue").press("Back")
    assert not someone.has("plan_length")
    someone.fill(plan_end="", coping=UNSAFE).press("Continue")
    assert HELP in someone.words
    go_on(someone)
    assert "Your answer opened one more question" in someone.words
    assert someone.has("plan_length")
    assert someone.value("coping") == [UNSAFE]


@pytest.mark.parametrize("button", ["Back", "Keep my answers here"])
def test_help_opens_at_once_whichever_button_is_pressed(work_device: Person, button: str) -> None:
    work_device.fill(pip_stage="under_way").press("Continue").press("Back")
    work_device.fill(coping=UNSAFE).press(button)
    assert HELP in work_device.words
    assert go_on(work_device).value("coping") == [UNSAFE]


def test_help_opens_again_for_a_new_answer_and_not_for_the_old_one(someone: Person) -> None:
    someone.fill(coping=UNSAFE).press("Continue")
    assert HELP in someone.words
    go_on(someone).press("Back").press("Continue")
    assert HELP not in someone.words
    someone.press("Back").fill(coping="struggling").press("Continue")
    assert HELP not in someone.words
    someone.press("Back").fill(coping=UNSAFE).press("Continue")
    assert HELP in someone.words


def test_answers_that_are_kept_later_remember_that_help_was_opened(work_device: Person) -> None:
    work_device.fill(coping=UNSAFE).press("Continue")
    go_on(work_device).press("Keep my answers here").press("Continue")
    assert HELP not in work_device.words


def test_what_a_watched_device_means_is_still_said_after_help(own_device: Person) -> None:
    own_device.fill(coping=UNSAFE)
    chosen = [one for one in own_device._controls() if one.checked or one.kind not in ("radio", "checkbox")]
    own_device.client.post("/questionnaire/situation/turn", data={one.name: one.value for one in chosen})
    own_device.open("/questionnaire/device").fill(employer_device="yes").press("Continue")
    assert HELP in own_device.words
    assert "Remove what is kept" in go_on(own_device).words
