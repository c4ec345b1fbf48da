"""States that only a script makes: what opens, what is said, and what is told before a page closes."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.conftest import Visitor
from tests.browser.looking import ENDS, SHORT, findings, open_all

CONCERN = "Getting work done on time"


def test_what_only_a_script_shows_has_no_findings(someone: Visitor) -> None:
    page = someone.page
    size = page.viewport_size
    assert size is not None
    seen: dict[str, list[str]] = {}

    def look(state: str) -> None:
        seen[state] = findings(page, ENDS)
        page.set_viewport_size(size)

    page.emulate_media(reduced_motion="reduce")  # a colour half way to another is none of ours
    page.clock.install()
    someone.begin()
    page.get_by_label("I am struggling").focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("button", name="Open help now")).to_be_visible()
    look("help is offered")
    page.keyboard.press("ArrowUp")
    page.get_by_label("How many days does the plan last?").fill("a month or so")
    someone.press("Continue")
    expect(page.get_by_role("alert")).to_be_focused()
    look("something to put right")
    someone.watch.forgive("422")  # the browser notes such an answer
    page.get_by_label("How many days does the plan last?").fill("60")
    someone.press("Continue")
    someone.choose("What does the plan say must change?", CONCERN, "Communication")
    expect(page.get_by_role("group", name="Which one matters most in the plan?")).to_be_visible()
    look("an opened question")
    someone.press("Continue")
    someone.to_check()
    someone.press("Make my plan")
    someone.press("I have done it")
    expect(page.get_by_role("button", name="Undo")).to_be_focused()
    open_all(page)
    look("a tick that can be taken back")
    page.context.set_offline(True)
    page.get_by_role("checkbox", checked=False).first.click()
    expect(page.get_by_text("That tick was not saved.").first).to_be_visible()
    look("a tick that was not saved")
    page.context.set_offline(False)
    someone.let_pass(14 + 1 / 6)
    # looking may take longer than the minute for which it is told
    page.clock.set_fixed_time(page.evaluate("Date.now() / 1000"))
    here = page.get_by_role("button", name="I am still here")
    expect(here).to_be_visible()
    look("told before it closes")
    page.set_viewport_size(SHORT)  # type: ignore[arg-type]
    expect(here).to_be_in_viewport(ratio=1)
    someone.watch.forgive("INTERNET")
    assert {state: found for state, found in seen.items() if found} == {}
