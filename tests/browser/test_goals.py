"""Goals in a real browser: built part by part on a phone, charted, and followed over the plan."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visitor

NARROW = 640


def build(visitor: Visitor, parts: bool) -> None:
    """Fill the builder; `parts`: it shows one part after the other."""
    page = visitor.page

    def on() -> None:
        if parts:
            visitor.press("Next part")

    page.get_by_label("The goal, in the paper’s own words").fill("Close nine tickets a day")
    page.get_by_label("What would someone else see when it is met?").fill("Nine are closed each day")
    on()
    visitor.choose("How can you tell that it is met?", "By a number")
    page.get_by_label("What is counted?").fill("tickets closed")
    page.get_by_label("What comes after the number?").fill("a day")
    page.get_by_label("Where does it stand?").fill("5")
    page.get_by_label("What number is asked for?").fill("9")
    on()
    visitor.choose("Can it be done in the time?", "I am not sure")
    on()
    page.get_by_label("Why does it belong to your job").fill("It is the work I was hired for")
    on()
    page.get_by_label("By which day does it have to be met?").fill("2026-04-17")


@pytest.mark.both_sizes
def test_a_goal_from_the_first_word_to_a_number_on_its_chart(someone: Visitor) -> None:
    someone.plan("Getting work done on time")
    page = someone.page
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Goals").click()
    page.get_by_role("link", name="Or build one goal, part by part").click()
    narrow = (page.viewport_size or {"width": 0})["width"] < NARROW
    if narrow:
        expect(page.get_by_text("Part 1 of 5")).to_be_visible()
        expect(page.get_by_label("What is counted?")).to_be_hidden()
    build(someone, parts=narrow)
    if narrow:
        expect(page.get_by_text("Part 5 of 5")).to_be_visible()
        someone.press("Back")
        expect(page.get_by_role("heading", name="Relevant")).to_be_focused()
        page.get_by_label("Why does it belong to your job").focus()
        someone.press("Next part")
    someone.press("Done: save the goal" if narrow else "Save the goal")
    expect(page.get_by_text("Still open: Achievable.")).to_be_visible()
    chart = page.get_by_role("img", name=re.compile("tickets closed"))
    expect(chart).to_be_visible()
    page.get_by_role("textbox", name="tickets closed").fill("6")
    someone.press("Note the number")
    expect(page.get_by_role("status").filter(has_text="The number is noted")).to_be_visible()
    noted = page.get_by_role("table", name="The numbers you noted, in a day")
    expect(noted.get_by_role("row", name="Mon 2 Mar 6")).to_be_visible()
    someone.press("Undo")
    expect(noted.get_by_role("row", name="Mon 2 Mar 6")).to_have_count(0)


def test_a_part_with_a_mistake_is_opened_first(someone: Visitor) -> None:
    someone.plan()
    someone.open("/goals/new")
    page = someone.page
    narrow = (page.viewport_size or {"width": 0})["width"] < NARROW
    build(someone, parts=narrow)
    if narrow:
        for _ in range(3):
            someone.press("Back")
    page.get_by_label("What number is asked for?").fill("nine")
    someone.press("Save the goal")
    expect(page.get_by_role("alert")).to_be_focused()
    expect(page.get_by_label("What number is asked for?")).to_be_visible()
    expect(page.get_by_label("What number is asked for?")).to_have_value("nine")
    someone.watch.forgive("422")  # the browser notes such an answer


def test_the_whole_of_it_without_a_script(without_script: Visitor) -> None:
    without_script.plan()
    without_script.open("/goals/")
    page = without_script.page
    page.get_by_label("The goals in the paper’s own words").fill("Nine tickets a day\nReports on time")
    without_script.press("Add these goals")
    page.get_by_role("link", name="Make it exact Nine tickets a day").click()
    build(without_script, parts=False)
    without_script.press("Save the goal")
    expect(page.get_by_role("img", name=re.compile("tickets closed"))).to_be_visible()
    without_script.open("/goals/progress")
    for name in ("Goal by goal", "Week by week", "Phase by phase", "The days that matter"):
        expect(page.get_by_role("heading", name=name, exact=True)).to_be_visible()
    expect(page.get_by_role("img", name="The days that matter, week by week")).to_be_visible()
    expect(
        page.get_by_role("listitem").filter(has_text="Today").filter(has_text="2 March 2026")
    ).to_be_visible()


def test_no_page_of_goals_scrolls_sideways_at_320_pixels(someone: Visitor) -> None:
    someone.plan()
    someone.open("/goals/new")
    page = someone.page
    page.set_viewport_size({"width": 320, "height": 700})
    page.reload()
    build(someone, parts=True)
    someone.press("Save the goal")
    goal = page.url.removeprefix(someone.address)
    for address in (goal, f"{goal}/change", "/goals/", "/goals/progress"):
        someone.open(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, address


def test_a_number_in_a_few_taps_and_the_steps_that_serve_a_goal(someone: Visitor) -> None:
    """Someone whose defects have to fall: from the plan to a number, a step for it, and a line about it."""
    someone.plan("Getting work done on time")
    someone.open("/goals/new")
    page = someone.page
    page.set_viewport_size({"width": 1280, "height": 800})
    page.reload()
    page.get_by_label("The goal, in the paper’s own words").fill("Fewer defects")
    page.get_by_label("What is counted?").fill("defects found in review")
    page.get_by_label("Where does it stand?").fill("9")
    page.get_by_label("What number is asked for?").fill("2")
    someone.press("Save the goal")
    goal = page.url.removeprefix(someone.address)
    page.get_by_text("Choose its steps").click()
    page.get_by_role("checkbox", name="Keep an evidence log").check()
    someone.press("These serve it")
    page.get_by_role("region", name="Steps of your plan for it").get_by_role("link").first.click()
    expect(page.get_by_role("link", name="Fewer defects")).to_be_visible()
    for start, place in (("/plan/", "Your goals"), ("/record/", "Note a number")):
        someone.open(start)
        here = page.get_by_role("region", name=place, exact=True)
        here.get_by_label("defects found in review").fill("7")
        here.get_by_role("button", name="Note the number").click()
        expect(here.get_by_role("status")).to_contain_text("Fewer defects")
        here.get_by_role("button", name="Undo").click()
        expect(here.get_by_role("status")).to_have_count(0)
    someone.open(goal)
    someone.press("Take this goal out")
    expect(page.get_by_role("status").filter(has_text="Taken out: Fewer defects")).to_be_visible()


def test_two_tabs_hold_two_goals_and_neither_overwrites_the_other(someone: Visitor) -> None:
    someone.plan()
    someone.open("/goals/")
    page = someone.page
    page.get_by_label("The goals in the paper’s own words").fill("Be on time")
    someone.press("Add these goals")
    page.get_by_role("link", name="Be on time", exact=True).click()
    goal = page.url
    other = page.context.new_page()
    for tab, what in ((other, "At my desk at nine"), (page, "In the room at nine")):
        tab.set_viewport_size({"width": 1280, "height": 800})
        tab.goto(f"{goal}/change")
        tab.get_by_label("What would someone else see when it is met?").fill(what)
    other.get_by_role("button", name="Save the goal").click()
    expect(other.get_by_text("At my desk at nine").first).to_be_visible()
    someone.press("Save the goal")
    expect(page.get_by_role("heading", name="This goal was changed meanwhile")).to_be_visible()
    both = page.get_by_role("row", name=re.compile("What would someone else see"))
    expect(both).to_contain_text("At my desk at nine")
    expect(both).to_contain_text("In the room at nine")
    someone.press("Keep what I typed")
    expect(page.get_by_text("In the room at nine").first).to_be_visible()
    someone.watch.forgive("409")  # the browser notes such an answer
