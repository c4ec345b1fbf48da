"""In a real browser: a page that closes after a pause, what was typed and not sent, and the way out."""

from __future__ import annotations

import re
import time

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import Visitor
from tests.browser.test_coming_back import code_on
from webapp.coming_back.leaving import ELSEWHERE

TOLD = 14 + 1 / 6
"""Minutes of rest after which a page tells that it closes in a minute."""
IN_A_HURRY = 3
"""Seconds within which the three presses count."""


def a_page_elsewhere(page: Page) -> None:
    """The host that the way out leads to, played here: no test asks another host."""
    page.context.route(ELSEWHERE + "**", lambda route: _answer(route))


def _answer(route: Route) -> None:
    assert "referer" not in route.request.headers
    route.fulfill(
        status=200, content_type="text/html", body="<title>Encyclopedia</title><h1>Encyclopedia</h1>"
    )


def gone(someone: Visitor, *, keeping: bool = True) -> None:
    """Away, and what is kept, if there is anything, is closed: a script does not wait for that."""
    someone.page.get_by_role("heading", name="Encyclopedia").wait_for()
    if keeping:
        someone.served.wait_for("/leave")
    someone.watch.foreign = [asked for asked in someone.watch.foreign if not asked.startswith(ELSEWHERE)]


def press_shift_three_times(page: Page) -> None:
    """As fast as a person can; again where this machine took longer over it."""
    for _attempt in range(9):
        began = time.monotonic()
        for _time in range(3):
            page.keyboard.press("Shift")
        if time.monotonic() - began < IN_A_HURRY:
            return


def test_a_page_left_alone_closes_after_telling_and_a_click_opens_it(someone: Visitor) -> None:
    someone.page.clock.install()
    someone.begin()
    someone.let_pass(TOLD)
    here = someone.page.get_by_role("button", name="I am still here")
    expect(here).to_be_visible()
    here.click()
    expect(here).to_be_hidden()
    someone.let_pass(TOLD)
    expect(here).to_be_visible()
    someone.let_pass(1)
    someone.page.get_by_role("heading", name="Closed for now").wait_for()
    someone.press("Open it again")
    expect(someone.page).to_have_url(re.compile("/questionnaire/situation$"))
    someone.watch.forgive("403")  # that someone is here was told late


LINE = "What was done, or what was said"
HALF = "Half a thought about the release"


def put_down(someone: Visitor) -> None:
    """Leave the device for longer than the pause."""
    someone.let_pass(16)
    someone.page.get_by_role("heading", name="Closed for now").wait_for()


def test_what_was_typed_and_not_sent_is_back_after_the_lock(someone: Visitor) -> None:
    someone.page.clock.install()
    someone.plan("Getting work done on time")
    someone.page.get_by_role("link", name="Write down a code").click()
    someone.press("Show me my code")
    code = code_on(someone.page)
    someone.open("/record/")
    someone.page.get_by_label(LINE).fill(HALF)
    someone.page.get_by_label("Someone said this").check()
    put_down(someone)
    assert HALF not in someone.page.content()
    someone.page.get_by_label("Your code").fill(code)
    someone.press("Open it with the code")
    expect(someone.page.get_by_label(LINE)).to_have_value(HALF)
    expect(someone.page.get_by_label("Someone said this")).to_be_checked()
    expect(someone.page.get_by_text("What you were typing is back on this page.")).to_be_visible()
    someone.press("Write it down")
    expect(someone.page.get_by_text(HALF)).to_be_visible()


def test_what_was_typed_waits_on_where_the_answer_that_brings_it_is_lost(someone: Visitor) -> None:
    page = someone.page
    page.clock.install()
    someone.plan("Getting work done on time")
    someone.open("/record/")
    page.get_by_label(LINE).fill(HALF)
    put_down(someone)

    def lose(route: Route) -> None:
        route.fetch()
        route.abort()

    page.route("**/unsent", lose)
    with page.expect_event("requestfailed", lambda asked: asked.url.endswith("/unsent")):
        someone.press("Open it again")
    expect(page.get_by_label(LINE)).to_have_value("")
    page.unroute("**/unsent")
    asked = someone.served.answered("/unsent")
    page.reload()
    expect(page.get_by_label(LINE)).to_have_value(HALF)
    someone.served.wait_for("/unsent", more_than=asked + 1)  # it says that it is back
    page.reload()
    expect(page.get_by_label(LINE)).to_have_value("")
    someone.watch.forgive("ERR_FAILED")


def test_of_two_choices_that_wait_for_a_page_the_newer_one_is_back(someone: Visitor) -> None:
    page = someone.page
    page.clock.install()
    someone.plan("Getting work done on time")
    someone.open("/record/")
    page.get_by_role("link", name="How it is going").click()
    page.route("**/unsent", lambda route: route.abort())
    for mood in ("Good", "Hard"):
        expect(page.get_by_label("Good", exact=True)).not_to_be_checked()
        page.get_by_label(mood, exact=True).check()
        put_down(someone)
        if mood == "Hard":
            page.unroute("**/unsent")
        someone.press("Open it again")
    expect(page.get_by_label("Hard", exact=True)).to_be_checked()
    expect(page.get_by_text("What you were typing is back on this page.")).to_be_visible()
    someone.watch.forgive("ERR_FAILED")


def test_without_a_network_the_page_is_covered_and_nothing_typed_is_lost(someone: Visitor) -> None:
    someone.page.clock.install()
    someone.plan("Getting work done on time")
    someone.open("/record/")
    someone.page.get_by_label(LINE).fill(HALF)
    someone.page.context.set_offline(True)
    someone.let_pass(16)
    again = someone.page.get_by_role("button", name="Try again")
    again.wait_for()
    expect(someone.page.get_by_label(LINE)).to_be_hidden()
    expect(someone.page.get_by_role("link", name="Your steps")).to_be_hidden()
    someone.page.context.set_offline(False)
    again.click()
    someone.press("Open it again")
    expect(someone.page.get_by_label(LINE)).to_have_value(HALF)
    someone.watch.forgive("INTERNET")


@pytest.mark.parametrize("answer", [400, 500])
def test_where_closing_fails_the_page_stays_covered_and_says_so(someone: Visitor, answer: int) -> None:
    page = someone.page
    page.clock.install()
    someone.plan("Getting work done on time")
    someone.open("/record/")
    page.get_by_label(LINE).fill(HALF)
    page.route("**/closed", lambda route: route.fulfill(status=answer, body="no"))
    someone.let_pass(16)
    cover = page.get_by_role("alertdialog", name="Something went wrong on our side")
    cover.wait_for()
    expect(page.get_by_label(LINE)).to_be_hidden()
    expect(page.get_by_role("link", name="Your steps")).to_be_hidden()
    expect(page).to_have_url(re.compile("/record/$"))
    with page.expect_response("**/closed"):
        cover.get_by_role("button", name="Try again").click()
    expect(cover).to_be_visible()
    page.unroute("**/closed")
    if answer == 400:  # it may be refused for as long as the page stands: there is a way on
        cover.get_by_role("link", name="Go on without what I was typing").click()
    else:
        cover.get_by_role("button", name="Try again").click()
    someone.press("Open it again")
    expect(page.get_by_label(LINE)).to_have_value("" if answer == 400 else HALF)
    someone.watch.forgive(str(answer))


def test_leaving_with_a_half_written_line_shows_it_to_nobody_and_keeps_it(someone: Visitor) -> None:
    a_page_elsewhere(someone.page)
    someone.plan("Getting work done on time")
    someone.open("/record/")
    someone.open("/goals/")
    someone.page.get_by_label("The goals in the paper’s own words").fill(HALF)
    someone.page.get_by_role("heading", level=1).click()  # Shift in a box is for capitals there too
    press_shift_three_times(someone.page)
    gone(someone)
    for _back in range(2):
        someone.page.go_back()
        expect(someone.page.get_by_role("heading", level=1)).to_have_text("Closed for now")
        assert HALF not in someone.page.content()
    someone.open("/goals/")
    someone.press("Open it again")
    expect(someone.page.get_by_label("The goals in the paper’s own words")).to_have_value(HALF)
    someone.watch.forgive("403")


@pytest.mark.parametrize("by", ["button", "keys"])
def test_leaving_replaces_the_page_and_closes_what_is_kept(someone: Visitor, by: str) -> None:
    a_page_elsewhere(someone.page)
    someone.plan("Getting work done on time")
    if by == "button":
        someone.page.get_by_role("link", name="Leave this page").click()
    else:
        press_shift_three_times(someone.page)
    gone(someone)
    someone.page.go_back()
    assert not someone.page.get_by_role("heading", name="Your way through").count()
    someone.open("/plan/")
    assert someone.heading("Closed for now")
    someone.watch.forgive("403")


def test_leaving_takes_the_other_tabs_along(someone: Visitor) -> None:
    a_page_elsewhere(someone.page)
    someone.plan("Getting work done on time")
    another = someone.page.context.new_page()
    another.goto(someone.address + "/record/")
    another.get_by_label(LINE).fill(HALF)
    someone.page.get_by_role("link", name="Leave this page").click()
    another.get_by_role("heading", name="Encyclopedia").wait_for()
    gone(someone)
    someone.served.wait_for("/leave", more_than=1)  # that of the other tab, with what was typed there
    another.goto(someone.address + "/record/")
    another.get_by_role("button", name="Open it again").click()
    expect(another.get_by_label(LINE)).to_have_value(HALF)
    someone.watch.forgive("403")


def test_the_way_out_needs_no_script_and_no_mouse(without_script: Visitor) -> None:
    page = without_script.page
    a_page_elsewhere(page)
    without_script.open("/help")
    page.get_by_role("link", name="Leave this page").click()
    gone(without_script, keeping=False)
    without_script.plan("Getting work done on time")
    without_script.open("/plan/")
    for _time in range(2):  # the second link of every page
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    gone(without_script)
    page.go_back()
    expect(page.get_by_role("heading", name="Closed for now")).to_be_visible()


def test_what_was_typed_is_back_where_the_page_was_left_by_mistake(someone: Visitor) -> None:
    page = someone.page
    someone.plan("Getting work done on time")
    someone.open("/record/")
    page.get_by_label(LINE).fill(HALF)
    page.get_by_role("link", name="Waymark").first.click()
    someone.served.wait_for("/unsent")
    page.get_by_role("link", name="Record").first.click()
    expect(page.get_by_label(LINE)).to_have_value(HALF)
    expect(page.get_by_text("What you were typing is back on this page.")).to_be_visible()
    page.reload()
    expect(page.get_by_label(LINE)).to_have_value(HALF)
    someone.press("Write it down")
    expect(page.get_by_text(HALF)).to_be_visible()
    someone.open("/record/")
    expect(page.get_by_label(LINE)).to_have_value("")


def test_a_code_that_was_typed_is_held_nowhere(someone: Visitor) -> None:
    page = someone.page
    page.clock.install()
    someone.plan("Getting work done on time")
    someone.open("/come-back")
    page.get_by_label("Your code").fill("7K2M 9QXT")
    with page.expect_request("**/closed") as closing:
        someone.let_pass(16)
    assert "7K2M" not in (closing.value.post_data or "")


def test_what_was_saved_elsewhere_since_is_not_written_over_after_the_pause(someone: Visitor) -> None:
    page, start = someone.page, "When did the plan start?"
    page.clock.install()
    someone.plan("Getting work done on time")
    someone.open("/questionnaire/situation")
    page.get_by_label(start).fill("20 February")
    page.get_by_label(start).blur()
    someone.let_pass(0.1)
    someone.saved()
    another = page.context.new_page()
    another.goto(page.url)
    another.get_by_label(start).fill("23 February")
    another.get_by_role("button", name="Continue").last.click()
    another.wait_for_url(lambda url: not url.endswith("/situation"))
    another.close()
    put_down(someone)
    someone.press("Open it again")
    expect(page.get_by_label(start)).to_have_value("23 February 2026")
    assert not page.get_by_text("What you were typing is back on this page.").count()


def test_a_tick_on_its_way_as_the_page_closes_is_not_put_back_as_if_it_were_typed(someone: Visitor) -> None:
    page = someone.page
    page.clock.install()
    someone.plan("Getting work done on time")
    page.get_by_label(LINE).fill(HALF)
    with someone.served.answering_late("/plan/tick"):
        page.get_by_role("checkbox").first.check()
        someone.served.wait_for("/plan/tick")
        with page.expect_request("**/closed") as closing:
            page.clock.run_for(16 * 60_000)
        page.get_by_role("heading", name="Closed for now").wait_for()
    sent = closing.value.post_data or ""
    assert HALF in sent
    assert "/plan/tick" not in sent, "another step may stand in its place by then"
    someone.press("Open it again")
    expect(page.get_by_label(LINE)).to_have_value(HALF)
    expect(page.get_by_role("checkbox", checked=True)).to_have_count(1)


def test_where_nothing_is_kept_any_more_no_pause_takes_the_answers(someone: Visitor) -> None:
    page = someone.page
    page.clock.install()
    someone.begin()
    someone.choose("How are you coping today?", "I am struggling")
    someone.press("Continue")
    someone.open("/questionnaire/device")
    someone.choose("Is this a work device", "Yes, at least one of them")
    someone.press("Continue")
    someone.press("Remove what is kept, and go on")
    someone.let_pass(16)
    expect(page.get_by_role("button", name="I am still here")).to_be_hidden()
    expect(page.get_by_role("heading", name="Closed for now")).to_have_count(0)
    someone.to_check()
    expect(page.get_by_text("I am struggling")).to_be_visible()
