"""In a real browser: what there is to read, found by words; and a file for a coach, chosen part by part."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.browser.conftest import Visitor

LINE = "What was done, or what was said"


def test_reading_is_found_by_words_and_leads_on(someone: Visitor) -> None:
    page = someone.page
    someone.open("/reading")
    page.get_by_label("Look for words").fill("MANAGER meeting")
    page.keyboard.press("Enter")
    expect(page.get_by_text("pages have these words.")).to_be_visible()
    expect(page).to_have_url(re.compile("/reading$"))  # what was typed stands in no address
    page.get_by_role("link", name="Show everything").click()
    page.get_by_role("link", name="Understanding").first.click()
    title = page.get_by_role("heading", level=1).inner_text()
    page.get_by_role("navigation", name="More of these pages").get_by_role("link", name="Before: ").click()
    expect(page.get_by_role("heading", level=1)).not_to_have_text(title)
    page.get_by_role("navigation", name="More of these pages").get_by_role("link", name="Next: ").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)


def test_help_to_read_lies_beside_the_questions_the_goals_and_the_record(someone: Visitor) -> None:
    someone.plan("Getting work done on time")
    for path in ("/questionnaire/goals", "/goals/", "/record/", "/goals/progress"):
        someone.open(path)
        box = someone.page.get_by_role("complementary", name="If you want to read more")
        box.get_by_role("link").first.click()
        expect(someone.page).to_have_url(re.compile("/reading/"))
        expect(someone.page.get_by_role("heading", level=1)).to_be_visible()


def test_what_goes_along_to_a_coach_is_chosen_and_seen_before_it_is_taken(someone: Visitor) -> None:
    page = someone.page
    someone.plan("Getting work done on time")
    someone.open("/record/")
    for words in ("Sent the release notes", "Missed the Tuesday call"):
        page.get_by_label(LINE).fill(words)
        someone.press("Write it down")
    someone.open("/plan/")
    page.get_by_role("link", name="Ask for a coach").click()
    page.get_by_role("link", name="Choose what goes along").click()
    page.get_by_label("What would you like to talk about?").fill("The next check-in")
    expect(page.get_by_label("The quiet steps beside them")).not_to_be_checked()
    page.get_by_label("Sent the release notes").check()
    someone.press("Look at it first")
    expect(page.get_by_role("heading", level=1)).to_have_text("This is all of it")
    sheet = page.get_by_role("article")
    expect(sheet).to_contain_text("Sent the release notes")
    expect(sheet).not_to_contain_text("Missed the Tuesday call")
    someone.press("Change what goes along")
    expect(page.get_by_label("What would you like to talk about?")).to_have_value("The next check-in")
    expect(page.get_by_label("Sent the release notes")).to_be_checked()
    page.get_by_label("How far they are").uncheck()
    someone.press("Look at it first")
    with page.expect_download() as download:
        someone.press("Download as text")
    assert download.value.suggested_filename == "waymark-for-a-talk.md"
    text = download.value.path().read_text(encoding="utf-8")
    assert "The next check-in" in text
    assert "Sent the release notes" in text
    assert "Missed the Tuesday call" not in text
    assert "steps done" not in text
