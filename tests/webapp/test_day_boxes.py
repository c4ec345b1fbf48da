"""A day is shown in its box in words a person would type, on every page, and is read as the same again."""

from __future__ import annotations

import re
from pathlib import Path

from flask import Flask

from tests.webapp.goals.at_goals import EXACT, linked
from tests.webapp.record.at_record import document, write
from tests.webapp.record.at_record import token as token_of
from tests.webapp.without_script import Person
from tests.webapp.working.at_work import at, items

TEMPLATES = Path(__file__).parents[2] / "webapp" / "templates"
BOX = re.compile(r'<input class="box box-date" type="text" id="[^"]+" name="([a-z_]+)"[^>]* value="([^"]*)"')
PICKER = re.compile(r'<input class="day-picker" type="date"[^>]*?(?: value="([^"]*)")?></span>')


def days_in_boxes(person: Person) -> dict[str, tuple[str, str]]:
    """Name of a box -> what stands in it, and the day at which the calendar beside it opens."""
    boxes, pickers = BOX.findall(person.response.text), PICKER.findall(person.response.text)
    assert len(boxes) == len(pickers)
    return {name: (words, opens_at) for (name, words), opens_at in zip(boxes, pickers, strict=True)}


def test_in_the_questionnaire(planned: Person) -> None:
    planned.open("/questionnaire/situation")
    assert days_in_boxes(planned) == {
        "plan_start": ("19 February 2026", "2026-02-19"),
        "plan_end": ("19 April 2026", "2026-04-19"),
    }
    planned.press("Continue")
    planned.open("/questionnaire/situation")
    assert days_in_boxes(planned)["plan_end"] == ("19 April 2026", "2026-04-19"), "sent as it came"


def test_what_was_typed_comes_back_as_typed_where_it_can_not_be_used(planned: Person) -> None:
    planned.open("/questionnaire/situation").fill(plan_start="next tuesdayish", plan_end="03/04/2026")
    planned.press("Continue")
    assert days_in_boxes(planned) == {
        "plan_start": ("next tuesdayish", ""),
        "plan_end": ("03/04/2026", ""),
    }


def test_the_calendar_opens_at_a_day_that_was_typed_beside_a_mistake(planned: Person) -> None:
    planned.open("/questionnaire/situation").fill(plan_start="3 feb", plan_end="ψ").press("Continue")
    assert planned.response.status_code == 422
    assert days_in_boxes(planned)["plan_start"] == ("3 feb", "2026-02-03")


def test_of_a_goal(planned: Person) -> None:
    planned.open("/goals/new").fill(**EXACT).press("Save the goal")
    goal = linked(planned, "/change")[0]
    planned.open(goal)
    assert days_in_boxes(planned)["by"] == ("17 April 2026", "2026-04-17")
    planned.press("Save")
    assert days_in_boxes(planned.open(goal))["by"] == ("17 April 2026", "2026-04-17")


def test_of_an_entry_of_the_record_and_where_entries_are_looked_for(app: Flask, planned: Person) -> None:
    write(planned, "Something done", done="Zebra", on="2026-02-20")
    planned.open("/record/").open(planned.link("Change"))
    assert days_in_boxes(planned)["on"] == ("20 February 2026", "2026-02-20")
    planned.press("Keep it")
    assert [one["on"] for one in document(app, planned)["entries"]] == ["2026-02-20"]
    sent = {"csrf_token": token_of(planned.open("/record/")), "since": "20 Feb", "until": "2026-03-01"}
    planned._take(planned.client.post("/record/find", data=sent))
    assert days_in_boxes(planned) == {
        "since": ("20 February 2026", "2026-02-20"),
        "until": ("1 March 2026", "2026-03-01"),
    }


def test_where_the_plan_is_worked(planned: Person) -> None:
    own = {"title": "Stocktaking", "start": "2026-03-23", "due": "2026-03-27", "hours": "1"}
    planned.open("/plan/work/add").fill(**own).press("Add it to my plan")
    mine = next(one for one in items(planned) if one["title"] == "Stocktaking")
    planned.open(at(mine["id"]))
    shown = days_in_boxes(planned)
    assert shown["start"] == ("23 March 2026", "2026-03-23")
    assert shown["due"] == ("27 March 2026", "2026-03-27")
    planned.fill(due="30 March").press("Move it there")
    moved = next(one for one in items(planned) if one["title"] == "Stocktaking")
    assert (moved["start"], moved["due"]) == ("2026-03-23", "2026-03-30")


def test_no_page_makes_such_a_box_by_itself() -> None:
    own = re.compile(r'<input[^>]*(type="date"|box-date)')
    assert [one.name for one in TEMPLATES.rglob("*.html") if own.search(one.read_text("utf-8"))] == [
        "days.html"
    ]
