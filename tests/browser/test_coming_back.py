"""In a real browser: a first plan the short way, a code, another device, the lock, and the way out."""

from __future__ import annotations

import time

import pytest
from playwright.sync_api import Browser, Page, Route

from tests.browser.conftest import PHONE, Visitor, visitor
from webapp.coming_back.leaving import ELSEWHERE

FIVE_MINUTES = 300
THINKING = 8
"""Seconds that someone takes for a question of choices: to read it, and to choose."""


def a_page_elsewhere(page: Page) -> None:
    """The host that the way out leads to, played here: no test asks another host."""
    page.context.route(ELSEWHERE + "**", lambda route: _answer(route))


def _answer(route: Route) -> None:
    assert "referer" not in route.request.headers
    route.fulfill(
        status=200, content_type="text/html", body="<title>Encyclopedia</title><h1>Encyclopedia</h1>"
    )


def gone(someone: Visitor) -> None:
    someone.page.get_by_role("heading", name="Encyclopedia").wait_for()
    someone.watch.foreign = [asked for asked in someone.watch.foreign if not asked.startswith(ELSEWHERE)]


def test_the_short_way_leads_to_a_plan_in_under_five_minutes(someone: Visitor) -> None:
    began, asked = time.monotonic(), 1
    someone.begin()
    for _page in range(20):
        if someone.page.get_by_role("heading", name="Check your answers").count():
            break
        asked += someone.page.locator("[data-question]").count()
        for box in someone.page.locator("fieldset").all():
            box.get_by_role("radio").or_(box.get_by_role("checkbox")).first.check()
        someone.press("Continue")
    someone.press("Make my plan")
    assert someone.heading("Your way through")
    assert asked <= 30
    assert asked * THINKING + (time.monotonic() - began) < FIVE_MINUTES


def test_a_code_from_one_device_opens_the_steps_on_another(
    someone: Visitor, browser: Browser, address: str
) -> None:
    someone.plan("Getting work done on time")
    someone.page.get_by_role("link", name="Write down a code").click()
    someone.press("Show me my code")
    code = someone.page.locator("#the-code").inner_text()
    context = browser.new_context(viewport=PHONE)
    there = visitor(context, address)
    there.open("/")
    there.page.get_by_role("link", name="I was here before").click()
    there.page.get_by_label("Your code").fill(code.lower())
    there.press("Open my steps")
    assert there.heading("Your way through")
    context.close()


def test_a_page_left_alone_closes_after_telling_and_a_click_opens_it(someone: Visitor) -> None:
    someone.page.clock.install()
    someone.begin()
    someone.page.clock.run_for(14 * 60_000 + 10_000)
    here = someone.page.get_by_role("button", name="I am still here")
    assert here.is_visible()
    here.click()
    assert not here.is_visible()
    someone.page.clock.run_for(14 * 60_000 + 10_000)
    assert here.is_visible()
    someone.page.clock.run_for(60_000)
    someone.page.get_by_role("heading", name="Closed for now").wait_for()
    someone.press("Open it again")
    assert someone.page.url.endswith("/questionnaire/situation")


@pytest.mark.parametrize("by", ["button", "keys"])
def test_leaving_replaces_the_page_and_closes_what_is_kept(someone: Visitor, by: str) -> None:
    a_page_elsewhere(someone.page)
    someone.plan("Getting work done on time")
    if by == "button":
        someone.page.get_by_role("link", name="Leave this page").click()
    else:
        for _time in range(3):
            someone.page.keyboard.press("Shift")
    gone(someone)
    someone.page.go_back()
    assert not someone.page.get_by_role("heading", name="Your way through").count()
    someone.open("/plan/")
    assert someone.heading("Closed for now")
    someone.watch.complaints = [said for said in someone.watch.complaints if "403" not in said]


def test_the_way_out_needs_no_script(without_script: Visitor) -> None:
    a_page_elsewhere(without_script.page)
    without_script.open("/help")
    without_script.page.get_by_role("link", name="Leave this page").click()
    gone(without_script)


def test_everything_taken_comes_back_in_another_browser(
    someone: Visitor, browser: Browser, address: str
) -> None:
    someone.plan("Getting work done on time")
    someone.page.get_by_role("link", name="What is kept here").click()
    with someone.page.expect_download() as download:
        someone.page.get_by_role("link", name="Take everything along").click()
    assert download.value.suggested_filename == "waymark-copy.json"
    context = browser.new_context(viewport=PHONE)
    there = visitor(context, address)
    there.open("/come-back")
    there.page.get_by_label("The file").set_input_files(download.value.path())
    there.press("Bring it back")
    assert there.heading("Your way through")
    context.close()


def test_a_day_can_be_typed_in_words(someone: Visitor) -> None:
    someone.begin()
    someone.choose("Where are you now with the plan?", "It is under way")
    start = someone.page.get_by_label("When did the plan start?")
    start.fill("03/02/2026")
    someone.press("Continue")
    assert someone.page.get_by_role("alert").get_by_text("3 February 2026 or 2 March 2026").is_visible()
    someone.watch.complaints = [said for said in someone.watch.complaints if "422" not in said]
    start.fill("19 February")
    someone.press("Continue")
    someone.press("Back")
    assert start.input_value() == "2026-02-19"
