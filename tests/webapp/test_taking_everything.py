"""Taking everything along as one file, and bringing it back on another Waymark."""

from __future__ import annotations

import io
import json
from pathlib import Path

from flask import Flask

from engine.knowledge_base import KnowledgeBase
from engine.whole_copy import LARGEST
from tests.webapp.conftest import TODAY
from tests.webapp.without_script import Person
from webapp import create_app


def bring(person: Person, content: bytes) -> Person:
    """Choose a file on the page for coming back, and send it."""
    person.open("/come-back")
    data = {"csrf_token": person.hidden("csrf_token"), "file": (io.BytesIO(content), "waymark-copy.json")}
    sent = person.client.post(
        "/come-back/file", data=data, content_type="multipart/form-data", follow_redirects=True
    )
    return person._take(sent)


def taken(person: Person) -> bytes:
    """The file, two clicks from the plan."""
    person.open(person.open("/plan/").link("What is kept here"))
    person.open(person.link("Take everything along"))
    assert person.response.headers["Content-Disposition"] == 'attachment; filename="waymark-copy.json"'
    return person.response.data


def test_everything_taken_comes_back_on_another_waymark(
    planned: Person, tmp_path: Path, kb: KnowledgeBase
) -> None:
    planned.open("/plan/")
    step = next(one.value for form in planned.page.forms for one in form.controls if one.name == "on_page")
    token = planned.hidden("csrf_token")
    planned.client.post("/plan/tick", data={"csrf_token": token, "on_page": step, "done": step})
    content = taken(planned)
    assert json.loads(content)["documents"]["progress"]
    other = create_app(tmp_path / "other", today=lambda: TODAY, engine="compiled", kb=kb)
    there = bring(Person(other.test_client()), content)
    assert there.address == "/plan/"
    assert "Day 12 of 60" in there.words
    assert json.loads(taken(there))["documents"]["progress"] == json.loads(content)["documents"]["progress"]
    assert json.loads(taken(there))["documents"]["plan"] == json.loads(content)["documents"]["plan"]


def test_bringing_a_file_back_leaves_the_one_that_is_here(planned: Person) -> None:
    content = taken(planned)
    code = planned.open("/code").press("code").page
    assert code
    bring(planned, content)
    assert planned.address == "/plan/"


def test_a_file_that_is_none_says_so_by_its_field(person: Person) -> None:
    bring(person, b"hello")
    assert person.response.status_code == 422
    assert "This is not a file that Waymark wrote" in person.words


def test_no_file_chosen_is_said(person: Person) -> None:
    assert "Choose the file that you took along" in bring(person, b"").words


def test_a_file_larger_than_any_other_form_is_taken_and_a_huge_one_is_not(planned: Person) -> None:
    copy = json.loads(taken(planned))
    copy["in_words"] = [{"question": "x" * 1000, "answer": "y"}] * 1000
    assert bring(planned, json.dumps(copy).encode()).address == "/plan/"
    assert bring(planned, b" " * (LARGEST * 2)).response.status_code == 413


def test_hostile_words_in_a_file_are_shown_as_words(planned: Person) -> None:
    copy = json.loads(taken(planned))
    copy["documents"]["answers"]["main_goal"] = "<script>alert(1)</script>"
    bring(planned, json.dumps(copy).encode())
    planned.open("/questionnaire/check")
    assert "<script>alert" not in planned.response.text
    assert "<script>alert(1)</script>" in planned.words


def test_answers_that_make_no_plan_lead_to_the_check_page(planned: Person) -> None:
    copy = json.loads(taken(planned))
    copy["documents"]["answers"].update(plan_start="2026-04-19", plan_end="2026-02-19")
    assert bring(planned, json.dumps(copy).encode()).address == "/questionnaire/check"


def test_with_nothing_kept_there_is_nothing_to_take(app: Flask) -> None:
    assert Person(app.test_client()).open("/kept/copy").address == "/kept"
