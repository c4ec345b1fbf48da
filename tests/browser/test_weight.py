"""Light and still: whole pages under 60 kB on the wire, nothing that shifts, drawn before any
script.
"""

from __future__ import annotations

import datetime
import json
import time

import pytest
from flask import Flask
from playwright.sync_api import Browser, Locator, Route, expect

from engine.knowledge_base import KnowledgeBase, load_cases
from tests.browser.conftest import DESKTOP, PHONE, Visitor, visitor
from tests.browser.served import PATIENCE
from tests.webapp.without_script import Person
from webapp import services
from webapp.guides.opaque import opaque

MOST = 60_000
"""Bytes on the wire for a first visit to any page: headers, sheets and scripts too."""
NOTE = "What was agreed by telephone, with whom and until when, as it stands in the letter of that day. " * 4
"""A note that says much."""
SHIFTS = """() => {
  window.shifted = [];
  new PerformanceObserver((list) => {
    for (const one of list.getEntries()) {
      const what = one.sources?.[0]?.node?.outerHTML?.slice(0, 90);
      if (!one.hadRecentInput) window.shifted.push(`${one.value.toFixed(4)} ${what}`);
    }
  }).observe({ type: "layout-shift", buffered: true });
}"""

DRAWN = "new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))"
SCROLLED = """async () => {
  const frame = () => new Promise((drawn) => requestAnimationFrame(drawn));
  const room = document.documentElement.scrollHeight - innerHeight;
  for (let frames = 0; scrollY < Math.min(room, 1); frames += 1) {
    if (frames > 600) return false;
    await frame();
  }
  await frame();
  await frame(); // what shifted in the one before is told by now
  return true;
}"""


def top_of(one: Locator) -> float:
    box = one.bounding_box()
    assert box is not None
    return box["y"]


def answers_of(name: str, kb: KnowledgeBase) -> dict[str, object]:
    """A worked case's answers, as a browser's file holds them."""
    found = load_cases()[name].answers
    return {
        key: value.isoformat() if isinstance(value, datetime.date) else value
        for key, value in found.items()
        if key in kb.questions
    }


def with_plan(app: Flask, kb: KnowledgeBase, case: str, written: bool = False) -> str:
    """The cookie of someone with this case's plan; `written`: with a long note beside each step of it."""
    with app.app_context():
        documents = {"answers": answers_of(case, kb), "place": {"quick": False}}
        file = services().store.create_file(documents=documents)
        services().store.release()
    person = Person(app.test_client())
    with person.client.session_transaction() as session:
        session["file"] = file
    person.open("/questionnaire/check").press("Make my plan")
    if written:
        changes = [
            {"id": f"n{place}", "on": "2026-03-02", "kind": "note", "item": item, "text": f"{place} {NOTE}"}
            for place, item in enumerate(_items(app, file))
        ]
        with app.app_context():
            services().store.change(file, "changes", lambda _: {"form": 1, "changes": changes})
            services().store.release()
        assert person.open("/plan/").response.text.count(NOTE) == len(changes)
    cookie = person.client.get_cookie("waymark")
    assert cookie is not None
    return cookie.value


def _items(app: Flask, file: str) -> list[str]:
    with app.app_context():
        plan = services().store.read(file, "plan") or {}
        services().store.release()
    return [item["id"] for item in plan["items"]]


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
    asked: set[str] = set()
    sizes: dict[str, int] = {}
    session.on("Network.requestWillBeSent", lambda one: asked.add(one["requestId"]))
    session.on(
        "Network.loadingFinished",
        lambda one: sizes.__setitem__(one["requestId"], int(one["encodedDataLength"])),
    )
    someone.open(path)  # scripts and all that they ask for at once have been asked for by its end
    until = time.monotonic() + PATIENCE
    while asked - sizes.keys():
        assert time.monotonic() < until, f"{path}: not all that was asked for came"
        someone.page.wait_for_timeout(20)
    assert someone.watch.foreign == []
    someone.page.context.close()
    return sum(sizes.values()), next(iter(sizes.values()), 0)


def test_every_page_is_under_sixty_kilobytes(
    browser: Browser, app: Flask, address: str, kb: KnowledgeBase
) -> None:
    usual = with_plan(app, kb, "a_missed_shift")
    fullest = with_plan(app, kb, "everything_chosen", written=True)
    now = with_plan(
        app, kb, "ended_and_not_safe_today", written=True
    )  # most of it is for today and this week
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
        ("/plan/", now),
        (f"/plan/step/{opaque('get_advice_early')}", fullest),
        ("/record/", fullest),
        ("/goals/", fullest),
        ("/goals/progress", fullest),
        ("/record/reports/", fullest),
        ("/plan/work/", fullest),
        ("/plan/print", fullest),
        ("/plan/ask", fullest),
        ("/kept", usual),
        ("/without-network", usual),
        (f"/plan/letter/{opaque('clarify_goals')}", usual),
    ]
    names = {None: "", usual: "usual", fullest: "full", now: "now"}
    weights = {
        f"{path} {names[cookie]}".strip(): weigh(browser, address, path, cookie) for path, cookie in pages
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
        someone.page.mouse.wheel(0, 600)
        assert someone.page.evaluate(SCROLLED), path
        found = someone.page.evaluate("window.shifted")
        if found:
            shifted[path] = found
    someone.open("/plan/")
    box = someone.page.get_by_role("checkbox").first
    box.scroll_into_view_if_needed()
    stood = top_of(box)
    box.check()
    expect(someone.page.get_by_text("behind you.").first).to_be_attached()
    someone.page.evaluate(DRAWN)  # the browser holds its place in the page as it draws it
    if abs(top_of(box) - stood) > 1:
        shifted["ticking"] = [f"what was touched went from {stood} to {top_of(box)} px"]
    someone.page.context.close()
    assert {path: found for path, found in shifted.items() if found} == {}


def test_pages_are_drawn_before_any_script_comes(browser: Browser, address: str) -> None:
    someone = as_visitor(browser, address, None, PHONE)
    held: list[Route] = []
    someone.page.route("**/*.js*", lambda route: held.append(route))
    someone.page.goto(address + "/", wait_until="commit")
    expect(someone.page.get_by_role("heading", level=1)).to_be_visible()
    assert someone.page.evaluate(PAINTED)
    until = time.monotonic() + PATIENCE
    while not held:  # the scripts are still on their way
        assert time.monotonic() < until, "no script was asked for"
        someone.page.wait_for_timeout(20)
    for route in held:
        route.abort()
    someone.page.context.close()


PAINTED = """async () => {
  for (let tries = 0; tries < 400; tries += 1) {
    if (performance.getEntriesByName("first-contentful-paint").length) return true;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return false;
}"""
