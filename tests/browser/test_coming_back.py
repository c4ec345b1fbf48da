"""In a real browser: a first plan the short way, a code, another device, and taking everything along."""

from __future__ import annotations

import json
import re
import sqlite3
import time
from contextlib import closing

from flask import Flask
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import PHONE, Visitor, visitor
from tests.browser.test_steps_offline import NONE, becomes

CODE = re.compile(r"\b[0-9A-Z]{4}(?:\s+[0-9A-Z]{4}){6}\b")
FIVE_MINUTES = 300
THINKING = 8
"""Seconds that someone takes for a question of choices: to read it, and to choose."""


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


def test_without_a_script_no_button_is_shown_that_needs_one(without_script: Visitor) -> None:
    without_script.plan("Getting work done on time")
    without_script.open("/code")
    without_script.press("Show me my code")
    for words in ("Print it", "Copy it"):
        expect(without_script.page.get_by_role("button", name=words)).to_have_count(0)


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
    someone.page.get_by_label("What was done, or what was said").fill("Sent the release notes")
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
