"""Goals open in two windows, and forms that are sent twice: nothing is overwritten silently."""

from __future__ import annotations

import re
from unittest.mock import patch

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict

from engine.goals.goal import MOST_GOALS
from tests.webapp.goals.at_goals import EXACT, token
from tests.webapp.without_script import Person
from webapp import services
from webapp.goals import keeping


def test_an_undo_that_comes_too_late_changes_nothing(goal: Person) -> None:
    page = goal.response.text
    first = re.search(r'name="change" value="([0-9a-f]+)"', page)
    assert first is not None
    goal.fill(value="6").press("Note the number")
    goal.client.post("/goals/undo", data={"csrf_token": token(goal), "change": first[1]})
    goal.open("/goals/")
    assert "Something was changed after that" in goal.words
    assert "Now 6" in goal.words


def test_a_second_window_never_overwrites_the_first_silently(goal: Person) -> None:
    address = goal.address
    other = Person(goal.client).open(f"{address}/change")
    goal.open(f"{address}/change").fill(**{**EXACT, "what": "In the first window"}).press("Save the goal")
    other.fill(**{**EXACT, "what": "In the second window"}).press("Save the goal")
    assert other.response.status_code == 409
    assert "In the first window" in other.words
    assert "In the second window" in other.words
    assert "In the first window" in goal.open(address).words
    other.press("Keep what I typed")
    assert "In the second window" in goal.open(address).words


def test_a_goal_removed_in_another_window_is_told_kindly(goal: Person) -> None:
    address = goal.address
    other = Person(goal.client).open(f"{address}/change")
    goal.press("Take this goal out")
    other.fill(what="Late").press("Save the goal")
    assert other.response.status_code == 404


@pytest.mark.parametrize("page", ["/goals/", "/goals/new"])
def test_a_form_that_is_sent_twice_makes_its_goals_once(planned: Person, page: str) -> None:
    planned.open(page)
    typed = (
        {"titles": "Answer in a day\nNo late reports"} if page == "/goals/" else {"title": "Answer in a day"}
    )
    form = next(one for one in planned.page.forms if set(typed) & {field.name for field in one.controls})
    sent = {
        field.name: field.value for field in form.controls if field.kind in ("hidden", "text", "textarea")
    }
    for _ in range(2):
        assert planned.client.post(form.action or page, data={**sent, **typed}).status_code == 303
    assert planned.open("/goals/").words.count("Take it out Answer in a day") == 1
    assert planned.words.count("Take it out No late reports") == (page == "/goals/")
    again = dict.fromkeys(typed, "Another one")
    assert planned.client.post(form.action or page, data={**sent, **again}).status_code == 303
    shown = planned.open("/goals/").words
    assert "Take it out Another one" in shown, "the page with other words is another goal"
    assert "Take it out Answer in a day" in shown


def test_a_change_that_is_sent_twice_is_no_conflict(planned: Person) -> None:
    planned.open("/goals/new").fill(title="Answer in a day").press("Save the goal")
    planned.open(planned.address + "/change").fill(title="Answer in an hour", counted="number", target="3")
    form = next(one for one in planned.page.forms if any(field.name == "title" for field in one.controls))
    sent = [
        (field.name, field.value)
        for field in form.controls
        if field.kind not in ("radio", "checkbox") or field.checked
    ]
    statuses = [planned.client.post(planned.address, data=MultiDict(sent)).status_code for _ in range(2)]
    assert statuses == [303, 303]


@pytest.mark.parametrize(("first", "then"), [([0, 1], [1]), ([], [0])])
def test_steps_chosen_in_another_window_stay_chosen(
    planned: Person, first: list[int], then: list[int]
) -> None:
    address = planned.open("/goals/new").fill(**EXACT).press("Save the goal").address
    boxes = [one.value for form in planned.page.forms for one in form.controls if one.name == "steps"]
    planned.fill(steps=[boxes[place] for place in first]).press("These serve it")
    other = Person(planned.client).open(address)
    other.fill(steps=[*(boxes[place] for place in first), boxes[5]]).press("These serve it")
    planned.fill(steps=[boxes[place] for place in then]).press("These serve it")
    assert planned.open(address).value("steps") == [*(boxes[place] for place in then), boxes[5]]


def test_a_week_that_another_window_filled_is_told_and_comes_back_with_undo(goal: Person) -> None:
    other = Person(goal.client).open(goal.address)
    goal.fill(text="Two templates ready").press("Save this week")
    other.fill(text="Ask for the list").press("Save this week")
    assert "Another window had put other words into that week." in other.words
    other.press("Undo")
    assert other.value("text") == "Two templates ready"


def test_a_list_for_which_another_window_left_no_room_stays_typed(goal: Person, app: Flask) -> None:
    goal.open("/goals/")
    before = keeping.change

    def late(file: str, make: keeping.Change) -> None:
        full = [{"id": f"other{number}", "title": "Another window's"} for number in range(MOST_GOALS)]
        services().store.change(file, "goals", lambda _: {"form": 1, "goals": full})
        before(file, make)

    with patch.object(keeping, "change", late):
        goal.fill(titles="Nine tickets a day").press("Add these goals")
    assert goal.response.status_code == 422
    assert goal.value("titles") == "Nine tickets a day"
