"""For everyone: every page and state held against WCAG 2.2 A and AA, narrow and wide, light and dark.

The pages are those of the walks without a browser (tests/webapp/walks.py), so a page that is added there is
looked at here. They are in the pseudo-language, whose words are longer than English ones, as German's are.
320 px is also what a window of 1280 px leaves at 400 % zoom (WCAG 1.4.10).
"""

from __future__ import annotations

from collections.abc import Iterator

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
from tests.webapp.pseudo_app import Watched, library, pseudo_root
from tests.webapp.walks import walk_everything
from webapp import create_app
from webapp.security import passwords

__all__ = ["library", "pseudo_root"]

TIGHT = (320, 768)
"""Widths at which a layout is narrowest: a phone zoomed in, and the first with columns."""
ANSWERED = {200, 400, 403, 404, 405, 409, 413, 422, 429, 500, 503}
"""The states of an answer that a person can meet."""


@pytest.fixture(scope="module")
def walked(
    tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest, knowledge: KnowledgeBase
) -> list[Recorded]:
    """One page of each kind that a person, a coach or a mistake leads to."""
    patch = pytest.MonkeyPatch()
    patch.setattr(passwords, "hasher", PasswordHasher(time_cost=2, memory_cost=8, parallelism=1))
    patch.setattr(passwords, "NOBODY", passwords.hasher.hash(b"nobody has this"))
    watched = Watched(tmp_path_factory.mktemp("walk"), request.getfixturevalue("library"))
    recorder = Recorder(watched.app)
    walk_everything(watched, knowledge)
    patch.undo()
    return recorder.pages


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
    wrong = {one.name: found for one in walked if (found := cut_off(showing.open(one.html), TIGHT))}
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
