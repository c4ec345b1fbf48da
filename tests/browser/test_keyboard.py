"""All of it by keyboard alone: each part from its first page to its last, with a script and without one."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, expect

from engine.knowledge_base import KnowledgeBase
from tests.browser.conftest import DESKTOP, SERVED, arrived
from tests.browser.keys import Keys
from tests.browser.served import PATIENCE
from tests.browser.test_closing_and_leaving import a_page_elsewhere
from tests.browser.test_coming_back import code_on
from tests.browser.test_weight import with_plan

CASE = "a_missed_shift"


@pytest.fixture(params=["with a script", "without a script"])
def keys(request: pytest.FixtureRequest, browser: Browser, address: str) -> Iterator[Keys]:
    context = browser.new_context(
        viewport=DESKTOP, java_script_enabled=request.param == "with a script", reduced_motion="reduce"
    )
    page = context.new_page()
    page.set_default_timeout(PATIENCE * 1000)
    page.goto(address + "/")
    yield Keys(page, address)
    context.close()


@pytest.fixture
def planned(keys: Keys, app: Flask, kb: KnowledgeBase) -> Keys:
    """Someone who has a plan already."""
    cookie = with_plan(app, kb, CASE)
    keys.page.context.add_cookies([{"name": "waymark", "value": cookie, "url": keys.address}])
    return keys


def test_the_whole_way_by_keyboard_alone(keys: Keys) -> None:
    page = keys.page
    page.keyboard.press("Tab")
    assert "Skip to the page" in keys.focused
    page.keyboard.press("Enter")
    keys.press("Begin")
    keys.choose("Is this a work device", "No, all of it is my own")
    expect(page.get_by_role("radio", checked=True)).to_have_count(1)
    keys.press("Continue")
    for _ in range(20):
        if page.get_by_role("heading", name="Check your answers").count():
            break
        keys.press("Continue")
    keys.press("Make my plan")
    expect(page).to_have_title("Your steps – Waymark")
    step = page.get_by_role("checkbox").first
    keys.tick(step.evaluate("(one) => one.labels[0].innerText"))
    expect(step).to_be_checked()
    if page.get_by_role("button", name="Save my ticks").first.is_visible():
        keys.press("Save my ticks")
    else:
        arrived(page)
        page.reload()
    expect(page.get_by_role("checkbox").first).to_be_checked()
    keys.press("Get help now")
    expect(page.get_by_role("heading", level=1)).to_have_text("You don’t have to be alone with this")


def test_the_record_and_a_report_by_keyboard_alone(planned: Keys) -> None:
    keys, page = planned, planned.page
    keys.open("/record/")
    keys.type("What was done, or what was said", "Helped a colleague")
    keys.press("Write it down")
    expect(page.get_by_text("Helped a colleague")).to_be_visible()
    keys.press("Feedback")
    keys.type("What was said", "The reports were complete")
    keys.press("Write it down")
    keys.press_here("Find something")
    keys.type("Words", "complete")
    keys.press("Find")
    expect(page.get_by_role("heading", name="1 entry found")).to_be_visible()
    keys.press("Change Feedback")
    keys.press("Take it out")
    keys.press("Undo")
    keys.press("Write a report from it")
    keys.press("Write it Friday report")
    words = page.get_by_label("The words")
    keys.type("The words", "My own words for this week")
    keys.press("Keep my changes")
    expect(words).to_have_value(re.compile("^My own words for this week"))
    keys.to("Download as plain text")
    with page.expect_download() as taken:
        page.keyboard.press("Enter")
    assert taken.value.suggested_filename == "waymark-words.txt"


def test_a_goal_by_keyboard_alone(planned: Keys) -> None:
    keys, page = planned, planned.page
    keys.open("/goals/")
    keys.type("The goals in the paper’s own words", "Nine tickets a day")
    keys.press("Add these goals")
    keys.press("Make it exact Nine tickets a day")
    keys.type("What would someone else see when it is met?", "Nine are closed each day")
    keys.choose("How can you tell that it is met?", "By a number")
    keys.type("What is counted?", "tickets closed")
    keys.type("Where does it stand?", "five")
    keys.type("What number is asked for?", "9")
    keys.press("Save the goal")
    expect(page.get_by_role("alert")).to_be_focused()
    keys.type("Where does it stand?", "5")
    keys.press("Save the goal")
    expect(page.get_by_role("img", name=re.compile("tickets closed"))).to_be_visible()
    keys.type("tickets closed", "6")
    keys.press("Note the number")
    noted = page.get_by_role("table", name=re.compile("The numbers you noted"))
    expect(noted.get_by_role("row")).to_have_count(3)
    keys.press("Undo")
    keys.press("Goals")
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_the_plan_is_worked_by_keyboard_alone(planned: Keys) -> None:
    keys, page = planned, planned.page
    keys.open("/plan/")
    keys.press("Add a step of your own")
    keys.type("What is it?", "Call Sam")
    keys.press("Add it to my plan")
    expect(page.get_by_text("Added: Call Sam").first).to_be_visible()
    keys.open("/plan/")
    keys.press_here("Call Sam")
    keys.press("Change this step Call Sam")
    keys.type("Words of your own beside this step", "In the morning")
    keys.press("Save the note")
    expect(page.get_by_text("In the morning").first).to_be_visible()
    keys.open("/plan/work/")
    keys.press("Undo Added: Call Sam")
    keys.open("/plan/")
    expect(page.get_by_role("heading", name="Call Sam", exact=True)).to_have_count(0)


def test_a_code_and_the_way_out_and_back_by_keyboard_alone(planned: Keys) -> None:
    keys, page = planned, planned.page
    a_page_elsewhere(page)
    keys.open("/plan/")
    keys.press("Write down a code")
    keys.press("Show me my code")
    code = code_on(page)
    keys.open("/plan/")
    keys.to("Leave this page")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Encyclopedia")).to_be_visible()
    SERVED[keys.address].wait_for("/leave")
    keys.open("/plan/")
    expect(page.get_by_role("heading", name="Closed for now")).to_be_visible()
    keys.type("Your code", code)
    keys.press("Open it with the code")
    expect(page).to_have_title("Your steps – Waymark")
    keys.press("What is kept here")
    keys.to("Take everything along")
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    assert download.value.suggested_filename == "waymark-copy.json"
    keys.press("Erase everything kept here")
    expect(page.get_by_role("heading", level=1)).to_contain_text("It is all gone")
