"""An author's reload in a real browser: the edit is on the page, or the reason why it is not."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import expect

from tests.browser.conftest import TODAY, Visitor
from tests.our_files import copy_to
from webapp import create_app
from webapp.library import Library

HELP = "knowledge/guides"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return copy_to(tmp_path / "base")


@pytest.fixture
def app(tmp_path: Path, root: Path) -> Flask:
    library = Library(root, every=0, say=lambda line: None)
    return create_app(tmp_path / "data", lambda: TODAY, "compiled", library, authoring=True)


def save(path: Path, old: str, new: str) -> None:
    """As an editor saves: whole, and with a time of change of its own."""
    before = path.stat().st_mtime_ns
    text = path.read_text(encoding="utf-8")
    assert re.search(old, text, re.MULTILINE)
    path.write_text(re.sub(old, new, text, count=1, flags=re.MULTILINE), encoding="utf-8")
    os.utime(path, ns=(before + 1_000_000, before + 1_000_000))


def test_a_reload_shows_the_edit(someone: Visitor, root: Path) -> None:
    guide = sorted((root / HELP).glob("*.yml"))[0]
    save(guide, r"^title: .+$", "title: A title of a moment ago")
    someone.open("/reading")
    expect(someone.page.get_by_text("A title of a moment ago").first).to_be_visible()


def test_a_broken_edit_is_told_in_a_strip_that_fits_the_screen(someone: Visitor, root: Path) -> None:
    guide = sorted((root / HELP).glob("*.yml"))[0]
    save(guide, r"^title:", "titel:")
    someone.open("/reading")
    strip = someone.page.get_by_role("status", name="The last edit can’t be shown yet")
    expect(strip).to_contain_text(f"{HELP}/{guide.name}:")
    wide = someone.page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    assert wide <= 0
    save(guide, r"^titel:", "title:")
    someone.page.reload()
    expect(someone.page.get_by_role("heading", level=1)).to_be_visible()
    expect(strip).to_have_count(0)
