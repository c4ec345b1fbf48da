"""How it goes: the pace over weeks, the page of progress, changed targets, and the files."""

from __future__ import annotations

import datetime
import re

import pytest

from engine.knowledge_base import KnowledgeBase
from tests.webapp.conftest import TODAY
from tests.webapp.goals.at_goals import EXACT, token
from tests.webapp.without_script import Person
from webapp import create_app


def test_progress_shows_goals_weeks_phases_and_days(planned: Person) -> None:
    planned.open("/goals/new").fill(**EXACT).press("Save the goal")
    planned.open("/plan/")
    steps = [one.value for form in planned.page.forms for one in form.controls if one.name == "done"]
    planned.client.post(
        "/plan/tick", data={"csrf_token": token(planned), "on_page": steps[:2], "done": steps[:2]}
    )
    planned.open("/goals/progress")
    for heading in ("Goal by goal", "Week by week", "Phase by phase", "The days that matter"):
        assert heading in planned.words
    assert re.search(r"Steps ticked: 2 of \d+\.", planned.words)
    assert "Goal due: Close nine tickets 17 April 2026" in planned.words
    assert 'style="' not in planned.response.text


def test_the_days_behind_are_folded_and_today_stands_among_the_others(planned: Person) -> None:
    planned.open("/goals/progress")
    assert "Behind you: 1 day" in planned.words
    today = planned.words.index("Today 2 March 2026")
    assert (
        planned.words.index("Start 19 February 2026") < today < planned.words.index("Last day 19 April 2026")
    )


def test_a_target_that_was_changed_stays_on_the_chart_until_it_is_taken_out(
    moving: tuple[Person, list[datetime.date]],
) -> None:
    person, today = moving
    person.open("/goals/new").fill(**EXACT).press("Save the goal")
    address = person.address
    today[0] = TODAY + datetime.timedelta(days=14)
    person.open(f"{address}/change").fill(target="7").press("Save the goal")
    before = "9 a day by 17 April 2026, until it was changed on 16 March 2026"
    assert before in person.words
    assert before in person.open("/goals/progress").words
    assert before in person.open("/goals/progress/file").response.text
    person.open(address).press("It was only a typing mistake")
    assert before not in person.words
    person.press("Undo")
    assert before in person.words


def test_files_have_neutral_names_and_leave_out_what_the_person_thinks(goal: Person) -> None:
    for address, name in (
        ("/goals/progress/file", "waymark-how-it-goes.md"),
        ("/goals/numbers", "waymark-numbers.csv"),
    ):
        goal.open(address)
        assert goal.response.headers["Content-Disposition"] == f'attachment; filename="{name}"'
        assert "Close nine tickets" in goal.response.text
        assert "You think" not in goal.response.text


@pytest.fixture
def moving(tmp_path_factory: pytest.TempPathFactory, kb: KnowledgeBase) -> tuple[Person, list[datetime.date]]:
    """Someone whose days go by."""
    today = [TODAY]
    app = create_app(tmp_path_factory.mktemp("days"), today=lambda: today[0], engine="compiled", kb=kb)
    person = Person(app.test_client())
    person.open("/questionnaire/device").fill(employer_device="no").press("Continue")
    return person, today


def test_over_the_weeks_the_pace_so_far_is_told(moving: tuple[Person, list[datetime.date]]) -> None:
    person, today = moving
    person.open("/goals/new").fill(**EXACT).press("Save the goal")
    address = person.address
    for week in (1, 2, 3):
        today[0] = TODAY + datetime.timedelta(days=7 * week)
        person.open(address).fill(value=str(5 + week)).press("Note the number")
    assert "So far it went up by 1 a week, over 15 workdays." in person.words
    today[0] = TODAY + datetime.timedelta(days=60)
    assert "The day has gone by. There was 1 to go." in person.open(address).words
