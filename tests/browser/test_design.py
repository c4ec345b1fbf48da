"""The looks, measured: what stands in the first view, what nothing covers, what does not move."""

from __future__ import annotations

import time

import pytest
from playwright.sync_api import Browser, Locator, Page, Route

from tests.browser.conftest import DESKTOP, PHONE, Visitor, visitor
from tests.browser.test_weight import DRAWN, SHIFTS
from webapp.guides.opaque import opaque

CONCERN = "Getting work done on time"
LATE = 0.4
"""Seconds after which a script comes that is slow."""
PAGES = (
    "/",
    "/questionnaire/device",
    "/questionnaire/situation",
    "/questionnaire/goals",
    "/questionnaire/check",
    "/plan/",
    f"/plan/step/{opaque('evidence_log')}",
    f"/plan/work/step/{opaque('evidence_log')}",
    "/plan/work/",
    "/plan/work/add",
    "/plan/ask",
    "/plan/print",
    f"/plan/letter/{opaque('clarify_goals')}",
    "/goals/",
    "/goals/progress",
    "/record/",
    "/record/check-ins",
    "/record/reports/",
    "/reading",
    f"/reading/guide/{opaque('first_48_hours')}",
    "/help",
    "/kept",
    "/without-network",
    "/a-coach",
    "/code",
    "/come-back",
    "/coach/login",
    "/nowhere",
)
IN_COLUMNS = ("/", "/questionnaire/goals", "/plan/", "/goals/", "/record/reports/")
"""Pages of each make that is laid out another way on a desktop."""
COVERED = """() => {
  const leave = document.querySelector("[data-leave]");
  const over = leave.getBoundingClientRect();
  const covered = [];
  for (const one of document.querySelectorAll("a[href], button, input, select, textarea, summary")) {
    if (one === leave || one.type === "hidden" || one.tabIndex < 0 || !one.checkVisibility()) continue;
    one.focus();
    const drawn = one.closest(".choice") ?? one;
    const box = drawn.getBoundingClientRect();
    if (!box.width || box.height > innerHeight / 2) continue;
    if (box.right > over.left && box.bottom > over.top && box.left < over.right && box.top < over.bottom)
      covered.push(one.outerHTML.slice(0, 100));
  }
  scrollTo(0, document.documentElement.scrollHeight);
  const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (words.nextNode()) {
    if (leave.contains(words.currentNode) || !words.currentNode.textContent.trim()) continue;
    if (!words.currentNode.parentElement.checkVisibility()) continue;
    const range = document.createRange();
    range.selectNodeContents(words.currentNode);
    for (const box of range.getClientRects())
      if (box.width > 1 && box.right > over.left && box.bottom > over.top && box.top < over.bottom)
        covered.push("at the end: " + words.currentNode.textContent.trim().slice(0, 60));
  }
  return covered;
}"""


def box(found: Locator) -> dict[str, float]:
    """Where something stands: x, y, width, height."""
    place = found.bounding_box()
    assert place is not None, f"{found} can't be seen"
    return dict(place)


def test_the_first_view_of_a_phone_says_where_next_this_week_and_how_it_goes(
    browser: Browser, address: str
) -> None:
    context = browser.new_context(viewport=PHONE)
    someone = visitor(context, address)
    someone.plan(CONCERN)
    page = someone.page
    page.evaluate("scrollTo(0, 0)")
    free = box(page.get_by_role("link", name="Leave this page"))["y"]
    for part in (
        page.get_by_text("Day 12 of 60.", exact=True),
        page.get_by_role("button", name="I have done it"),
        page.get_by_role("region", name="This week holds"),
        page.get_by_role("heading", name="How it goes"),
    ):
        place = box(part)
        assert place["y"] + place["height"] <= free, part
    assert page.get_by_role("region", name="This week holds").get_by_role("link").count() >= 2
    beside_the_way_out = "document.elementFromPoint(20, innerHeight - 20).closest('footer, main').localName"
    assert page.evaluate(beside_the_way_out) == "footer", "it lies over words"
    context.close()


def test_on_a_desktop_this_week_stands_beside_the_next_thing(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport=DESKTOP)
    someone = visitor(context, address)
    someone.plan(CONCERN)
    page = someone.page
    following = box(page.get_by_role("region", name="The one next thing"))
    week = box(page.get_by_role("region", name="This week holds"))
    assert week["x"] > following["x"] + following["width"]
    assert week["y"] < following["y"]
    start = box(page.get_by_role("link", name="Waymark"))["x"]
    for path in PAGES:
        someone.open(path)
        assert box(page.get_by_role("heading", level=1).first)["x"] == pytest.approx(start, abs=1), path
    context.close()


@pytest.mark.parametrize("width", [320, 360, 400])
def test_the_ways_about_stand_in_even_lines(browser: Browser, address: str, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 740})
    someone = visitor(context, address)
    someone.plan(CONCERN)
    links = someone.page.get_by_role("navigation", name="Main").get_by_role("link").all()
    lines = [round(box(one)["y"]) for one in links]
    most = 1 if width >= PHONE["width"] else 2
    assert len(set(lines)) <= most
    assert min(lines.count(line) for line in lines) > 1, "a link is left alone in a line"
    context.close()


def test_nothing_that_has_the_focus_is_covered(browser: Browser, address: str) -> None:
    """WCAG 2.4.11: the way out is fixed in its corner, and the page scrolls clear of it."""
    context = browser.new_context(viewport=PHONE)
    someone = visitor(context, address)
    someone.plan(CONCERN)
    covered: dict[str, list[str]] = {}
    for path in PAGES:
        someone.open(path)
        found = someone.page.evaluate(COVERED)
        if found:
            covered[path] = found[:3]
    assert covered == {}
    context.close()


def _slowly(route: Route) -> None:
    time.sleep(LATE)
    route.continue_()


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_nothing_moves_when_the_scripts_come_late(
    browser: Browser, address: str, size: dict[str, int]
) -> None:
    context = browser.new_context(viewport=size, service_workers="block")
    someone = visitor(context, address)
    someone.plan(CONCERN)
    context.add_init_script(f"({SHIFTS})()")
    context.route("**/waymark.js*", _slowly)
    paths = PAGES if size == PHONE else IN_COLUMNS
    shifted = {path: found for path in paths if (found := _shifts(someone, path))}
    context.close()
    assert shifted == {}


def _shifts(someone: Visitor, path: str) -> list[str]:
    """What moved on a page until its script had come and been at work."""
    page: Page = someone.page
    page.goto(someone.address + path)
    # the script's first work is this mark, which no person sees
    page.locator("html.js").wait_for(state="attached")
    page.evaluate(DRAWN)
    found: list[str] = page.evaluate("window.shifted")
    return found
