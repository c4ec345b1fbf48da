"""A person works their plan in a real browser: ticks and Undo without a reload, and all without a script."""

from __future__ import annotations

import dataclasses
import datetime
import re
from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import expect

from tests.browser.conftest import Visitor

CONCERN = "Getting work done on time"
A_BAD_SPELL = datetime.date(2026, 3, 24)


def first_view(visitor: Visitor) -> str:
    return visitor.page.get_by_role("region", name="The one next thing").inner_text()


def test_the_next_thing_is_ticked_and_taken_back_without_a_reload(someone: Visitor) -> None:
    someone.plan(CONCERN)
    page = someone.page
    next_thing = page.get_by_role("region", name="The one next thing")
    before = first_view(someone)
    expect(page.get_by_text("Nothing is ticked yet.")).to_be_visible()
    page.evaluate("window.stayed = true")
    next_thing.get_by_role("button", name="I have done it").click()
    undo = page.get_by_role("button", name="Undo")
    expect(undo).to_be_visible()
    expect(undo).to_be_focused()
    expect(page.get_by_role("checkbox").first).to_be_checked()
    assert first_view(someone) != before
    page.keyboard.press("Enter")
    expect(page.get_by_text("That was taken back.").first).to_be_visible()
    expect(page.get_by_role("checkbox").first).not_to_be_checked()
    assert first_view(someone) == before
    assert page.evaluate("window.stayed") is True


def test_a_tick_in_the_list_moves_the_first_view_on(someone: Visitor) -> None:
    someone.plan(CONCERN)
    page = someone.page
    sign = next(line for line in first_view(someone).splitlines() if line.startswith("Done when:"))
    page.get_by_role("checkbox").first.check()
    expect(page.get_by_text("behind you.").first).to_be_visible()
    expect(page.get_by_role("region", name="The one next thing")).not_to_contain_text(sign)
    page.get_by_role("checkbox").first.uncheck()
    expect(page.get_by_text("Nothing is ticked yet.")).to_be_visible()


def test_a_box_that_is_pressed_twice_on_a_slow_line_stays_as_it_was_left(someone: Visitor) -> None:
    someone.plan(CONCERN)
    page = someone.page
    box = page.get_by_role("checkbox").first
    with someone.served.answering_late("/plan/tick"):
        box.check()
        someone.served.wait_for("/plan/tick")
        box.uncheck()
    someone.arrived()
    expect(box).not_to_be_checked()
    someone.open("/plan/")
    expect(box).not_to_be_checked()


def test_a_box_that_is_pressed_twice_stays_as_left_though_the_page_goes_at_once(someone: Visitor) -> None:
    someone.plan(CONCERN)
    page, served = someone.page, someone.served
    box = page.get_by_role("checkbox").first
    with served.answering_late("/plan/tick"):
        box.check()
        served.wait_for("/plan/tick")
        box.uncheck()
        someone.open("/")
        served.wait_for("/plan/tick", more_than=1)
    someone.open("/plan/")
    expect(box).not_to_be_checked()


def test_a_newer_page_shows_what_was_pressed_and_typed_while_it_was_on_its_way(someone: Visitor) -> None:
    someone.plan(CONCERN)
    page = someone.page
    line = page.get_by_label("What was done, or what was said")
    line.fill("Half a thought")
    someone.press("I have done it")
    expect(line).to_have_value("Half a thought")
    box = page.get_by_role("checkbox").nth(1)
    with someone.served.asked_late("/plan/tick"):
        box.check()
        page.get_by_role("button", name="Undo").click()
        expect(page.get_by_text("That was taken back.").first).to_be_visible()
        expect(page.get_by_role("checkbox").first).not_to_be_checked()
        expect(box).to_be_checked()
    someone.arrived()
    someone.open("/plan/")
    expect(box).to_be_checked()
    expect(page.get_by_role("checkbox").first).not_to_be_checked()


def work_through(visitor: Visitor) -> None:
    """Put off, note, put aside, add: each from the plan page, by words alone."""
    page = visitor.page
    visitor.open("/plan/")
    page.get_by_role("link", name="Add a step of your own").click()
    page.get_by_label("What is it?").fill("Call Sam")
    expect(page.get_by_label("The steps, one a line")).to_be_hidden()
    page.get_by_text("More: parts").click()
    page.get_by_label("The steps, one a line").fill("Find the number\nCall")
    visitor.press("Add it to my plan")
    expect(page.get_by_text("Added: Call Sam").first).to_be_visible()
    own = page.get_by_role("article").filter(has=page.get_by_role("heading", name="Call Sam", exact=True))
    expect(own.get_by_role("checkbox", name="Find the number")).to_be_visible()  # it is open
    own.get_by_role("link", name="Change this step").click()
    page.get_by_label("Words of your own beside this step").fill("In the morning")
    visitor.press("Save the note")
    expect(page.get_by_text("In the morning").first).to_be_visible()
    own.get_by_role("link", name="Change this step").click()
    page.get_by_label("Until which day?").fill("2026-04-06")
    visitor.press("Put it off")
    expect(page.get_by_text("Put off until 6 April 2026: Call Sam").first).to_be_visible()
    visitor.press("Undo")
    expect(page.get_by_text("Taken back: Put off until 6 April 2026: Call Sam").first).to_be_visible()
    visitor.open("/plan/work/")
    expect(page.get_by_text("Added: Call Sam").first).to_be_visible()
    visitor.press("Undo Added: Call Sam")
    visitor.press("Keep it after all")
    visitor.press("Undo Added: Call Sam")
    visitor.open("/plan/")
    expect(page.get_by_role("heading", name="Call Sam", exact=True)).to_have_count(0)


@pytest.mark.both_sizes
def test_the_plan_is_worked_with_a_script(someone: Visitor) -> None:
    someone.plan(CONCERN)
    work_through(someone)


def test_the_plan_is_worked_without_a_script(without_script: Visitor) -> None:
    without_script.plan(CONCERN)
    without_script.press("I have done it")
    expect(without_script.page.get_by_text("Ticked. Well walked.")).to_be_visible()
    without_script.press("Undo")
    expect(without_script.page.get_by_text("That was taken back.")).to_be_visible()
    work_through(without_script)


def test_a_plan_made_again_is_looked_at_before_it_is_taken(someone: Visitor) -> None:
    someone.plan(CONCERN)
    page = someone.page
    someone.open("/questionnaire/goals")
    page.get_by_label("Customers or clients").first.check()
    someone.press("Continue")
    someone.open("/plan/")
    someone.press("Make the plan again")
    assert someone.heading("What would change")
    someone.press("Keep the plan I have")
    assert someone.heading("Your way through")
    someone.press("Make the plan again from today")
    someone.press("Take the new plan")
    assert someone.heading("Your way through")


def test_from_a_check_in_to_a_plan_that_knows_what_was_agreed_and_back(without_script: Visitor) -> None:
    without_script.plan(CONCERN)
    page = without_script.page
    without_script.open("/record/check-ins")
    page.get_by_role("link", name="check-in").last.click()
    without_script.press("Keep it and bring your plan up to date")
    page.get_by_label("When does the plan end?").fill("10 May 2026")
    without_script.press("Save, and see what changes")
    expect(page.get_by_text("It would go from 19 February 2026 to 10 May 2026.")).to_be_visible()
    without_script.press("Take the new plan")
    expect(page.get_by_text("Day 12 of 81.", exact=True)).to_be_visible()
    without_script.press("Undo")
    expect(page.get_by_text("Day 12 of 60.", exact=True)).to_be_visible()


def test_a_step_goes_into_a_full_week_only_after_its_hours_were_told(someone: Visitor) -> None:
    someone.plan(CONCERN)
    page = someone.page
    someone.open("/plan/work/add")
    page.get_by_label("What is it?").fill("Stocktaking")
    page.get_by_label("By when?").fill("2026-03-27")
    page.get_by_text("More: parts").click()
    page.get_by_label("First day").fill("2026-03-23")
    page.get_by_label("Hours it takes").fill("9")
    someone.press("Add it to my plan")
    expect(page.get_by_text("The week from 23 March 2026 now holds").first).to_be_visible()
    someone.open("/plan/")
    page.get_by_role("link", name="Stocktaking").first.click()
    page.get_by_role("link", name="Change this step Stocktaking").click()
    page.get_by_label("Until which day?").fill("2026-03-31")
    someone.press("Put it off")
    expect(page.get_by_role("alert").get_by_text("The week from 30 March 2026 would hold")).to_be_visible()
    someone.watch.forgive("422")  # the browser notes an answer that asks first
    someone.press("Move it there all the same")
    expect(page.get_by_text("Put off until 31 March 2026").first).to_be_visible()


def test_these_pages_fit_the_smallest_phone(someone: Visitor) -> None:
    someone.plan(CONCERN)
    page = someone.page
    page.set_viewport_size({"width": 320, "height": 640})
    step = page.get_by_role("link", name="Change this step").first.get_attribute("href")
    for address in ("/plan/", "/plan/work/", "/plan/work/add", "/plan/work/changed", str(step)):
        someone.open(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, address


@pytest.fixture
def go_to(app: Flask) -> Callable[[datetime.date], None]:
    """Moves the clock of the app to a day."""

    def go(day: datetime.date) -> None:
        services = app.extensions["waymark"]
        app.extensions["waymark"] = dataclasses.replace(services, today=lambda: day)

    return go


def after_a_bad_spell(visitor: Visitor) -> None:
    """The first things, the others behind one line, one of them left away in part and put off, days moved."""
    page = visitor.page
    visitor.open("/plan/")
    shown = page.get_by_role("article").filter(visible=True)
    few = shown.count()
    assert few <= 8
    page.get_by_text(re.compile(r"^\d+ more$")).first.click()
    expect(shown).not_to_have_count(few)
    assert shown.count() > few
    page.get_by_role("link", name="A part is not needed").first.click()
    page.get_by_role("button", name="Not needed").first.click()
    visitor.arrived()
    expect(page.get_by_text("One part is not needed:").first).to_be_visible()
    visitor.press("Undo")
    expect(page.get_by_text("Taken back: One part is not needed:").first).to_be_visible()
    page.get_by_role("link", name="Change this step").first.click()
    page.get_by_label("Until which day?").fill("30/3")
    visitor.press("Put it off")
    if page.get_by_role("button", name="Move it there all the same").count():
        visitor.press("Move it there all the same")
    expect(page.get_by_text("Put off until 30 March 2026").first).to_be_visible()
    page.get_by_role("link", name="I lost days: move what is left").click()
    page.get_by_label("Two weeks").check()
    visitor.press("Move what is left")
    expect(page.get_by_text("What is left has moved.").first).to_be_visible()


def test_a_bad_spell_is_worked_off_with_a_script(
    someone: Visitor, go_to: Callable[[datetime.date], None]
) -> None:
    someone.plan(CONCERN)
    go_to(A_BAD_SPELL)
    after_a_bad_spell(someone)


def test_a_bad_spell_is_worked_off_without_a_script(
    without_script: Visitor, go_to: Callable[[datetime.date], None]
) -> None:
    without_script.plan(CONCERN)
    go_to(A_BAD_SPELL)
    after_a_bad_spell(without_script)


def test_what_was_just_written_is_not_said_any_more_after_the_next_tick(someone: Visitor) -> None:
    someone.plan(CONCERN)
    page = someone.page
    page.get_by_label("What was done, or what was said").fill("Sent three reports on time")
    someone.press("Write it down")
    expect(page.get_by_text("Written down.")).to_be_visible()
    page.get_by_role("checkbox").first.check()
    expect(page.get_by_text("Written down.")).to_have_count(0)
