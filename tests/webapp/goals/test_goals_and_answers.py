"""Goals and the answers that tell of them: offered, taken over, and held together."""

from __future__ import annotations

import pytest

from tests.webapp.goals.at_goals import EXACT, linked
from tests.webapp.without_script import Person
from webapp.guides.opaque import opaque


def test_the_answers_offer_the_first_goal(planned: Person) -> None:
    planned.press("Answer more for a closer plan")
    planned.fill(main_goal="two deliveries a week").press("Continue")
    planned.open("/goals/")
    assert "two deliveries a week · by 19 April 2026" in planned.words
    planned.press("Add this goal")
    assert "two deliveries a week" in planned.words
    planned.open("/goals/")
    assert "From your answers" not in planned.words


def test_the_first_goal_stands_in_letters_and_steps_where_no_answer_does(own_device: Person) -> None:
    own_device.open("/goals/new").fill(**EXACT).press("Save the goal")
    own_device.open("/questionnaire/check").press("Make my plan")
    assert "Close nine tickets" in own_device.words
    own_device.open(f"/plan/letter/{opaque('goal_worksheet')}")
    assert "tickets closed" in own_device.response.text


def test_a_missing_letter_brings_a_question_and_a_letter_that_asks_it(own_device: Person) -> None:
    own_device.open("/goals/").fill(titles="Improve your attitude").press("Add these goals")
    assert "What would you see in my work when this goal is met?" in own_device.words
    address = linked(own_device, "/plan/letter/")[0]
    assert "Checking that I read the goals correctly" in own_device.open(address).response.text


@pytest.fixture
def taken(planned: Person) -> tuple[Person, str, str]:
    """Someone who took the goal that their answers name; the addresses of the goal and of the answers."""
    planned.press("Answer more for a closer plan")
    asked = planned.address
    planned.fill(main_goal="two deliveries a week").press("Continue")
    planned.open("/goals/").press("Add this goal")
    return planned, planned.address, asked


def test_a_goal_in_the_persons_own_words_is_not_given_as_what_the_paper_says(
    taken: tuple[Person, str, str],
) -> None:
    person, goal, _asked = taken
    person.open(goal).open(linked(person, "/change")[0]).fill(what="Two are there").press("Save the goal")
    assert "Made exact" in person.words
    assert "The paper says" not in person.words
    person.open(f"/plan/letter/{opaque('proof_page_sheet')}")
    assert "two deliveries a week" in person.response.text
    assert "in the plan’s own words" not in person.response.text


APART = "Your answers say something else"


def test_a_goal_and_the_answers_it_came_from_are_never_written_over_by_themselves(
    taken: tuple[Person, str, str],
) -> None:
    person, goal, asked = taken
    assert APART not in person.words
    person.open(asked).fill(main_goal="three deliveries a week").press("Continue")
    person.open(goal)
    assert APART in person.words
    assert "two deliveries a week" in person.words
    assert "three deliveries a week" in person.words
    assert "From your answers" not in person.open("/goals/").words, "it is not offered a second time"


def test_the_answers_can_be_made_to_hold_for_the_goal_and_undone(taken: tuple[Person, str, str]) -> None:
    person, goal, asked = taken
    person.open(asked).fill(main_goal="three deliveries a week").press("Continue")
    person.open(goal).press("My answers are right: change this goal")
    assert APART not in person.words
    assert "three deliveries a week" in person.words
    person.press("Undo")
    assert APART in person.words


def test_the_goal_can_be_made_to_hold_for_the_answers(taken: tuple[Person, str, str]) -> None:
    person, goal, asked = taken
    person.open(f"{goal}/change").fill(title="one delivery a week").press("Save the goal")
    person.press("This goal is right: change my answers")
    assert APART not in person.words
    assert person.open(asked).value("main_goal") == "one delivery a week"


def test_what_the_questionnaire_can_not_take_stays_as_it_was_answered(taken: tuple[Person, str, str]) -> None:
    person, goal, asked = taken
    person.open(f"{goal}/change").fill(title="x" * 180).press("Save the goal")
    person.press("This goal is right: change my answers")
    assert person.open(asked).value("main_goal") == "two deliveries a week"
