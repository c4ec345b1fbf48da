"""Goals on their pages: rows from the paper, made exact, with numbers, charts and undo."""

from __future__ import annotations

import re

import pytest
from flask import Flask

from engine.knowledge_base import KnowledgeBase
from tests.webapp.goals.at_goals import EXACT, linked
from tests.webapp.without_script import Person
from webapp import services
from webapp.plans.own_pages import PAGES


def test_the_papers_goals_become_rows_that_say_what_is_missing(own_device: Person) -> None:
    own_device.open("/goals/").fill(titles="Nine tickets a day\n\nReports on time").press("Add these goals")
    assert own_device.words.count("Say how you’d count it.") == 2
    assert "Nine tickets a day" in own_device.words


def test_a_list_that_is_copied_loses_its_numbers_and_a_goal_keeps_its_own(own_device: Person) -> None:
    typed = "1. Fewer errors\n2) Two reports a week\n- Speak up\n40 tickets a week\n2.5% errors at most"
    own_device.open("/goals/").fill(titles=typed).press("Add these goals")
    found = re.findall(r'href="/goals/[^"]+">([^<]+)</a></h2>', own_device.response.text)
    assert found == [
        "Fewer errors",
        "Two reports a week",
        "Speak up",
        "40 tickets a week",
        "2.5% errors at most",
    ]


def test_goals_kept_in_another_shape_are_left_as_they_are_and_the_page_says_so(
    app: Flask, own_device: Person
) -> None:
    own_device.open("/goals/new").fill(**EXACT)
    with own_device.client.session_transaction() as session:
        file = session["file"]
    packed = {"form": 2, "goals": {"a": {"title": "Nine"}}}
    with app.app_context():
        services().store.change(file, "goals", lambda _: packed)
        services().store.release()
    own_device.press("Save the goal")
    assert own_device.response.status_code == 409
    assert "It is all still there." in own_device.words
    with app.app_context():
        assert services().store.read(file, "goals") == packed
        services().store.release()


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
        ({"value": "3", "on": "tomorrow"}, "That day has not come yet. Give today, 2 March 2026, or"),
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
    assert "Where does it stand? Write a number here" in own_device.words
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


def test_a_week_gets_one_thing_and_is_ticked(goal: Person) -> None:
    goal.fill(text="Two templates ready").press("Save this week")
    assert "The week is changed" in goal.words
    goal.fill(done=["yes"]).press("Save this week")
    goal.open("/goals/progress")
    assert "1 of 1 week is done." in goal.words


def test_a_goal_is_marked_met_and_open_again(goal: Person) -> None:
    goal.press("Mark as met today")
    assert "Marked as met on 2 March 2026." in goal.words
    assert "Marked as met: Close nine tickets" in goal.words
    goal.press("It is open again")
    assert "Marked as met on" not in goal.words
    assert "Open again: Close nine tickets" in goal.words


def test_a_goal_that_is_met_asks_for_nothing_more(own_device: Person) -> None:
    own_device.open("/goals/new").fill(title="Reports on time").press("Save the goal")
    assert "Still open: Specific" in own_device.words
    own_device.press("Mark as met today")
    for page in (own_device.address, "/goals/", "/goals/progress"):
        assert "Still open" not in own_device.open(page).words
    assert "Questions for your manager" not in own_device.open("/goals/").words


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


def test_without_a_plan_the_goals_stand_alone(goal: Person) -> None:
    goal.open("/goals/progress")
    assert goal.response.status_code == 200
    assert "Once your plan is made" in goal.words


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


def test_every_page_that_a_step_names_is_there(app: Flask, kb: KnowledgeBase) -> None:
    named = {one.page for one in kb.strategies.values() if one.page is not None}
    assert {"goals"} <= named
    assert {PAGES[name][0] for name in named} <= set(app.view_functions)
