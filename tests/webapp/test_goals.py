"""Goals on their pages: rows from the paper, made exact, with numbers, charts, files and undo."""

from __future__ import annotations

import datetime
import re

import pytest
from flask import Flask

from engine.knowledge_base import KnowledgeBase
from tests.webapp.conftest import TODAY
from tests.webapp.without_script import Person
from webapp import create_app, services
from webapp.guides.opaque import opaque
from webapp.plans.own_pages import PAGES

EXACT = {
    "title": "Close nine tickets",
    "what": "Nine are closed each day",
    "counted": "number",
    "measure": "tickets closed",
    "unit": "a day",
    "now": "5",
    "target": "9",
    "by": "2026-04-17",
    "possible": "yes",
    "why": "It is my job",
}


@pytest.fixture
def goal(own_device: Person) -> Person:
    """Someone on the page of an exact goal."""
    return own_device.open("/goals/new").fill(**EXACT).press("Save the goal")


def token(person: Person) -> str:
    found = person.hidden("csrf_token")
    assert found is not None
    return found


def test_the_papers_goals_become_rows_that_say_what_is_missing(own_device: Person) -> None:
    own_device.open("/goals/").fill(titles="Nine tickets a day\n\nReports on time").press("Add these goals")
    assert own_device.words.count("Say how you’d count it.") == 2
    assert "Nine tickets a day" in own_device.words


def test_an_exact_goal_has_all_letters_a_chart_and_a_pace(goal: Person) -> None:
    assert "All five letters of SMART are filled." in goal.words
    assert "4 to go, with 35 workdays left." in goal.words
    assert re.search(
        r'<svg[^>]+role="img"[^>]+aria-labelledby="goal-chart-title goal-chart-says"', goal.response.text
    )
    assert 'style="' not in goal.response.text
    assert "Fri 17 Apr 9 a day" in goal.words


def test_numbers_are_noted_listed_and_taken_back(goal: Person) -> None:
    goal.fill(value="5.5", note="new template").press("Note the number")
    assert "Mon 2 Mar 5.5 a day new template" in goal.words
    goal.press("Undo")
    assert "new template" not in goal.words.replace("“New template", "")


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"value": ""}, "Write the number, in digits."),
        ({"value": "many"}, "Write a number here, in digits"),
        ({"value": "1e400"}, "Write a number here, in digits"),
        ({"value": "3", "on": "2026-03-03"}, "That day has not come yet."),
        ({"value": "3", "on": "02/03/2026"}, "Write the day as year-month-day"),
    ],
)
def test_a_number_that_can_not_be_is_refused_and_stays_typed(
    goal: Person, typed: dict[str, str], says: str
) -> None:
    goal.fill(**typed).press("Note the number")
    assert goal.response.status_code == 422
    assert says in goal.words
    assert goal.value("value") == typed["value"]


def test_a_goal_with_mistakes_is_shown_again_as_it_was_typed(own_device: Person) -> None:
    own_device.open("/goals/new").fill(**{**EXACT, "title": "", "now": "five"}).press("Save the goal")
    assert own_device.response.status_code == 422
    assert "Write the goal in a few words." in own_device.words
    assert own_device.value("now") == "five"
    assert own_device.value("measure") == "tickets closed"


def test_a_goal_taken_out_comes_back_with_its_numbers(goal: Person) -> None:
    goal.fill(value="6").press("Note the number")
    goal.press("Take this goal out")
    assert "Taken out: Close nine tickets" in goal.words
    goal.press("Undo")
    assert "Now 6, target 9 a day" in goal.words


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


def test_a_week_gets_one_thing_and_is_ticked(goal: Person) -> None:
    goal.fill(text="Two templates ready").press("Save this week")
    assert "The week is changed" in goal.words
    goal.fill(done=["yes"]).press("Save this week")
    goal.open("/goals/progress")
    assert "1 of 1 week is done." in goal.words


def test_a_goal_is_marked_met_and_open_again(goal: Person) -> None:
    goal.press("Mark as met today")
    assert "Marked as met on 2 March 2026." in goal.words
    goal.press("It is open again")
    assert "Marked as met on" not in goal.words


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
    assert re.search(r"2 of \d+ steps are ticked\.", planned.words)
    assert "Goal due: Close nine tickets 17 April 2026" in planned.words
    assert 'style="' not in planned.response.text


def test_without_a_plan_the_goals_stand_alone(goal: Person) -> None:
    goal.open("/goals/progress")
    assert goal.response.status_code == 200
    assert "Once your plan is made" in goal.words


def test_files_have_neutral_names_and_leave_out_what_the_person_thinks(goal: Person) -> None:
    for address, name in (
        ("/goals/progress/file", "waymark-how-it-goes.md"),
        ("/goals/numbers", "waymark-numbers.csv"),
    ):
        goal.open(address)
        assert goal.response.headers["Content-Disposition"] == f'attachment; filename="{name}"'
        assert "Close nine tickets" in goal.response.text
        assert "You think" not in goal.response.text


def test_a_number_can_be_noted_from_the_plan(planned: Person) -> None:
    planned.open("/goals/new").fill(**EXACT).press("Save the goal")
    planned.open("/plan/").fill(value="7").press("Note the number")
    assert planned.address == "/plan/"
    assert "Now 7, target 9 a day" in planned.open("/goals/").words


def test_the_step_about_goals_leads_to_them(planned: Person) -> None:
    assert planned.link("Open your goals") == "/goals/"


def test_where_nothing_is_kept_goals_say_why_they_can_not_be(work_device: Person) -> None:
    for address in ("/goals/", "/goals/new", "/goals/progress", "/goals/0123456789"):
        assert "they need a place to be kept" in work_device.open(address).words


def test_no_address_or_tab_says_what_kind_of_goals_these_are(goal: Person) -> None:
    assert re.fullmatch(r"/goals/[0-9a-f]{10}", goal.address)
    assert goal.title == "Your goals – Waymark"


def test_someone_elses_goal_is_not_there(goal: Person, app: Flask) -> None:
    other = Person(app.test_client())
    other.open("/questionnaire/device").fill(employer_device="no").press("Continue")
    assert other.open(goal.address).response.status_code == 404


def test_goals_are_sealed_and_erased_with_the_file(goal: Person, app: Flask) -> None:
    with app.app_context():
        database = (services().store.data_dir / "waymark.db").read_bytes()
        wal = services().store.data_dir / "waymark.db-wal"
        database += wal.read_bytes() if wal.exists() else b""
        services().store.release()
    assert b"Close nine tickets" not in database


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
    assert "The day has gone by. There were 1 to go." in person.open(address).words


def test_every_page_that_a_step_names_is_there(app: Flask, kb: KnowledgeBase) -> None:
    named = {one.page for one in kb.strategies.values() if one.page is not None}
    assert {"goals"} <= named
    assert {PAGES[name][0] for name in named} <= set(app.view_functions)
