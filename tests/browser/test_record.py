"""The record in a real browser: written by a person, by role and label, with and without a script."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visitor


def _no_wider_than_the_screen(page: Page) -> None:
    wide, screen = page.evaluate(
        "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
    )
    assert wide <= screen


@pytest.mark.both_sizes
def test_a_week_with_the_record_from_one_line_to_the_friday_report(someone: Visitor) -> None:
    page = someone.page
    someone.plan()
    page.get_by_label("What was done, or what was said").fill("Sent three reports on time")
    someone.press("Write it down")
    expect(page.get_by_role("status").filter(has_text="Written down.")).to_be_visible()
    page.get_by_role("button", name="Undo Something done").click()
    expect(page.get_by_role("status").filter(has_text="Taken back.")).to_be_visible()
    page.get_by_label("What was done, or what was said").fill("Sent three reports on time")
    someone.press("Write it down")
    page.get_by_role("link", name="See your record").click()
    expect(page.get_by_text("Sent three reports on time")).to_be_visible()
    _no_wider_than_the_screen(page)

    page.get_by_role("link", name="Feedback", exact=True).click()
    page.get_by_label("What was said").fill("The reports were complete")
    page.get_by_label("Who said it").fill("team lead")
    someone.press("Write it down")
    page.get_by_text("Find something").click()
    page.get_by_label("Words", exact=True).fill("complete")
    page.get_by_role("button", name="Find").click()
    expect(page.get_by_role("heading", name="1 entry found")).to_be_focused()

    page.get_by_role("link", name="Show everything").click()
    page.get_by_role("link", name="Change Feedback").click()
    someone.press("Take it out")
    expect(page.get_by_role("status")).to_contain_text("Taken out.")
    someone.press("Undo")
    expect(page.get_by_text("The reports were complete")).to_be_visible()

    page.get_by_role("link", name="Write a report from it").click()
    expect(page.get_by_label("For which week")).to_have_value("2026-02-23")  # on a Monday: last week
    page.get_by_label("For which week").select_option("2026-03-02")
    page.get_by_role("button", name="Write it Friday report").click()
    words = page.get_by_label("The words")
    expect(words).to_have_value(re.compile("Here is the week of 2 March 2026"))
    words.fill(words.input_value().replace("[your name]", "Ada"))
    someone.press("Keep my changes")
    expect(page.get_by_role("status").filter(has_text="Your changes are kept.")).to_be_visible()
    report = page.url
    someone.open("/record/")
    page.get_by_label("What was done, or what was said").fill("Helped a colleague")
    someone.press("Write it down")
    page.goto(report)
    words.fill(words.input_value().replace("Kind regards", "Best wishes"))
    someone.press("Put this in")
    expect(words).to_have_value(re.compile(r"Helped a colleague[\s\S]*Best wishes,\nAda"))
    _no_wider_than_the_screen(page)
    with page.expect_download() as taken:
        page.get_by_role("button", name="Download as plain text").click()
    assert taken.value.suggested_filename == "waymark-words.txt"


def test_a_check_in_before_and_after_without_a_script(without_script: Visitor) -> None:
    page = without_script.page
    without_script.plan()
    page.get_by_role("link", name="Record", exact=True).click()
    page.get_by_role("link", name="Your check-ins").first.click()
    page.get_by_role("link", name="Note a check-in").click()
    page.get_by_label("Open questions").fill("Does a draft count?")
    without_script.press("Keep it and write the agenda")
    expect(page.get_by_label("The words")).to_have_value(re.compile("Does a draft count"))
    page.get_by_role("link", name="To the check-in of Monday 2 March").click()
    without_script.choose("Did it take place?", "It took place")
    page.get_by_label("What I will do").fill("Send the draft, by Friday")
    page.get_by_label("The next check-in").fill("2026-03-09")
    without_script.press("Keep it and write the summary")
    expect(page.get_by_label("Subject")).to_have_value("Summary of our talk on 2 March 2026")
    expect(page.get_by_label("The words")).to_have_value(re.compile("Send the draft, by Friday"))
    _no_wider_than_the_screen(page)


def test_not_feeling_safe_opens_help_at_once(someone: Visitor) -> None:
    page = someone.page
    someone.plan()
    someone.open("/record/")
    page.get_by_role("link", name="How it is going", exact=True).click()
    someone.choose("How was it at work today?", "I do not feel safe")
    someone.press("Write it down")
    expect(page.get_by_role("heading", level=1)).to_contain_text("alone with this")


def test_it_is_written_by_keyboard_alone(someone: Visitor) -> None:
    page = someone.page
    someone.plan()
    someone.open("/record/")
    page.get_by_label("What was done, or what was said").focus()
    page.keyboard.type("Helped a colleague")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Helped a colleague")).to_be_visible()
    page.get_by_role("link", name="Change Something done").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_label("What was done")).to_have_value("Helped a colleague")


def test_a_check_in_whose_day_has_passed_is_told_of_without_a_script(without_script: Visitor) -> None:
    page = without_script.page
    without_script.plan()
    without_script.open("/record/check-ins")
    page.get_by_role("link", name="Note a check-in").click()
    page.get_by_label("Day", exact=True).fill("26 February")
    page.get_by_role("button", name="Keep it", exact=True).first.click()
    without_script.open("/plan/")
    expect(page.get_by_role("heading", name="Your check-in of Thursday 26 February")).to_be_visible()
    page.get_by_text("It was moved to another day").click()
    page.get_by_label("The new day").fill("27 February")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Your check-in of Friday 27 February")).to_be_visible()
    without_script.press("No, it did not take place")
    expect(page.get_by_role("heading", name="Ask for a new day today, in writing")).to_be_visible()
    without_script.press("Keep it and ask for a new day")
    could_not = re.compile("Our check-in on 27 February 2026 could not take place")
    expect(page.get_by_label("The words")).to_have_value(could_not)
    _no_wider_than_the_screen(page)
