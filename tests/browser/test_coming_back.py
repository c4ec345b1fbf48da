"""In a real browser: a first plan the short way, a code, another device, the lock, and the way out."""

from __future__ import annotations

import json
import re
import sqlite3
import time
from contextlib import closing

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.conftest import PHONE, Visitor, visitor
from tests.browser.test_steps_offline import NONE, becomes
from webapp.coming_back.leaving import ELSEWHERE

CODE = re.compile(r"\b[0-9A-Z]{4}(?:\s+[0-9A-Z]{4}){6}\b")
FIVE_MINUTES = 300
TOLD = 14 + 1 / 6
"""Minutes of rest after which a page tells that it closes in a minute."""
IN_A_HURRY = 3
"""Seconds within which the three presses count."""
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


def code_on(page: Page) -> str:
    """The code that is shown, as someone writes it down."""
    found = CODE.search(page.get_by_role("main").inner_text())
    assert found is not None
    return " ".join(found[0].split())


def test_the_short_way_leads_to_a_plan_in_under_five_minutes(someone: Visitor) -> None:
    began, asked = time.monotonic(), 1
    someone.begin()
    for _page in range(20):
        if someone.page.get_by_role("heading", name="Check your answers").count():
            break
        groups = someone.page.get_by_role("group").filter(
            has=someone.page.get_by_role("radio").or_(someone.page.get_by_role("checkbox"))
        )
        asked += groups.count() + someone.page.get_by_role("textbox").count()
        for box in groups.all():
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
    code = code_on(someone.page)
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


def test_without_a_script_no_button_is_shown_that_needs_one(without_script: Visitor) -> None:
    without_script.plan("Getting work done on time")
    without_script.open("/code")
    without_script.press("Show me my code")
    for words in ("Print it", "Copy it"):
        expect(without_script.page.get_by_role("button", name=words)).to_have_count(0)


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


FROM_ANYWHERE = ("/plan/", "/record/", "/goals/", "/questionnaire/situation", "/reading", "/help", "/")


def test_everything_can_be_taken_and_erased_in_two_clicks_from_anywhere(someone: Visitor, app: Flask) -> None:
    someone.plan("Getting work done on time")
    someone.page.get_by_role("link", name="Write down a code").click()
    someone.press("Show me my code")
    for path in FROM_ANYWHERE:
        someone.open(path)
        someone.page.get_by_role("link", name="What is kept here").click()
        with someone.page.expect_download() as download:
            someone.page.get_by_role("link", name="Take everything along").click()
        assert "answers" in json.loads(download.value.path().read_text(encoding="utf-8"))["documents"]
    someone.open("/without-network")
    someone.press("Keep my steps on this device")
    someone.open("/plan/")
    someone.page.get_by_role("link", name="What is kept here").click()
    someone.press("Erase everything kept here")
    assert someone.heading("It is all gone")
    database = app.extensions["waymark"].store.data_dir / "waymark.db"
    with closing(sqlite3.connect(database)) as db:
        left = {
            table: db.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            for table in ("client_files", "documents", "entries", "recovery_codes")
        }
    assert not any(left.values()), left
    assert not any(path.stat().st_size for path in database.parent.glob("waymark.db-wal"))
    assert becomes(someone.page, NONE)
    for cookie in someone.page.context.cookies():
        opened = cookie["name"] == "waymark" and session_of(app, cookie["value"])
        assert not opened or set(opened) <= {"csrf_token", "_permanent"}
        assert cookie["name"] != "waymark_offline"
    someone.open("/plan/")
    expect(someone.page).to_have_url(re.compile("/questionnaire/device$"))


def session_of(app: Flask, cookie: str) -> dict[str, object]:
    """What the signed cookie holds."""
    serializer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
    held: dict[str, object] = serializer.loads(cookie)
    return held


def test_a_file_brought_where_something_is_kept_asks_first(
    someone: Visitor, browser: Browser, address: str
) -> None:
    someone.plan("Getting work done on time")
    someone.open("/record/")
    someone.page.get_by_label(LINE).fill("Sent the release notes")
    someone.press("Write it down")
    someone.open("/kept")
    with someone.page.expect_download() as download:
        someone.page.get_by_role("link", name="Take everything along").click()
    with browser.new_context(viewport=PHONE) as context:
        there = visitor(context, address)
        there.plan("Communication")
        there.open("/come-back")
        there.page.get_by_label("The file").set_input_files(download.value.path())
        there.press("Bring it back")
        expect(there.page.get_by_text("Entries of the record.")).to_be_visible()
        there.page.get_by_text("Answers that are not the same").click()
        there.press("Add it here")
        expect(there.page.get_by_role("heading", level=1)).to_have_text("It is here now")
        there.page.get_by_role("link", name="See your steps").click()
        there.open("/record/")
        expect(there.page.get_by_text("Sent the release notes")).to_be_visible()
        there.open("/questionnaire/check")
        expect(there.page.get_by_text("Communication").first).to_be_visible()
        assert there.watch.complaints == []


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
    expect(someone.page.get_by_role("alert").get_by_text("3 February 2026 or 2 March 2026")).to_be_visible()
    someone.watch.forgive("422")
    start.fill("19 February")
    someone.press("Continue")
    someone.press("Back")
    assert start.input_value() == "19 February 2026"
