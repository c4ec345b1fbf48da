"""On paper: ink on white in either theme, nothing to press, and nothing cut off at the width of A4."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visitor
from tests.browser.looking import AXE, FIND, OF_COLOUR, THEMES, cut_off

SHEET = 674
"""CSS pixels across A4 between margins of 16 mm."""
LONG = "Sent the notes of the release on the day it was asked for, and wrote down who read them. " * 3
TO_PRESS = """() => [...document.querySelectorAll("button, .button, select, nav")]
  .filter((one) => one.checkVisibility()).map((one) => one.outerHTML.slice(0, 120))"""
GROUND = """() => [document.documentElement, document.body, document.querySelector("main")]
  .map((one) => getComputedStyle(one).backgroundColor).filter((one) => one !== "rgba(0, 0, 0, 0)")"""


def wrong_on_paper(someone: Visitor) -> list[str]:
    page = someone.page
    found = []
    page.evaluate(AXE)
    for theme in THEMES:
        page.emulate_media(media="print", color_scheme=theme)  # type: ignore[arg-type]
        found += cut_off(page, (SHEET,)) + page.evaluate(TO_PRESS) + page.evaluate(FIND, OF_COLOUR)
        assert page.evaluate(GROUND) == ["rgb(255, 255, 255)"], theme
    return found


@pytest.mark.parametrize("what", ["the plan", "its print page", "a report", "the code"])
def test_what_is_printed_is_ink_on_white_and_whole(someone: Visitor, what: str) -> None:
    someone.page.emulate_media(reduced_motion="reduce")
    someone.plan("Getting work done on time", "Communication")
    page = someone.page
    if what == "its print page":
        someone.open("/plan/print")
    elif what == "a report":
        someone.open("/record/")
        page.get_by_label("What was done, or what was said").fill(LONG)
        someone.press("Write it down")
        page.get_by_role("link", name="Write a report from it").click()
        someone.press("Write")
        page.get_by_label("Subject").fill(LONG[:200])
        someone.press("Keep my changes")
    elif what == "the code":
        page.get_by_role("link", name="Write down a code").click()
        someone.press("Show me my code")
    assert wrong_on_paper(someone) == []
    if what == "the plan":
        more = page.get_by_text("2 more")
        expect(more).to_be_visible()
        expect(page.get_by_role("heading", name="Later")).to_be_visible()
    elif what == "a report":
        expect(page.get_by_text(LONG[:200].strip(), exact=True)).to_be_visible()
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        expect(page.get_by_text(LONG[:200].strip(), exact=True)).to_be_visible()
        expect(page.get_by_text("Here is the week of").filter(visible=True)).to_have_count(1)
