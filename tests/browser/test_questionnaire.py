"""The questionnaire as people use it: rows, the browser's own Back, two windows, the keyboard."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visitor, visitor

ODD = "next tuesdayish"
START = "When did the plan start?"
TURN = "/questionnaire/situation/turn"  # where a page is saved while it is filled in


def to_skills(person: Visitor) -> None:
    person.plan("Skills, tools or systems")
    person.press("Answer more for a closer plan")
    while not person.page.get_by_role("group", name="Skill 1").count():
        person.press("Continue")


def add_and_remove_skills(person: Visitor) -> None:
    page = person.page
    to_skills(person)
    page.get_by_label("Which skill does the plan ask about most?").fill("Excel")
    person.press("Add another skill")
    second = page.get_by_role("group", name="Skill 2")
    expect(second.get_by_role("textbox")).to_be_focused()
    second.get_by_role("textbox").fill("French")
    person.press("Add another skill")
    expect(page.get_by_role("group", name="Skill 2: French")).to_be_visible()
    expect(page.get_by_role("group", name="Skill 3").get_by_role("textbox")).to_be_focused()
    person.press("Remove Skill 1: Excel")
    expect(page.get_by_role("region", name="Taken out")).to_be_focused()
    expect(page.get_by_role("group", name="Skill 1: French")).to_be_visible()
    person.press("Put it back")
    expect(page.get_by_role("group", name="Skill 1: Excel").get_by_role("textbox")).to_be_focused()
    expect(page.get_by_role("group", name="Skill 2: French")).to_be_visible()


def test_skills_are_added_removed_and_put_back(someone: Visitor) -> None:
    add_and_remove_skills(someone)
    box = someone.page.get_by_role("group", name="Skill 2: French").get_by_role("textbox")
    box.fill("German")
    expect(someone.page.get_by_role("group", name="Skill 2: German")).to_be_visible()


def test_skills_are_added_removed_and_put_back_without_a_script(without_script: Visitor) -> None:
    add_and_remove_skills(without_script)


CLEAR = "Clear my answer – How are you coping today?"


def test_an_answer_is_cleared_in_place_by_keyboard_and_saved(someone: Visitor) -> None:
    page = someone.page
    someone.begin()
    clear = page.get_by_role("button", name=CLEAR)
    expect(clear).to_be_hidden()
    page.get_by_label(START).fill(ODD)
    someone.choose("How are you coping today?", "I am struggling")
    expect(clear).to_be_visible()
    clear.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_label("I am struggling")).not_to_be_checked()
    expect(page.get_by_label("I am all right")).to_be_focused()
    expect(clear).to_be_hidden()
    expect(page.get_by_role("status").filter(has_text="Your answer is cleared. Saved.")).to_be_attached()
    expect(page.get_by_label(START)).to_have_value(ODD)
    page.reload()
    expect(page.get_by_role("group", name="How are you coping today?")).to_be_visible()
    expect(page.get_by_label("I am struggling")).not_to_be_checked()


def test_what_hung_on_a_cleared_answer_leaves_the_page_at_once(someone: Visitor) -> None:
    page = someone.page
    someone.plan()
    someone.open("/questionnaire/support")
    someone.choose("Have you been asked to sign the plan?", "Yes, and I have not answered yet")
    expect(page.get_by_label("By what date have you been asked to sign?")).to_be_visible()
    page.get_by_role("button", name="Clear my answer – Have you been asked").click()
    expect(page.get_by_label("By what date have you been asked to sign?")).to_be_hidden()


def test_an_answer_is_cleared_without_a_script(without_script: Visitor) -> None:
    page = without_script.page
    without_script.begin()
    clear = page.get_by_role("button", name=CLEAR)
    expect(clear).to_be_hidden()
    page.get_by_label(START).fill(ODD)
    without_script.choose("How are you coping today?", "I am struggling")
    clear.click()
    expect(page.get_by_label("I am struggling")).not_to_be_checked()
    expect(page.get_by_label("I am all right")).to_be_focused()
    expect(page.get_by_text("Your answer is cleared.")).to_be_visible()
    expect(page.get_by_label(START)).to_have_value(ODD)


@pytest.mark.parametrize("device", ["No, all of it is my own", "Yes, at least one of them"])
def test_the_browsers_own_back_loses_nothing(someone: Visitor, device: str) -> None:
    page = someone.page
    someone.begin(device)
    if device.startswith("Yes"):
        someone.press("Go on and keep nothing")
    someone.choose("Where are you now with the plan?", "It is under way")
    someone.press("Continue")
    someone.choose("What does the plan say must change?", "Numbers or targets")
    someone.press("Continue")
    someone.choose("What gets in the way of meeting the goals?", "Nobody showed me how")
    page.go_back()
    expect(page.get_by_label("Numbers or targets").first).to_be_checked()
    page.go_back()
    expect(page.get_by_label("It is under way")).to_be_checked()
    saved = someone.served.answered(TURN)
    page.get_by_label(START).fill(ODD)
    page.go_forward()
    if device.startswith("No"):
        someone.served.wait_for(TURN, more_than=saved)
    expect(page.get_by_label("Numbers or targets").first).to_be_checked()
    page.go_back()
    expect(page.get_by_label(START)).to_have_value(ODD)
    expect(page.get_by_role("alert").first).to_contain_text("One thing to put right")
    someone.watch.forgive("422")
    page.get_by_label(START).fill("19 February")
    someone.press("Continue")
    someone.press("Continue")
    expect(page.get_by_label("Nobody showed me how")).to_be_checked()


def test_without_a_network_the_page_stays_with_all_that_is_on_it(someone: Visitor) -> None:
    someone.begin()
    someone.page.get_by_label(START).fill("19 February")
    someone.page.context.set_offline(True)
    someone.press("Continue")
    expect(someone.page.get_by_text("There is no connection now.")).to_be_focused()
    expect(someone.page.get_by_label(START)).to_have_value("19 February")
    someone.page.context.set_offline(False)
    someone.press("Continue")
    expect(someone.page.get_by_role("heading", name="What the plan asks")).to_be_visible()
    someone.watch.forgive("INTERNET")


def test_two_tabs_on_one_page_never_overwrite_silently(someone: Visitor) -> None:
    someone.begin()
    other = visitor(someone.page.context, someone.address)
    other.open("/questionnaire/situation")
    other.choose("How are you coping today?", "I am all right")
    expect(other.page.get_by_text("Saved.")).to_be_attached()
    with someone.page.expect_response("**/turn") as turn:
        someone.choose("How are you coping today?", "I am struggling")
    assert turn.value.json()["saved"] is False
    someone.press("Continue")
    expect(someone.page.get_by_role("alert").first).to_contain_text(
        "another window saved “I am all right” here"
    )
    expect(someone.page.get_by_label("I am struggling")).to_be_checked()
    someone.press("Continue")
    other.open("/questionnaire/situation")
    expect(other.page.get_by_label("I am struggling")).to_be_checked()
    someone.watch.forgive("409")


def test_two_tabs_on_different_pages_keep_both(someone: Visitor) -> None:
    someone.begin()
    other = visitor(someone.page.context, someone.address)
    other.open("/questionnaire/work")
    someone.choose("Where are you now with the plan?", "It is under way")
    other.choose("Which country do you work in?", "Canada")
    other.press("Continue")
    someone.press("Continue")
    for path, answer in (("situation", "It is under way"), ("work", "Canada")):
        other.open(f"/questionnaire/{path}")
        expect(other.page.get_by_label(answer)).to_be_checked()


def test_a_day_is_picked_by_keyboard_and_ranges_are_said_before(someone: Visitor) -> None:
    page = someone.page
    someone.begin()
    button = page.get_by_role("button", name="Pick a day – When does the plan end?")
    expect(page.get_by_label("How many days does the plan last?")).to_have_accessible_description(
        re.compile("A number from 7 to 365.*days")
    )
    end = page.get_by_label("When does the plan end?")
    end.fill("2026-04-19")
    someone.press("Continue")
    someone.press("Back")
    expect(end).to_have_value("19 April 2026")
    for day in ("20 April 2026", "21 April 2026"):  # the calendar opens at the day in the box
        end.focus()
        page.keyboard.press("Tab")
        expect(button).to_be_focused()
        for key in ("Enter", "ArrowRight", "Enter"):
            page.keyboard.press(key)
        expect(end).to_have_value(day)
        expect(end).to_be_focused()
    someone.press("Continue")
    someone.press("Back")
    expect(end).to_have_value("21 April 2026")


def test_the_order_for_keyboard_and_screen_reader_is_that_of_the_page(someone: Visitor) -> None:
    page = someone.page
    someone.begin()
    order = page.get_by_role("main").aria_snapshot()
    parts = (
        "Page 2 of",
        "Where you are now",
        "Where are you now with",
        START,
        "How are you",
        "Continue",
        "Back",
    )
    places = [order.index(part) for part in parts]
    assert places == sorted(places)
    page.get_by_label(START).focus()
    page.keyboard.press("Shift+Tab")
    expect(page.get_by_text("Why we ask").first).to_be_focused()


def test_where_nothing_is_kept_and_no_script_runs_the_way_back_is_told_before(
    without_script: Visitor,
) -> None:
    page = without_script.page
    says = page.get_by_text("To go back, use the Back button of the page.")
    without_script.begin("Yes, at least one of them")
    expect(says).to_be_visible()
    without_script.press("Go on and keep nothing")
    expect(says).to_be_visible()
    without_script.choose("How are you coping today?", "I am all right")
    without_script.press("Continue")
    expect(says).to_be_visible()
    without_script.press("Back")
    without_script.choose("How are you coping today?", "It is hard, but I get by")
    for _page in range(2):
        without_script.press("Continue")
    without_script.to_check()
    expect(page.get_by_text("It is hard, but I get by")).to_be_visible()
    expect(says).to_be_visible()
