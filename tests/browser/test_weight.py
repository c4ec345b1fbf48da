"""Light and still: whole pages under 60 kB on the wire, nothing that shifts, drawn before any script,
and complete by keyboard alone.
"""

from __future__ import annotations

import datetime
import json
import time
from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, Route, expect

from engine.knowledge_base import KnowledgeBase, load_cases
from tests.browser.conftest import DESKTOP, PHONE, Visitor, visitor
from tests.webapp.without_script import Person
from webapp import services
from webapp.guides.opaque import opaque

MOST = 60_000
"""Bytes on the wire for a first visit to any page: headers, sheets and scripts too."""
SHIFTS = """() => {
  window.shifted = [];
  new PerformanceObserver((list) => {
    for (const one of list.getEntries()) {
      const what = one.sources?.[0]?.node?.outerHTML?.slice(0, 90);
      if (!one.hadRecentInput) window.shifted.push(`${one.value.toFixed(4)} ${what}`);
    }
  }).observe({ type: "layout-shift", buffered: true });
}"""


def answers_of(name: str, kb: KnowledgeBase) -> dict[str, object]:
    """A worked case's answers, as a browser's file holds them."""
    found = load_cases()[name].answers
    return {
        key: value.isoformat() if isinstance(value, datetime.date) else value
        for key, value in found.items()
        if key in kb.questions
    }


def with_plan(app: Flask, kb: KnowledgeBase, case: str) -> str:
    """The cookie of someone with this case's plan."""
    with app.app_context():
        documents = {"answers": answers_of(case, kb), "place": {"quick": False}}
        file = services().store.create_file(documents=documents)
        services().store.release()
    person = Person(app.test_client())
    with person.client.session_transaction() as session:
        session["file"] = file
    person.open("/questionnaire/check").press("Make my plan")
    cookie = person.client.get_cookie("waymark")
    assert cookie is not None
    return cookie.value


def as_visitor(browser: Browser, address: str, cookie: str | None, size: dict[str, int]) -> Visitor:
    """A visitor in a fresh browser who holds this cookie. Help's copy is fetched beside, once."""
    context = browser.new_context(viewport=size, service_workers="block")
    if cookie is not None:
        context.add_cookies([{"name": "waymark", "value": cookie, "url": address}])
    return visitor(context, address)


def weigh(browser: Browser, address: str, path: str, cookie: str | None) -> tuple[int, int]:
    """Bytes on the wire until the page is whole, with an empty cache; and of its first part."""
    someone = as_visitor(browser, address, cookie, PHONE)
    session = someone.page.context.new_cdp_session(someone.page)
    session.send("Network.enable")
    sizes: dict[str, int] = {}
    session.on(
        "Network.loadingFinished",
        lambda one: sizes.__setitem__(one["requestId"], int(one["encodedDataLength"])),
    )
    someone.open(path)
    someone.page.wait_for_load_state("networkidle")
    assert someone.watch.foreign == []
    someone.page.context.close()
    return sum(sizes.values()), next(iter(sizes.values()), 0)


def test_every_page_is_under_sixty_kilobytes(
    browser: Browser, app: Flask, address: str, kb: KnowledgeBase
) -> None:
    usual = with_plan(app, kb, "a_missed_shift")
    fullest = with_plan(app, kb, "dates_that_have_gone_by")
    pages: list[tuple[str, str | None]] = [
        ("/", None),
        ("/help", None),
        ("/reading", None),
        (f"/reading/guide/{opaque('is_it_in_good_faith')}", None),
        (f"/reading/guide/{opaque('for_coaches')}", None),
        ("/a-coach", usual),
        ("/questionnaire/goals", usual),
        ("/questionnaire/check", fullest),
        ("/plan/", usual),
        ("/plan/", fullest),
        ("/plan/print", fullest),
        ("/plan/ask", fullest),
        ("/kept", usual),
        ("/without-network", usual),
        (f"/plan/letter/{opaque('clarify_goals')}", usual),
    ]
    weights = {
        f"{path} {'' if cookie is None else 'full' if cookie == fullest else 'usual'}": weigh(
            browser, address, path, cookie
        )
        for path, cookie in pages
    }
    print(json.dumps(weights, indent=1))
    assert weights["/plan/ full"][0] > 15_000  # it was really weighed
    assert {page: found for page, found in weights.items() if found[0] >= MOST} == {}


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_nothing_shifts_while_a_page_opens_and_while_it_is_used(
    browser: Browser, address: str, size: dict[str, int]
) -> None:
    someone = as_visitor(browser, address, None, size)
    someone.plan("Getting work done on time")
    someone.page.context.add_init_script(f"({SHIFTS})()")
    paths = ("/", "/help", "/reading", "/plan/", "/questionnaire/goals", "/questionnaire/check", "/kept")
    shifted: dict[str, list[str]] = {}
    for path in paths:
        someone.open(path)
        someone.page.wait_for_load_state("networkidle")
        someone.page.mouse.wheel(0, 600)
        someone.page.wait_for_timeout(150)
        found = someone.page.evaluate("window.shifted")
        if found:
            shifted[path] = found
    someone.open("/plan/")
    someone.page.get_by_role("checkbox").first.check()
    expect(someone.page.get_by_text("1 of ").first).to_be_visible()
    shifted["ticking"] = someone.page.evaluate("window.shifted")
    someone.page.context.close()
    assert {path: found for path, found in shifted.items() if found} == {}


def test_pages_are_drawn_before_any_script_comes(browser: Browser, address: str) -> None:
    someone = as_visitor(browser, address, None, PHONE)
    held: list[Route] = []
    someone.page.route("**/*.js*", lambda route: held.append(route))
    someone.page.goto(address + "/", wait_until="commit")
    expect(someone.page.get_by_role("heading", level=1)).to_be_visible()
    assert someone.page.evaluate(PAINTED)
    assert held  # the scripts were still on their way
    for route in held:
        route.abort()
    someone.page.context.close()


PAINTED = """async () => {
  for (let tries = 0; tries < 100; tries += 1) {
    if (performance.getEntriesByName("first-contentful-paint").length) return true;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return false;
}"""


class Keys:
    """Someone who has a keyboard and nothing else: Tab to what has a name, then a key."""

    def __init__(self, page: Page):
        self.page = page

    def to(self, words: str, most: int = 250) -> None:
        """Tab on until what has the focus carries these words; AssertionError if it never does."""
        for _ in range(most):
            self.page.keyboard.press("Tab")
            found: str = self.page.evaluate(NAMED)
            if words in found:
                assert self._is_seen(), f"the focus on '{words}' can't be seen"
                return
        raise AssertionError(f"Tab never comes to '{words}' on {self.page.url}")

    def _is_seen(self) -> bool:
        """Whether the focus comes into sight: the page may still scroll to it."""
        until = time.monotonic() + PATIENCE
        while not self.page.evaluate(SEEN):
            if time.monotonic() > until:
                return False
            self.page.wait_for_timeout(20)
        return True

    def press(self, words: str) -> None:
        """Tab to a button or link, and press Enter."""
        self.to(words)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def choose(self, group: str, down: int) -> None:
        """Tab into a group of radio buttons, and go down to the answer."""
        self.to(group)
        self.page.keyboard.press("Space")
        for _ in range(down):
            self.page.keyboard.press("ArrowDown")


PATIENCE = 5
"""Seconds that a page may take to scroll to what has the focus."""
NAMED = """() => {
  const one = document.activeElement;
  if (one === document.body) return ""; // between the last stop and the first
  const group = one.closest("fieldset")?.querySelector("legend")?.innerText ?? "";
  return [one.innerText, one.value, one.labels?.[0]?.innerText, group].filter(Boolean).join(" | ");
}"""
SEEN = """() => {
  const one = document.activeElement;
  const drawn = [one, ...(one.labels ?? [])].some((part) => getComputedStyle(part).outlineStyle !== "none");
  const box = one.getBoundingClientRect();
  return drawn && box.bottom > 0 && box.top < innerHeight;
}"""


@pytest.fixture(params=["with a script", "without a script"])
def keys(request: pytest.FixtureRequest, browser: Browser, address: str) -> Iterator[Keys]:
    context = browser.new_context(
        viewport=DESKTOP, java_script_enabled=request.param == "with a script", reduced_motion="reduce"
    )
    page = context.new_page()
    page.set_default_timeout(8000)
    page.goto(address + "/")
    yield Keys(page)
    context.close()


def test_the_whole_way_by_keyboard_alone(keys: Keys) -> None:
    page = keys.page
    page.keyboard.press("Tab")
    assert "Skip to the page" in page.evaluate(NAMED)
    page.keyboard.press("Enter")
    keys.press("Begin")
    keys.choose("Is this a work device", 0)
    chosen = page.get_by_role("radio", checked=True)
    for _ in range(4):
        if "No, all of it is my own" in (page.evaluate(NAMED)):
            break
        page.keyboard.press("ArrowDown")
    expect(chosen).to_have_count(1)
    keys.press("Continue")
    for _ in range(20):
        if page.get_by_role("heading", name="Check your answers").count():
            break
        keys.press("Continue")
    keys.press("Make my plan")
    expect(page).to_have_title("Your steps – Waymark")
    step = page.get_by_role("checkbox").first
    name = step.evaluate("(one) => one.labels[0].innerText")
    keys.to(name)
    page.keyboard.press("Space")
    expect(step).to_be_checked()
    if page.get_by_role("button", name="Save my ticks").first.is_visible():
        keys.press("Save my ticks")
    else:
        expect(page.get_by_text("1 of ").first).to_be_visible()
        page.reload()
    expect(page.get_by_role("checkbox").first).to_be_checked()
    keys.press("Get help now")
    expect(page.get_by_role("heading", level=1)).to_have_text("You don’t have to be alone with this")
