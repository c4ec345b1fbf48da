"""Phones of some years ago: what their browsers lack is not missed."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visitor
from tests.browser.test_working import first_view

OLDER = """
Object.defineProperty(SubmitEvent.prototype, "submitter", { get: () => undefined });
delete HTMLFormElement.prototype.requestSubmit;
delete Response.json;
const Newer = FormData;
window.FormData = class extends Newer { constructor(form) { super(form); } };
"""
"""As in Safari 15.0: no `submitter`, no `requestSubmit`, no `Response.json`; `FormData` takes only a form."""


@pytest.fixture
def older(someone: Visitor) -> Visitor:
    someone.page.add_init_script(OLDER)
    return someone


def test_the_one_next_thing_is_ticked_and_taken_back(older: Visitor) -> None:
    page = older.page
    older.plan("Getting work done on time")
    before = first_view(older)
    older.press("I have done it")
    expect(page.get_by_role("button", name="Undo")).to_be_focused()
    assert first_view(older) != before
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("That was taken back.").first).to_be_visible()
    assert first_view(older) == before


def test_each_button_of_the_questions_does_what_it_says(older: Visitor) -> None:
    page = older.page
    older.begin()
    older.choose("How are you coping today?", "I am struggling")
    older.press("Continue")
    older.press("Back")
    expect(page.get_by_label("I am struggling")).to_be_checked()
    page.get_by_text("I do not feel safe", exact=True).click()
    expect(page.get_by_role("heading", name="You don’t have to be alone with this")).to_be_visible()


def test_steps_are_there_without_a_network(older: Visitor) -> None:
    older.plan("Getting work done on time")
    older.open("/without-network")
    older.press("Keep my steps on this device")
    older.open("/plan/")
    older.page.locator("html[data-steps-kept=true]").wait_for(state="attached")  # a mark of the script
    older.page.context.set_offline(True)
    older.open("/plan/")
    expect(older.page.get_by_role("heading", level=1)).to_have_text(re.compile("steps", re.IGNORECASE))
    older.page.context.set_offline(False)
    older.watch.forgive("INTERNET")
