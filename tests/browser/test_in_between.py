"""What lies between the parts: each is done here by a person, by role and label, on a phone."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, expect

from engine.knowledge_base import KnowledgeBase
from tests.browser.conftest import PHONE, TODAY, Visitor, visitor
from tests.browser.test_weight import with_plan
from webapp import create_app
from webapp.guides.opaque import opaque

STEP = f"/plan/work/step/{opaque('evidence_log')}"


class Day:
    """The day on which the app is used, which a test may let pass."""

    today = TODAY


@pytest.fixture
def day() -> Day:
    return Day()


@pytest.fixture
def app(tmp_path: Path, kb: KnowledgeBase, day: Day) -> Flask:
    return create_app(tmp_path, today=lambda: day.today, engine="compiled", kb=kb)


@pytest.fixture
def planned(browser: Browser, address: str, app: Flask, kb: KnowledgeBase) -> Iterator[Visitor]:
    """Someone on a phone who has a plan; complaints of the browser fail the test."""
    context = browser.new_context(viewport=PHONE, permissions=["clipboard-read", "clipboard-write"])
    cookie = with_plan(app, kb, "project_manager_late_deliveries")
    context.add_cookies([{"name": "waymark", "value": cookie, "url": address}])
    someone = visitor(context, address)
    yield someone
    context.close()
    assert someone.watch.complaints == []
    assert someone.watch.foreign == []


def test_why_a_question_is_asked_is_told_where_it_stands(planned: Visitor) -> None:
    planned.open("/questionnaire/goals")
    told = planned.page.get_by_role("main").get_by_role("paragraph").filter(visible=True)
    before = told.count()
    planned.page.get_by_text("Why we ask").filter(visible=True).first.click()
    expect(told).to_have_count(before + 1)


def test_a_code_is_shown_once_to_copy_or_print_and_a_lost_one_is_explained(planned: Visitor) -> None:
    page = planned.page
    planned.open("/code")
    planned.press("Show me my code")
    expect(page.get_by_role("button", name="Print it")).to_be_visible()
    page.get_by_role("button", name="Copy it").click()
    expect(page.get_by_role("status").filter(has_text="Copied.")).to_be_visible()
    code = page.evaluate("navigator.clipboard.readText()")
    assert re.fullmatch(r"[0-9A-Z]{4}(-[0-9A-Z]{4}){6}", code)
    planned.open("/code")
    assert code.partition("-")[0] not in page.get_by_role("main").inner_text()
    planned.open("/come-back")
    page.get_by_role("link", name="lost").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("If your code is lost")
    expect(page.get_by_text("We can’t find it for you.")).to_be_visible()


def test_lost_days_move_what_is_left_and_can_be_taken_back(someone: Visitor, day: Day) -> None:
    someone.plan("Getting work done on time")
    page = someone.page
    day.today = TODAY + datetime.timedelta(days=10)
    someone.open("/plan/work/")
    someone.choose("How many?", "A week")
    someone.press("Move what is left")
    expect(page.get_by_role("status").first).to_be_visible()
    someone.open("/plan/work/")
    changes = page.get_by_role("region", name="What I changed")
    expect(changes.get_by_role("listitem")).to_have_count(1)
    changes.get_by_role("button", name="Undo").click()
    expect(changes.get_by_role("listitem")).to_have_count(0)


def test_a_step_is_moved_and_put_aside_with_a_reason_and_comes_back(planned: Visitor) -> None:
    page = planned.page
    planned.open(STEP)
    title = page.get_by_role("heading", level=1).inner_text()
    place = page.get_by_role("region", name="Its place")
    stood = place.get_by_text("It is number").inner_text()
    place.get_by_role("button", name="Move").first.click()
    planned.arrived()
    planned.open(STEP)
    expect(place.get_by_text("It is number")).not_to_have_text(stood)
    planned.choose("Why?", "I have no time for it.")
    planned.press("Put it aside")
    expect(page.get_by_text(f"Put aside: {title}").first).to_be_visible()
    planned.press("Undo")
    planned.open(STEP)
    expect(page.get_by_role("heading", level=1)).to_have_text(title)


def test_mood_and_confidence_are_noted_and_lines_of_one_goal_are_found(planned: Visitor) -> None:
    page = planned.page
    planned.open("/goals/")
    page.get_by_label("The goals in the paper’s own words").fill("Nine tickets a day")
    planned.press("Add these goals")
    planned.open("/record/")
    page.get_by_role("link", name="How it is going", exact=True).click()
    page.get_by_role("radio").first.check()
    planned.press("Write it down")
    page.get_by_role("link", name="Something done", exact=True).click()
    expect(page.get_by_text("customer", exact=False).first).to_be_visible()  # what stays out of it (SE19)
    page.get_by_label("What was done").fill("Closed nine tickets")
    page.get_by_label(re.compile("goal")).select_option("Nine tickets a day")
    planned.press("Write it down")
    page.get_by_text("Find something").click()
    finding = page.get_by_role("search")
    finding.get_by_label("For which goal").select_option("Nine tickets a day")
    page.get_by_role("button", name="Find").click()
    expect(page.get_by_role("heading", name="1 entry found")).to_be_focused()
    expect(page.get_by_text("Closed nine tickets")).to_be_visible()


@pytest.mark.parametrize("name", ["Friday report", "Agenda", "Halfway status", "Proof page"])
def test_each_report_is_written_from_the_record_changed_and_copied(planned: Visitor, name: str) -> None:
    page = planned.page
    planned.open("/goals/")
    page.get_by_label("The goals in the paper’s own words").fill("Nine tickets a day")
    planned.press("Add these goals")
    planned.open("/record/reports/")
    planned.press(f"Write it {name}")
    words = page.get_by_label("The words")
    words.fill(words.input_value() + "\nIn my own words")
    page.get_by_role("button", name="Copy").first.click()
    expect(page.get_by_role("status").filter(has_text="Copied")).to_be_visible()
    assert "In my own words" in page.evaluate("navigator.clipboard.readText()")


def test_a_story_like_ones_own_is_led_to_from_the_plan(planned: Visitor) -> None:
    page = planned.page
    planned.open("/plan/")
    story = page.get_by_role("region", name="A story that resembles this").get_by_role("link").first
    title = story.inner_text()
    story.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(title)
    expect(page.get_by_role("main").get_by_text("illustrat").first).to_be_visible()  # and no promise (SE4)
