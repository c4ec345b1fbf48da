"""Editing a data file and reloading the page: what people see, and what an author sees."""

from __future__ import annotations

import datetime
import os
import re
from pathlib import Path

import pytest
from flask import Flask

from tests.our_files import copy_to
from tests.webapp.without_script import Person
from webapp import create_app
from webapp.library import Library

TODAY = datetime.date(2026, 3, 2)


class Desk:
    """The app beside the files that it serves."""

    def __init__(self, root: Path, data: Path, authoring: bool):
        self.root = root
        library = Library(root, every=0, say=lambda line: None)
        self.app: Flask = create_app(data, lambda: TODAY, "compiled", library, authoring)

    def planned(self) -> Person:
        """Someone on their own device, with a plan that is kept."""
        person = Person(self.app.test_client())
        person.open("/questionnaire/device").fill(employer_device="no").press("Continue")
        person.fill(pip_stage="under_way", plan_start="2026-02-19", plan_end="2026-04-19").press("Continue")
        for _ in range(20):
            if "Check your answers" in person.words:
                return person.press("Make my plan")
            person.press("Continue")
        raise AssertionError("the questionnaire has no end")

    def first_item(self, person: Person) -> Path:
        """The file of a strategy whose title is on the page."""
        for path in sorted((self.root / "knowledge/strategies").glob("*.yml")):
            title = re.search(r"^title: (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
            if title and f">{title[1]}<" in person.response.text:
                return path
        raise AssertionError("no strategy's title is on the page")

    def write(self, path: Path, field: str, value: str) -> None:
        text = path.read_text(encoding="utf-8")
        before = path.stat().st_mtime_ns
        changed = re.sub(rf"^{field}: .+$", f"{field}: {value}", text, flags=re.MULTILINE)
        path.write_text(changed, encoding="utf-8")
        os.utime(path, ns=(before + 1_000_000, before + 1_000_000))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return copy_to(tmp_path / "base")


@pytest.fixture
def author(root: Path, tmp_path: Path) -> Desk:
    return Desk(root, tmp_path / "data", authoring=True)


@pytest.fixture
def served(root: Path, tmp_path: Path) -> Desk:
    return Desk(root, tmp_path / "data", authoring=False)


def test_an_author_sees_a_new_text_in_the_plan_at_the_next_reload(author: Desk) -> None:
    person = author.planned()
    author.write(author.first_item(person), "title", "Walk round the block")
    assert "Walk round the block" in person.open("/plan/").words


def test_a_persons_plan_is_not_changed_under_their_feet(served: Desk) -> None:
    person = served.planned()
    served.write(served.first_item(person), "title", "Walk round the block")
    assert "Walk round the block" not in person.open("/plan/").words
    assert "Waymark knows more now" in person.words


def test_looking_at_the_plan_anew_shows_the_new_text_and_keeps_the_ticks(served: Desk) -> None:
    person = served.planned()
    served.write(served.first_item(person), "title", "Walk round the block")
    key = next(control.value for control in person._controls() if control.name == "done")
    person.fill(done=[key]).press("Save my ticks")
    person.open("/plan/").press("Look at your plan anew")
    assert "Walk round the block" in person.words
    assert "Waymark knows more now" not in person.words
    assert key in (person.value("done") or [])


def test_an_author_sees_what_keeps_an_edit_away_with_file_and_line(author: Desk) -> None:
    person = author.planned()
    path = author.first_item(person)
    author.write(path, "phase", "somewhen")
    page = person.open("/plan/").words
    assert "The last edit can’t be shown yet" in page
    assert re.search(rf"knowledge/strategies/{path.name}:\d+:\d+: phase:", page)


def test_other_people_never_see_the_mistakes_of_an_author(served: Desk) -> None:
    person = served.planned()
    served.write(served.first_item(person), "phase", "somewhen")
    page = person.open("/plan/").words
    assert "somewhen" not in page
    assert "can’t be shown yet" not in page


def test_an_author_whose_answers_no_longer_fit_still_sees_the_plan(author: Desk) -> None:
    person = author.planned()
    author.write(author.root / "knowledge/questions/plan_end.yml", "type", "text")
    assert person.open("/plan/").response.status_code == 200
