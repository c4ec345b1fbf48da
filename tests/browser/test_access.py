"""For everyone: every page and state held against WCAG 2.2 A and AA, narrow and wide, light and dark.

The pages are those of the walks without a browser (tests/webapp/walks.py), so a page that is added there is
looked at here. They are in the pseudo-language, whose words are longer than English ones, as German's are.
320 px is also what a window of 1280 px leaves at 400 % zoom (WCAG 1.4.10).
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import axe_playwright_python
import pytest
from argon2 import PasswordHasher
from flask import Flask
from playwright.sync_api import Browser, Page

from engine.knowledge_base import KnowledgeBase
from tests.browser.recorded import Recorded, Recorder, Showing, one_of_each
from tests.webapp.pseudo_app import Watched, answers_of, library, pseudo_root
from tests.webapp.walk_coming_back import walk_coming_back
from tests.webapp.walk_goals import walk_goals
from tests.webapp.walk_record import walk_record
from tests.webapp.walk_working import a_worked_plan
from tests.webapp.walks import everything_else, the_coach, walk_plan
from webapp import create_app
from webapp.security import passwords

__all__ = ["library", "pseudo_root"]

WIDTHS = (320, 360, 768, 1280)
THEMES = ("light", "dark")
ENDS = (320, 1280)
"""Widths at which both themes are looked at: between them colours and sizes are the same."""
TIGHT = (320, 768)
"""Widths at which a layout is narrowest: a phone zoomed in, and the first with columns."""
AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
FIND = """(rules) => axe.run(document, {runOnly: rules, resultTypes: ["violations"]}).then((found) =>
  found.violations.map((one) => one.id + ": " + one.nodes[0].html.slice(0, 99) +
  one.nodes[0].failureSummary))"""
CUT = """() => {
  const page = document.documentElement;
  const said = [];
  if (page.scrollWidth > innerWidth) {
    for (const one of document.querySelectorAll("body *")) {
      const over = one.getBoundingClientRect().right > innerWidth + 1;
      if (over) said.push("wider than the page: " + one.outerHTML.slice(0, 120));
    }
    if (!said.length) said.push("wider than the page");
  }
  const read = "button, a, label, h1, h2, h3, h4, summary, legend, p, li, dd, dt, td, th";
  for (const one of document.querySelectorAll(read)) {
    const style = getComputedStyle(one);
    const clips = style.overflowX !== "visible" && one.scrollWidth > one.clientWidth + 1;
    if (clips && !one.closest(".unseen")) said.push("cut off: " + one.outerHTML.slice(0, 120));
  }
  return said.slice(0, 4);
}"""
TOO_SMALL = """() => [...document.querySelectorAll("button, summary, input, select, textarea, a")].filter(
(one) => {
  const inText = "p, .hint, .sources, .resources, .checked, dd, .note-error, .unseen, .steps, .skip-link";
  if (one.closest(inText)) return false;
  if (one.matches("a:not([class]), .unseen") || one.type === "hidden" || one.tabIndex < 0) return false;
  // a label can be touched
  if (one.matches("input") && one.labels?.length && one.type !== "text") return false;
  const box = one.getBoundingClientRect();
  return box.width > 0 && box.height > 0 && box.height < 43.5;
}).map((one) => "too low to touch: " + one.outerHTML.slice(0, 140)).slice(0, 4)"""


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
    walk_plan(watched, watched.person_with(answers_of(knowledge, "everything_chosen")))
    everything_else(watched, knowledge)
    walk_goals(watched)
    walk_record(watched)
    a_worked_plan(watched, knowledge)
    walk_coming_back(watched, knowledge)
    the_coach(watched)
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


def findings(page: Page, widths: tuple[int, ...] = WIDTHS, themes: tuple[str, ...] = THEMES) -> list[str]:
    """What is wrong with the page that is open, in each of these widths and themes."""
    page.evaluate(AXE)
    found = []
    for width in widths:
        page.set_viewport_size({"width": width, "height": 800})
        found += [f"{width}: {one}" for one in page.evaluate(CUT) + page.evaluate(TOO_SMALL)]
        for theme in themes if width in ENDS else themes[:1]:
            page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
            found += [f"{width} {theme}: {one}" for one in page.evaluate(FIND, RULES)]
    return found


def test_se25_every_kind_of_page_has_no_findings_in_any_width_and_theme(
    walked: list[Recorded], showing: Showing
) -> None:
    wrong = {}
    for one in one_of_each(walked):
        found = findings(showing.open(one.html))
        if found:
            wrong[one.name] = found[:4]
    assert wrong == {}


def test_se25_no_page_scrolls_sideways_or_cuts_anything_off(walked: list[Recorded], showing: Showing) -> None:
    wrong: dict[str, Any] = {}
    for one in walked:
        page = showing.open(one.html)
        for width in TIGHT:
            page.set_viewport_size({"width": width, "height": 800})
            found = page.evaluate(CUT)
            if found:
                wrong[f"{one.name} at {width}"] = found
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
