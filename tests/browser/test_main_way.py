"""The main way in a real browser, on a phone and on a desktop."""

from __future__ import annotations

import itertools
import sqlite3
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Request, Route, expect

from tests.browser.conftest import PHONE, Visitor, visitor


@pytest.mark.both_sizes
def test_from_the_start_to_ticked_steps(someone: Visitor) -> None:
    someone.walk_to_plan("Getting work done on time")
    expect(someone.page).to_have_title("Your steps – Waymark")
    expect(someone.page.get_by_text("Day 12 of 60.", exact=True)).to_be_visible()
    step = someone.page.get_by_role("checkbox").first
    step.check()
    someone.arrived()
    someone.page.reload()
    expect(someone.page.get_by_role("checkbox").first).to_be_checked()
    step.uncheck()
    someone.arrived()
    someone.page.reload()
    expect(someone.page.get_by_role("checkbox").first).not_to_be_checked()


@pytest.mark.both_sizes
def test_the_whole_way_without_a_script(without_script: Visitor) -> None:
    without_script.walk_to_plan("Skills, tools or systems", "Customers or clients")
    page = without_script.page
    page.get_by_role("checkbox").first.check()
    without_script.press("Save my ticks")
    expect(page.get_by_role("checkbox").first).to_be_checked()


def test_without_a_script_opened_questions_are_shown_before_going_on(without_script: Visitor) -> None:
    without_script.begin()
    without_script.press("Continue")
    without_script.choose("What does the plan say must change?", "Customers or clients", "Communication")
    without_script.press("Continue")
    assert without_script.heading("Your answer opened one more question")
    opened = without_script.page.get_by_role("group", name="Which one matters most in the plan?")
    expect(opened).to_be_visible()


def test_with_a_script_opened_questions_come_at_once_and_go_at_once(someone: Visitor) -> None:
    someone.begin()
    someone.press("Continue")
    opened = someone.page.get_by_role("group", name="Which one matters most in the plan?")
    expect(opened).to_have_count(0)
    someone.choose("What does the plan say must change?", "Communication")
    box = someone.page.get_by_label("Customers or clients").first
    box.check()
    expect(opened).to_be_visible()
    expect(box).to_be_focused()
    box.uncheck()
    expect(opened).to_have_count(0)


def test_typed_text_stays_when_questions_open_around_it(someone: Visitor) -> None:
    someone.plan("Getting work done on time")
    someone.press("Answer more for a closer plan")
    someone.page.get_by_label("most important goal").fill("Two deliveries a week")
    someone.page.get_by_text("What you told us here before").click()
    someone.page.get_by_label("Customers or clients").first.check()
    expect(someone.page.get_by_text("Saved.")).to_be_attached()
    expect(someone.page.get_by_label("most important goal")).to_have_value("Two deliveries a week")


def test_answers_are_saved_as_one_goes_and_found_in_a_new_window(
    browser: Browser, address: str, someone: Visitor
) -> None:
    someone.begin()
    someone.choose("How are you coping today?", "I am struggling")
    expect(someone.page.get_by_text("Saved.")).to_be_attached()
    again = browser.new_context(storage_state=someone.page.context.storage_state(), viewport=PHONE)
    later = visitor(again, address)
    later.open("/")
    later.page.get_by_role("link", name="Go on where you left off").click()
    later.open("/questionnaire/situation")
    expect(later.page.get_by_label("I am struggling")).to_be_checked()
    again.close()


def test_a_save_that_comes_late_does_not_undo_the_page_that_was_sent_after_it(someone: Visitor) -> None:
    held: list[Request] = []

    def hold(route: Route) -> None:
        held.append(route.request)
        route.fulfill(status=204)

    someone.begin()
    someone.page.route("**/turn", hold)
    with someone.page.expect_response("**/turn"):
        someone.choose("How are you coping today?", "I am struggling")
    someone.choose("How are you coping today?", "I am all right")
    someone.press("Continue")
    late = held[0]
    body = late.post_data_buffer or b""
    kind = late.headers["content-type"]
    answer = someone.page.context.request.post(late.url, data=body, headers={"content-type": kind})
    assert answer.json()["saved"] is False
    someone.open("/questionnaire/situation")
    expect(someone.page.get_by_label("I am all right")).to_be_checked()


def test_another_browser_finds_nothing(browser: Browser, address: str, someone: Visitor) -> None:
    someone.plan()
    stranger = browser.new_context()
    other = visitor(stranger, address)
    other.open("/plan/")
    assert other.heading("Before you start")
    stranger.close()


def test_a_work_device_stores_nothing_and_still_gets_a_plan(someone: Visitor, tmp_path: Path) -> None:
    someone.begin("Yes, at least one of them")
    assert someone.heading("This device may be watched")
    someone.press("Go on and keep nothing")
    someone.choose("Where are you now with the plan?", "It is under way")
    someone.press("Continue")
    someone.choose("What does the plan say must change?", "Numbers or targets")
    someone.press("Continue")
    someone.to_check()
    someone.press("Make my plan")
    assert someone.heading("Your way through")
    expect(someone.page.get_by_text("ticks can’t be kept")).to_be_visible()
    expect(someone.page.get_by_role("checkbox")).to_have_count(0)
    with someone.page.expect_download() as download:
        someone.press("Markdown task list")
    assert download.value.suggested_filename == "waymark-checklist.md"
    with sqlite3.connect(tmp_path / "waymark.db") as db:
        assert db.execute("SELECT count(*) FROM client_files").fetchone() == (0,)
        assert db.execute("SELECT count(*) FROM documents").fetchone() == (0,)


def test_on_a_device_that_others_use_too_what_is_kept_gets_a_code_and_closes_soon(someone: Visitor) -> None:
    page = someone.page
    page.clock.install()
    someone.begin("No, but others use it too")
    assert someone.heading("If others use this device too")
    someone.press("Keep my answers, and write down a code")
    someone.press("Show me my code")
    assert someone.heading("Write this code down now")
    page.get_by_role("link", name="I have written it down").click()
    someone.choose("Where are you now with the plan?", "It is under way")
    someone.press("Continue")
    someone.let_pass(6)
    expect(page.get_by_label("Your code")).to_be_visible()


def test_exclusive_answers_go_alone(someone: Visitor) -> None:
    someone.begin()
    someone.open("/questionnaire/rights")
    question = "In the 6 months before the plan"
    someone.choose(question, "I got a new manager", "None of these")
    group = someone.page.get_by_role("group", name=question)
    expect(group.get_by_label("I got a new manager")).not_to_be_checked()
    someone.choose(question, "I got a new manager")
    expect(group.get_by_label("None of these")).not_to_be_checked()


def test_not_feeling_safe_opens_help_at_once_and_lets_the_person_go_on(someone: Visitor) -> None:
    someone.begin()
    someone.page.get_by_text("I do not feel safe", exact=True).click()
    expect(someone.page.get_by_role("heading", name="You don’t have to be alone with this")).to_be_visible()
    someone.page.get_by_role("link", name="Go on with the questions").click()
    expect(someone.page.get_by_label("I do not feel safe", exact=True)).to_be_checked()


def test_with_the_arrow_keys_nothing_jumps_but_help_is_shown(someone: Visitor) -> None:
    someone.begin()
    someone.page.get_by_label("I am struggling").focus()
    someone.page.keyboard.press("Space")
    someone.page.keyboard.press("ArrowDown")
    expect(someone.page.get_by_role("button", name="Open help now")).to_be_visible()
    someone.page.keyboard.press("ArrowDown")
    expect(someone.page.get_by_role("button", name="Open help now")).to_be_hidden()


def test_an_answer_saved_on_the_way_still_opens_help_when_going_on(someone: Visitor) -> None:
    someone.begin()
    someone.page.get_by_label("I do not feel safe", exact=True).focus()
    someone.page.keyboard.press("Space")
    expect(someone.page.get_by_text("Saved.")).to_be_attached()
    someone.press("Continue")
    assert someone.heading("You don’t have to be alone with this")


def test_a_device_marked_later_as_watched_is_spoken_of_though_saved_on_the_way(someone: Visitor) -> None:
    someone.begin()
    someone.open("/questionnaire/device")
    someone.choose("Is this a work device", "I am not sure")
    expect(someone.page.get_by_text("Saved.")).to_be_attached()
    someone.press("Continue")
    assert someone.heading("If this may be your employer’s device")
    someone.press("Remove what is kept, and go on")
    expect(someone.page.get_by_text("Nothing is being saved")).to_be_visible()


def test_what_is_wrong_takes_the_focus_and_leads_to_its_box(someone: Visitor) -> None:
    someone.begin()
    someone.page.get_by_label("How many days does the plan last?").fill("a month or so")
    with someone.page.expect_response(lambda answer: answer.status == 422):
        someone.press("Continue")
    summary = someone.page.get_by_role("alert")
    expect(summary).to_be_focused()
    summary.get_by_role("link").click()
    box = someone.page.get_by_label("How many days does the plan last?")
    expect(box).to_be_focused()
    expect(box).to_have_value("a month or so")
    expect(someone.page.get_by_role("heading", name="One thing to put right")).to_be_visible()
    someone.watch.forgive("422")  # the browser notes the status of the page in its console


@pytest.mark.parametrize("kind", ["Markdown task list", "CSV table", "JSON"])
def test_the_checklist_downloads_under_a_neutral_name(someone: Visitor, kind: str) -> None:
    someone.plan("Getting work done on time")
    with someone.page.expect_download() as download:
        someone.page.get_by_role("link", name=kind, exact=True).click()
    assert download.value.suggested_filename.startswith("waymark-checklist.")
    assert Path(download.value.path()).stat().st_size > 500


def test_each_item_opens_to_its_reasons(someone: Visitor) -> None:
    someone.plan("Getting work done on time")
    item = someone.page.get_by_role("article").nth(1)
    reasons = item.get_by_role("heading", name="Why this is here")
    expect(reasons).to_be_hidden()
    item.get_by_role("heading").first.click()
    expect(reasons).to_be_visible()


def test_the_print_page_is_made_for_paper(someone: Visitor) -> None:
    someone.plan("Getting work done on time")
    someone.open("/plan/print")
    someone.page.emulate_media(media="print")
    expect(someone.page.get_by_role("heading", name="My action plan")).to_be_visible()
    expect(someone.page.get_by_role("link", name="Get help now")).to_be_hidden()
    expect(someone.page.get_by_role("button", name="Print")).to_be_hidden()


PAGES = (
    "/",
    "/help",
    "/reading",
    "/questionnaire/goals",
    "/questionnaire/check",
    "/plan/",
    "/plan/print",
    "/kept",
)


@pytest.mark.both_sizes
def test_help_is_one_step_away_everywhere(someone: Visitor) -> None:
    someone.plan("Getting work done on time")
    for path in PAGES:
        someone.open(path)
        someone.page.get_by_role("link", name="Get help now").click()
        expect(someone.page.get_by_role("heading", level=1)).to_contain_text("alone")


@pytest.mark.parametrize("size", ["phone"], indirect=True)
def test_nothing_runs_out_of_the_page_at_any_width(someone: Visitor) -> None:
    someone.plan("Getting work done on time", "Skills, tools or systems")
    for path, width in itertools.product(PAGES, (320, 360, 1280)):
        someone.page.set_viewport_size({"width": width, "height": 700})
        someone.open(path)
        for more in someone.page.get_by_role("article").all()[:3]:
            more.get_by_role("heading").first.click()
        wide = someone.page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert wide == 0, f"{path} is {wide} pixels too wide at {width}"


@pytest.mark.both_sizes
def test_everything_to_touch_is_large_enough(someone: Visitor) -> None:
    """44 px high where it stands by itself; links inside a sentence are left out (WCAG 2.5.8)."""
    someone.plan("Getting work done on time")
    for path in PAGES:
        someone.open(path)
        small = someone.page.evaluate(
            """() => [...document.querySelectorAll('button, a, summary, .choice label, .box')]
                .filter((one) => one.checkVisibility() && !one.closest('.unseen, .skip-link, p, .sources')
                    && !one.classList.contains('unseen') && !one.classList.contains('skip-link'))
                .map((one) => [one.textContent.trim().slice(0, 40), one.getBoundingClientRect().height])
                .filter(([, height]) => height < 44)"""
        )
        assert small == [], path


@pytest.mark.both_sizes
def test_the_focus_can_always_be_seen(someone: Visitor) -> None:
    someone.begin()
    for _ in range(12):
        someone.page.keyboard.press("Tab")
        seen = someone.page.evaluate(
            """() => { const one = document.activeElement;
                const drawn = one.matches('.choice input') ? one.nextElementSibling : one;
                return getComputedStyle(drawn).outlineStyle !== 'none' || one.outerHTML.slice(0, 200); }"""
        )
        assert seen is True
