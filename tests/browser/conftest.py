"""A real browser against a real server: Debian's Chromium, the app in a thread, Monday 2 March 2026.

Without Chromium these tests are skipped, but not in CI: there a missing browser is a failure.
"""

from __future__ import annotations

import datetime
import logging
import os
import shutil
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect, sync_playwright
from playwright.sync_api import TimeoutError as WaitedTooLong
from werkzeug.serving import BaseWSGIServer, make_server

from engine.knowledge_base import KnowledgeBase
from tests.browser.served import PATIENCE, Served
from tests.safety.every_page import with_a_plan
from tests.webapp.without_script import Person
from webapp import create_app

TODAY = datetime.date(2026, 3, 2)
ARGUMENTS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()
PHONE, DESKTOP = {"width": 360, "height": 740}, {"width": 1280, "height": 800}


AT_ONE_SIZE = {
    "test_before_the_script.py",
    "test_closing_and_leaving.py",
    "test_coming_back.py",
    "test_goals.py",
    "test_in_between.py",
    "test_live_states.py",
    "test_main_way.py",
    "test_older_browsers.py",
    "test_paper.py",
    "test_questionnaire.py",
    "test_reading.py",
    "test_record.py",
    "test_working.py",
}
"""What these do is the same at any width, but for tests with the mark `both_sizes`; how it looks is for
test_access.py and test_design.py.
"""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    items[:] = [item for item in items if not (_is_at_one_size(item) and _on_a_desktop(item))]
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)


def _is_at_one_size(item: pytest.Item) -> bool:
    return item.path.name in AT_ONE_SIZE and item.get_closest_marker("both_sizes") is None


def _on_a_desktop(item: pytest.Item) -> bool:
    params = getattr(item, "callspec", None)
    return params is not None and params.params.get("size") == "desktop"


expect.set_options(timeout=PATIENCE * 1000)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        if os.environ.get("CI") == "true":
            pytest.fail("Chromium is missing, and in CI that is a failure. Install Debian's chromium.")
        pytest.skip("Chromium is not on this machine")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def kb(knowledge: KnowledgeBase) -> KnowledgeBase:
    return knowledge


@pytest.fixture
def app(tmp_path: Path, kb: KnowledgeBase) -> Flask:
    return create_app(tmp_path, today=lambda: TODAY, engine="compiled", kb=kb)


@pytest.fixture
def server(app: Flask) -> Iterator[BaseWSGIServer]:
    """The server, which a test may shut down: then there is no network as far as the browser can tell."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    found = make_server("127.0.0.1", 0, Served(app), threaded=True)
    thread = threading.Thread(target=found.serve_forever, daemon=True)
    thread.start()
    yield found
    found.shutdown()
    thread.join()
    found.server_close()


SERVED: dict[str, Served] = {}
"""What is served at each address."""


@pytest.fixture
def address(server: BaseWSGIServer) -> Iterator[str]:
    found = f"http://127.0.0.1:{server.port}"
    SERVED[found] = server.app
    yield found
    del SERVED[found]


@dataclass
class Watch:
    """What a browser complained of, and what it asked of whom."""

    complaints: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)
    forgiven: list[str] = field(default_factory=list)

    def forgive(self, words: str) -> None:
        """A complaint with these words is what the test brings about: whenever it comes, it is none."""
        self.forgiven.append(words)
        self.complaints = [said for said in self.complaints if words not in said]

    def complain(self, said: str) -> None:
        if not any(words in said for words in self.forgiven):
            self.complaints.append(said)

    def listen(self, said: ConsoleMessage) -> None:
        if said.type == "error":
            self.complain(said.text)


def arrived(page: Page) -> None:
    """Waits until the page that is on its way has come, or the answer that this page waits for."""
    # a mark of the page's script, which no person sees
    page.locator("html:not([data-moving])").wait_for(state="attached")
    page.wait_for_load_state()


@dataclass
class Visitor:
    """Someone at a browser. Things are found by the roles and names that a person has."""

    page: Page
    address: str
    watch: Watch

    @property
    def served(self) -> Served:
        """The app that answers this browser."""
        return SERVED[self.address]

    def open(self, path: str) -> None:
        self.page.goto(self.address + path)

    def choose(self, question: str, *answers: str) -> None:
        group = self.page.get_by_role("group", name=question)
        for answer in answers:
            group.get_by_label(answer, exact=True).check()

    def press(self, words: str) -> None:
        self.page.get_by_role("button", name=words).first.click()
        self.arrived()

    def arrived(self) -> None:
        """Waits until what was pressed is done."""
        arrived(self.page)

    def let_pass(self, minutes: float) -> None:
        """Time goes on for the page, by its own clock: not before its script is there, which looks at it."""
        self.arrived()
        self.page.clock.run_for(round(minutes * 60_000))

    def saved(self) -> None:
        """Waits until the server has all that was chosen and typed on this page of the questionnaire."""
        # a mark of the page's script, which no person sees
        self.page.locator("html:not([data-unsaved])").wait_for(state="attached")

    def heading(self, words: str) -> bool:
        """Whether this heading comes into sight."""
        try:
            self.page.get_by_role("heading", name=words).first.wait_for()
        except WaitedTooLong:
            return False
        return True

    def begin(self, device: str = "No, all of it is my own") -> None:
        """From the start page to the second page of the questionnaire, or to the device notice."""
        self.open("/")
        self.page.get_by_role("link", name="Begin").click()
        self.choose("Is this a work device", device)
        self.press("Continue")

    def to_check(self) -> None:
        for _ in range(20):
            if self.page.get_by_role("heading", name="Check your answers").count():
                return
            self.press("Continue")

    def plan(self, *concerns: str) -> None:
        """On the page of the plan that `walk_to_plan` leads to. The way is gone without the browser, as
        most tests begin where it ends.
        """
        app = self.served.app
        options = app.extensions["waymark"].kb.questions["concerns"].options
        codes = [one.value for one in options if one.label in concerns]
        assert len(codes) == len(concerns)
        client = app.test_client()
        with_a_plan(Person(client), codes)
        held = client.get_cookie("waymark")
        assert held is not None
        self.page.context.add_cookies([{"name": "waymark", "value": held.value, "url": self.address}])
        self.open("/plan/")

    def walk_to_plan(self, *concerns: str) -> None:
        """A plan from the quick way, for these concerns."""
        self.begin()
        self.choose("Where are you now with the plan?", "It is under way")
        self.page.get_by_label("When did the plan start?").fill("2026-02-19")
        self.page.get_by_label("When does the plan end?").fill("2026-04-19")
        self.press("Continue")
        if concerns:
            self.choose("What does the plan say must change?", *concerns)
        self.press("Continue")
        self.to_check()
        self.press("Make my plan")


def visitor(context: BrowserContext, address: str) -> Visitor:
    """A visitor with a new page in this context."""
    watch = Watch()
    page = context.new_page()
    page.on("console", watch.listen)
    page.on("pageerror", lambda error: watch.complain(str(error)))
    context.on(
        "request",
        lambda asked: None if asked.url.startswith((address, "data:")) else watch.foreign.append(asked.url),
    )
    page.set_default_timeout(PATIENCE * 1000)
    return Visitor(page, address, watch)


@pytest.fixture(params=["phone", "desktop"])
def size(request: pytest.FixtureRequest) -> dict[str, int]:
    return PHONE if request.param == "phone" else DESKTOP


@pytest.fixture
def someone(browser: Browser, address: str, size: dict[str, int]) -> Iterator[Visitor]:
    """With a script, on a phone and on a desktop. Complaints and requests to other hosts fail the test."""
    context = browser.new_context(viewport=size)
    visiting = visitor(context, address)
    yield visiting
    context.close()
    assert visiting.watch.complaints == []
    assert visiting.watch.foreign == []


@pytest.fixture
def without_script(browser: Browser, address: str, size: dict[str, int]) -> Iterator[Visitor]:
    """The same with scripts switched off."""
    context = browser.new_context(viewport=size, java_script_enabled=False)
    visiting = visitor(context, address)
    yield visiting
    context.close()
    assert visiting.watch.foreign == []
