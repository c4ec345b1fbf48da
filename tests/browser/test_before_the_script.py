"""On a slow line a page stands before its script does: what was done on it until then counts all the same."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Route, expect

from tests.browser.conftest import Visitor

CONCERN = "Getting work done on time"
SCRIPT = re.compile(r"/js/waymark\.js")


@contextmanager
def before_the_script(visitor: Visitor) -> Iterator[None]:
    """The page is loaded anew, and its script is on its way until the end."""
    page, waiting = visitor.page, list[Route]()
    page.route(SCRIPT, lambda route: waiting.append(route))  # the browser keeps no copy of what is routed
    with page.expect_request(SCRIPT):
        page.reload(wait_until="commit")
    yield
    for route in waiting:
        route.continue_()
    page.unroute(SCRIPT)
    visitor.page.locator("html.js").wait_for(state="attached")  # a mark of the script, which no person sees
    visitor.arrived()


def test_a_tick_is_kept_and_shown(someone: Visitor) -> None:
    page = someone.page
    someone.plan(CONCERN)
    box = page.get_by_role("checkbox").first
    with before_the_script(someone):
        box.check()
        expect(page.get_by_text("Nothing is ticked yet.")).to_be_visible()
    expect(page.get_by_text("behind you.").first).to_be_visible()
    someone.open("/plan/")
    expect(box).to_be_checked()
    with before_the_script(someone):
        box.uncheck()
    expect(page.get_by_text("Nothing is ticked yet.")).to_be_visible()
    someone.open("/plan/")
    expect(box).not_to_be_checked()


def test_a_box_that_was_ticked_and_unticked_is_as_it_was(someone: Visitor) -> None:
    someone.plan(CONCERN)
    box = someone.page.get_by_role("checkbox").first
    with before_the_script(someone):
        box.check()
        box.uncheck()
    assert not someone.served.answered("/plan/tick")
    expect(box).not_to_be_checked()


def test_an_answer_is_saved_and_opens_what_hangs_on_it(someone: Visitor) -> None:
    page = someone.page
    someone.plan(CONCERN)
    someone.open("/questionnaire/support")
    by_when = page.get_by_label("By what date have you been asked to sign?")
    with before_the_script(someone):
        someone.choose("Have you been asked to sign the plan?", "Yes, and I have not answered yet")
        expect(by_when).to_be_hidden()
    expect(by_when).to_be_visible()
    someone.saved()
    page.reload()
    expect(page.get_by_label("Yes, and I have not answered yet", exact=True)).to_be_checked()


def test_who_says_not_to_be_safe_has_the_way_to_help_before_them(someone: Visitor) -> None:
    page = someone.page
    someone.begin()
    with before_the_script(someone):
        page.get_by_label("I do not feel safe", exact=True).check()
    expect(page.get_by_role("button", name="Open help now")).to_be_visible()


def test_a_goal_half_written_stays_in_sight(someone: Visitor) -> None:
    page = someone.page
    someone.plan(CONCERN)
    someone.open("/goals/new")
    proof = page.get_by_label("What proves it, and where is that kept?")
    with before_the_script(someone):
        proof.fill("Half a thought")
    expect(proof).to_be_visible()
    expect(proof).to_be_focused()
    expect(proof).to_have_value("Half a thought")
