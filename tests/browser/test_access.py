"""For everyone: every page and state held against WCAG 2.2 A and AA, narrow and wide, light and dark, and
whatever is still in English where another language was asked for.

The pages are those of one walk without a browser (tests/webapp/walks.py), so a page that is added there is
looked at here. They are in the pseudo-language, whose words are longer than English ones, as German's are.
320 px is also what a window of 1280 px leaves at 400 % zoom (WCAG 1.4.10).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from argon2 import PasswordHasher
from flask import Flask
from playwright.sync_api import Browser

from engine.knowledge_base import KnowledgeBase
from tests.browser.looking import (
    THEMES,
    covered,
    cut_off,
    cut_off_when_large,
    cut_off_when_spaced,
    findings,
    lost_in_forced_colours,
    moving,
    open_all,
)
from tests.browser.recorded import Recorded, Recorder, Showing, one_of_each
from tests.webapp.pseudo_app import UNWORDED, Watched, library, pseudo_root
from tests.webapp.walks import walk_everything
from webapp import create_app
from webapp.security import passwords

__all__ = ["library", "pseudo_root"]

TIGHT = (320, 768)
"""Widths at which a layout is narrowest: a phone zoomed in, and the first with columns."""
ANSWERED = {200, 400, 403, 404, 405, 409, 413, 422, 429, 500, 503}
"""The states of an answer that a person can meet."""


@dataclass
class Walk:
    """The app after all of it was seen, and the pages that it gave."""

    watched: Watched
    pages: list[Recorded]


@pytest.fixture(scope="module")
def walk(
    tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest, knowledge: KnowledgeBase
) -> Walk:
    """Where a person, a coach or a mistake leads to."""
    patch = pytest.MonkeyPatch()
    patch.setattr(passwords, "hasher", PasswordHasher(time_cost=2, memory_cost=8, parallelism=1))
    patch.setattr(passwords, "NOBODY", passwords.hasher.hash(b"nobody has this"))
    watched = Watched(tmp_path_factory.mktemp("walk"), request.getfixturevalue("library"))
    recorder = Recorder(watched.app)
    walk_everything(watched, knowledge)
    patch.undo()
    return Walk(watched, recorder.pages)


@pytest.fixture(scope="module")
def walked(walk: Walk) -> list[Recorded]:
    """Of every kind of page, the few that have all its shapes."""
    kinds: dict[str, list[Recorded]] = {}
    for one in walk.pages:
        kinds.setdefault(one.name, []).append(one)
    return [one for pages in kinds.values() for one in one_of_each(pages)]


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory, knowledge: KnowledgeBase) -> Flask:
    """An app that gives the pages their sheets and scripts, and the page of components."""
    return create_app(tmp_path_factory.mktemp("files"), engine="compiled", kb=knowledge, authoring=True)


@pytest.fixture(scope="module")
def showing(browser: Browser, files: Flask) -> Iterator[Showing]:
    context = browser.new_context(bypass_csp=True, service_workers="block", reduced_motion="reduce")
    yield Showing(context, files)
    context.close()


def test_the_walk_meets_every_state_of_an_answer(walked: list[Recorded]) -> None:
    assert {int(one.name.rpartition(" ")[2]) for one in walked} >= ANSWERED


def test_every_page_and_state_of_the_app_is_translated(walk: Walk) -> None:
    assert walk.watched.report() == []
    app = walk.watched.app
    views = app.view_functions  # a page for a coach's client is the person's own, at another address
    pages = {views[rule.endpoint] for rule in app.url_map.iter_rules() if rule.endpoint not in UNWORDED}
    unseen = pages - {views[endpoint] for endpoint in walk.watched.visited}
    assert [view.__name__ for view in unseen] == []  # a new page belongs into the walk


def test_se25_every_kind_of_page_has_no_findings_in_any_width_and_theme(
    walked: list[Recorded], showing: Showing
) -> None:
    wrong = {}
    for one in one_of_each(walked):
        page = showing.open(one.html)
        open_all(page)
        found = findings(page)
        if found:
            wrong[one.name] = found[:4]
    assert wrong == {}


def test_se25_no_page_scrolls_sideways_or_cuts_anything_off(walked: list[Recorded], showing: Showing) -> None:
    """Nor do those of the same shapes, which hold other words."""
    looked_at = one_of_each(walked)
    others = [one for one in walked if one not in looked_at]
    wrong = {one.name: found for one in others if (found := cut_off(showing.open(one.html), TIGHT))}
    assert wrong == {}


def test_se25_every_kind_of_page_bears_the_settings_of_its_reader(
    walked: list[Recorded], showing: Showing
) -> None:
    """A short window, colours of the reader's own, stillness, wide letters, and letters twice as large."""
    wrong = {}
    for one in one_of_each(walked):
        page = showing.open(one.html)
        open_all(page)
        found = covered(page) + lost_in_forced_colours(page) + moving(page)
        found += [f"large {said}" for said in cut_off_when_large(page)]
        found += [f"spaced {said}" for said in cut_off_when_spaced(page)]
        if found:
            wrong[one.name] = found[:4]
    assert wrong == {}


@pytest.mark.parametrize("theme", THEMES)
def test_the_page_of_components_has_no_findings(showing: Showing, files: Flask, theme: str) -> None:
    html = files.test_client().get(f"/design/{theme}").text
    assert findings(showing.open(html), themes=(theme,)) == []


@pytest.mark.parametrize(
    ("html", "told"),
    [
        ('<img src="/static/mark.svg">', "image-alt"),
        ('<p class="wide">w</p>', ""),
        ('<p class="skip-link-not" lang="en"><input type="text"></p>', "label"),
        ('<button class="link-not">x</button>', "too low to touch"),
    ],
)
def test_a_planted_mistake_is_found(showing: Showing, files: Flask, html: str, told: str) -> None:
    page = files.test_client().get("/erased").text.replace("</h1>", f"</h1>{html}")
    found = findings(showing.open(page), (320,), ("light",))
    assert any(told in one for one in found) if told else found == []


def test_a_planted_wide_box_is_found(showing: Showing, files: Flask) -> None:
    page = files.test_client().get("/erased").text.replace("</h1>", f"</h1><pre>{'wide' * 90}</pre>")
    assert any("wider than the page" in one for one in findings(showing.open(page), (320,), ("light",)))
