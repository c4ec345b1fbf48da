"""SE6-SE9: help is one action away on every page, leaves nothing behind, and opens without a network."""

from __future__ import annotations

import datetime
import re
import sqlite3
import subprocess
import sys
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from engine.knowledge_base import ROOT, KnowledgeBase
from tests.safety.every_page import addresses, client_of, with_a_plan
from tests.webapp.without_script import Person
from webapp import create_app
from webapp.store import Store

TODAY = datetime.date(2026, 3, 2)


def test_se6_help_is_one_link_away_on_every_page_of_the_map(
    app: Flask, knowledge: KnowledgeBase, coach: Person, browser: Callable[[], Person]
) -> None:
    client = client_of(coach)
    person = with_a_plan(browser())
    pages: list[str] = []
    for endpoint, address in addresses(app, knowledge, client):
        by = coach if endpoint.startswith(("client_", "coaching")) else person
        response = by.open(address).response
        if response.mimetype != "text/html" or response.headers.get("Content-Disposition"):
            continue
        pages.append(endpoint)
        assert by.link("Get help now") == "/help", (endpoint, address)
    assert len(pages) > 20
    assert {"plans.show", "client_plans.show", "guides.get_help", "questionnaire.page"} <= set(pages)


@pytest.mark.parametrize("address", ["/nothing-here", "/plan/make", "/coach/clients/nobody/plan/"])
def test_se6_help_is_one_link_away_when_something_goes_wrong(
    browser: Callable[[], Person], address: str
) -> None:
    assert browser().open(address).link("Get help now") == "/help"


def test_se6_help_needs_no_login_and_no_answer(browser: Callable[[], Person]) -> None:
    assert browser().open("/help").response.status_code == 200


def stored(folder: Path) -> list[str]:
    """All that the database holds, as SQL."""
    with sqlite3.connect(folder / "data" / "waymark.db") as db:
        return list(db.iterdump())


HELP = ["/help", "/help/page", "/help-worker.js", "/no-network"]


@pytest.mark.parametrize("address", HELP)
def test_se6_opening_help_stores_nothing_and_sets_no_cookie(
    coach: Person, browser: Callable[[], Person], tmp_path: Path, address: str
) -> None:
    for someone in (coach, with_a_plan(browser()), browser()):
        before = stored(tmp_path)
        response = someone.open(address).response
        assert "Set-Cookie" not in response.headers
        assert response.headers["Cache-Control"] == "no-store"
        assert stored(tmp_path) == before


def test_se6_another_page_does_prolong_the_cookie_so_the_test_above_can_fail(
    browser: Callable[[], Person],
) -> None:
    assert "Set-Cookie" in with_a_plan(browser()).open("/reading").response.headers


def test_se6_no_log_tells_that_help_was_opened(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "webapp.cli", "serve", "--port", "0", "--data", str(tmp_path / "data")]
    server = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    assert server.stdout is not None
    try:
        for line in server.stdout:
            found = re.search(r"http://127\.0\.0\.1:\d+", line)
            if found:
                break
        else:
            raise AssertionError("the server did not start")
        for address in HELP:
            with urllib.request.urlopen(found[0] + address) as answer:
                assert answer.status == 200
    finally:
        server.terminate()
        rest = server.communicate()[0]
    assert rest == ""


def test_se6_the_kept_copy_is_the_same_for_everyone(browser: Callable[[], Person]) -> None:
    """What the worker keeps is asked for without cookies, and it keeps two pages and style sheets."""
    worker = browser().open("/help-worker.js").response.text
    assert 'credentials: "omit"' in worker
    assert re.findall(r"const PAGE = (.*);", worker) == ['"/help"']
    assert re.findall(r"const NO_NETWORK = (.*);", worker) == ['"/no-network"']
    (sheets,) = re.findall(r"const SHEETS = \[(.*)\];", worker)
    shown = browser().open("/help").response.text
    assert re.findall(r'"([^"]*)"', sheets) == re.findall(r'<link rel="stylesheet" href="([^"]*)"', shown)


def test_se6_a_worker_may_come_from_here_only(browser: Callable[[], Person]) -> None:
    assert "worker-src 'self'" in browser().open("/help").response.headers["Content-Security-Policy"]


def test_se6_the_kept_copy_is_renewed_from_any_page_when_a_number_goes_out_of_date(
    tmp_path: Path, knowledge: KnowledgeBase
) -> None:
    """A browser fetches a worker anew when its address is another, and it keeps a copy under its number."""

    def worker(today: datetime.date) -> tuple[str, str]:
        app = create_app(tmp_path / "one", today=lambda: today, engine="compiled", kb=knowledge)
        page = app.test_client().get("/reading").text
        (address,) = re.findall(r'data-help-worker="([^"]*)"', page)
        return address, app.test_client().get(address).text

    first, next_day = worker(TODAY), worker(TODAY + datetime.timedelta(days=1))
    late = worker(datetime.date(2028, 1, 1))
    assert first == next_day
    assert first[0] != late[0]
    assert first[1] != late[1]


def test_se6_the_page_can_be_saved_as_one_file_that_asks_for_nothing(
    browser: Callable[[], Person], knowledge: KnowledgeBase
) -> None:
    page = browser().open("/help")
    assert page.link("Save this page as a file") == "/help/page"
    response = page.open("/help/page").response
    assert response.headers["Content-Disposition"] == 'attachment; filename="waymark-help.html"'
    assert not re.search(r"<(script|link|img|iframe)\b|@import|url\(", response.text)
    for href in re.findall(r'href="([^"]*)"', response.text):
        assert href.startswith(("tel:", "sms:"))
    for one in knowledge.resources.values():
        if one.kind == "crisis":
            assert all(contact.number is None or contact.number in response.text for contact in one.contacts)


def order(words: str, *marks: str) -> list[int]:
    return [words.index(mark) for mark in marks]


def test_se8_help_goes_from_the_emergency_number_to_the_country_s_line_to_the_finder(
    browser: Callable[[], Person],
) -> None:
    person = with_a_plan(browser())
    section = next(one for one in ("you", "work") if person.open(f"/questionnaire/{one}").has("country"))
    person.open(f"/questionnaire/{section}").fill(country="AU").press("Continue")
    words = person.open("/help").words
    places = order(
        words, "call the emergency number first", "000", "13 11 14", "Find A Helpline", "United States"
    )
    assert places == sorted(places)
    words = browser().open("/help").words
    places = order(words, "call the emergency number first", "911", "988", "Find A Helpline")
    assert places == sorted(places)


def test_se8_every_country_that_can_be_answered_has_help(
    browser: Callable[[], Person], knowledge: KnowledgeBase
) -> None:
    covered = {code for one in knowledge.resources.values() if one.kind == "crisis" for code in one.countries}
    asked = {option.value for option in knowledge.questions["country"].options}
    assert asked - {"other", "prefer_not"} <= covered
    assert (
        "In any country" in browser().open("/help").words or "Anywhere else" in browser().open("/help").words
    )


def test_se7_not_safe_opens_help_before_the_questions_go_on(browser: Callable[[], Person]) -> None:
    person = browser()
    person.open("/questionnaire/device").fill(employer_device="no").press("Continue")
    for _ in range(20):
        if person.has("coping"):
            break
        person.press("Continue")
    person.fill(coping="i_do_not_feel_safe").press("Continue")
    assert "You don’t have to be alone with this" in person.words
    assert "Go on with the questions" in person.words


def test_se9_no_coach_s_page_tells_that_help_was_opened(
    coach: Person, app: Flask, knowledge: KnowledgeBase, store: Store
) -> None:
    """The pages are the same whether or not help was shown to the client for not feeling safe."""
    client = client_of(coach)
    file = client.rstrip("/").rpartition("/")[2]

    def pages() -> dict[str, str]:
        return {
            endpoint: coach.open(address).words
            for endpoint, address in addresses(app, knowledge, client)
            if endpoint.startswith("client_file") or endpoint in ("coaching.clients", "client_tailoring.show")
        }

    before = pages()
    assert len(before) >= 3
    store.change(file, "place", lambda place: {**place, "helped": True})
    store.release()
    assert pages() == before
