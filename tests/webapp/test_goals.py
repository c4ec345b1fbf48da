"""Goals on their pages: rows from the paper, made exact, with numbers, charts, files and undo."""

from __future__ import annotations

import datetime
import re

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict

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


def linked(person: Person, within: str) -> list[str]:
    """The addresses on a page that have this in them."""
    return re.findall(rf'href="([^"]*{within}[^"]*)"', person.response.text)


def test_the_papers_goals_become_rows_that_say_what_is_missing(own_device: Person) -> None:
    own_device.open("/goals/").fill(titles="Nine tickets a day\n\nReports on time").press("Add these goals")
    assert own_device.words.count("Say how you’d count it.") == 2
    assert "Nine tickets a day" in own_device.words


def test_goals_typed_together_are_told_and_taken_back_together(own_device: Person) -> None:
    own_device.open("/goals/").fill(titles="Nine tickets a day\nReports on time").press("Add these goals")
    assert "Added: 2 goals" in own_device.words
    own_device.press("Undo")
    assert "Nine tickets a day" not in own_device.words
    assert "Reports on time" not in own_device.words


def test_an_exact_goal_has_all_letters_a_chart_and_a_pace(goal: Person) -> None:
    assert "All five letters of SMART are filled." in goal.words
    assert "4 to go, with 35 workdays left." in goal.words
    assert re.search(
        r'<svg[^>]+role="img"[^>]+aria-labelledby="goal-chart-title goal-chart-says"', goal.response.text
    )
    assert 'style="' not in goal.response.text
    assert "Fri 17 Apr 9 –" in goal.words


def test_numbers_are_noted_listed_and_taken_back(goal: Person) -> None:
    goal.fill(value="5.5", note="new template").press("Note the number")
    assert "Mon 2 Mar 5.5 new template" in goal.words
    goal.press("Undo")
    assert "new template" not in goal.words.replace("“New template", "")


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"value": ""}, "Write the number, in digits."),
        ({"value": "many"}, "Write a number here, in digits"),
        ({"value": "1e400"}, "Write a number here, in digits"),
        ({"value": "3", "on": "2026-03-03"}, "That day has not come yet."),
        ({"value": "3", "on": "02/03/2026"}, "This can be 2 March 2026 or 3 February 2026."),
        ({"value": "3", "on": "someday"}, "Write the date with its month"),
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
    assert "1 number that you noted" in goal.words
    assert "Now 6, target 9 a day" in Person(goal.client).open("/goals/").words, "nothing goes before the yes"
    goal.press("Take it out, with its numbers")
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


def test_a_missing_letter_brings_a_question_and_a_letter_that_asks_it(own_device: Person) -> None:
    own_device.open("/goals/").fill(titles="Improve your attitude").press("Add these goals")
    assert "What would you see in my work when this goal is met?" in own_device.words
    address = linked(own_device, "/plan/letter/")[0]
    assert "Checking that I read the goals correctly" in own_device.open(address).response.text


def test_steps_are_chosen_for_a_goal_and_the_plan_says_whom_they_serve(planned: Person) -> None:
    planned.open("/goals/new").fill(**EXACT).press("Save the goal")
    address = planned.address
    boxes = [one.value for form in planned.page.forms for one in form.controls if one.name == "steps"]
    planned.fill(steps=boxes[:2]).press("These serve it")
    assert "Its steps are chosen" in planned.words
    links = linked(planned, "/plan/step/")
    assert len(links) == 2
    assert "It serves: Close nine tickets" in planned.open(links[0]).words
    planned.open("/goals/").press("Undo the last change")
    assert not linked(planned.open(address), "/plan/step/")


def test_what_the_record_says_about_a_goal_stands_on_its_page(planned: Person) -> None:
    planned.open("/goals/new").fill(title="Improve your attitude").press("Save the goal")
    address = planned.address
    planned.open("/record/").fill(words="Answered calmly", goal=address.rsplit("/", 1)[1]).press(
        "Write it down"
    )
    planned.open(address)
    assert "Answered calmly" in planned.words
    assert "Week by week: Improve your attitude" in planned.words
    planned.press("See the 1 line about it")
    assert "1 entry found" in planned.words


def test_a_number_is_noted_from_the_record_and_undone_there(planned: Person) -> None:
    planned.open("/goals/new").fill(**EXACT).press("Save the goal")
    planned.open("/record/").fill(value="7").press("Note the number")
    assert planned.address == "/record/"
    assert "The number is noted: Close nine tickets" in planned.words
    planned.press("Undo")
    assert planned.address == "/record/"
    assert "Now 5, target 9 a day" in planned.open("/goals/").words


@pytest.fixture
def taken(planned: Person) -> tuple[Person, str, str]:
    """Someone who took the goal that their answers name; the addresses of the goal and of the answers."""
    planned.press("Answer more for a closer plan")
    asked = planned.address
    planned.fill(main_goal="two deliveries a week").press("Continue")
    planned.open("/goals/").press("Add this goal")
    return planned, planned.address, asked


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
    assert re.fullmatch(r"/goals/[0-9a-f]{10,14}", goal.address)
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
