"""Taking everything along as one file, and bringing it back on another Waymark."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from flask import Flask

from engine.knowledge_base import KnowledgeBase
from engine.whole_copy import LARGEST
from tests.webapp.coming_back.at_another_time import CODE, Clock
from tests.webapp.conftest import TODAY
from tests.webapp.without_script import Person
from tests.webapp.working.at_work import file_of
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


@pytest.fixture
def newcomer(app: Flask) -> Person:
    """Someone in a browser where nothing is kept."""
    return Person(app.test_client())


# Where something is kept already


def changed(content: bytes, **documents: dict[str, object]) -> bytes:
    """A copy with other documents."""
    copy = json.loads(content)
    copy["documents"].update(documents)
    return json.dumps(copy).encode()


def with_more(content: bytes) -> bytes:
    """A copy with another answer, and with a line of the record that is not here."""
    answers = json.loads(content)["documents"]["answers"]
    entry = {"id": "brought", "rev": 1, "kind": "evidence", "on": "2026-02-20", "goal": "", "done": "Sent it"}
    return changed(
        content,
        answers={**answers, "plan_end": "2026-05-01", "main_goal": "Answer tickets"},
        record={"form": 1, "count": 1, "entries": [entry]},
    )


def test_where_something_is_kept_the_person_is_asked_and_nothing_changes_yet(planned: Person) -> None:
    content = taken(planned)
    bring(planned, with_more(content))
    assert planned.address == "/come-back/choose"
    assert "Nothing has changed so far" in planned.words
    assert "Entries of the record. Here: 0. In the file: 1. 1 would come in." in planned.words
    assert "Not the same in both: 1" in planned.words
    assert "Here: 19 April 2026 In the file: 1 May 2026" in planned.words
    assert json.loads(taken(planned))["documents"] == json.loads(content)["documents"]


def test_adding_puts_in_what_is_missing_and_leaves_what_is_here(planned: Person) -> None:
    content = taken(planned)
    bring(planned, with_more(content)).press("Add it here")
    assert "Entries of the record. Came in: 1." in planned.words
    now = json.loads(taken(planned))["documents"]
    assert now["answers"]["plan_end"] == "2026-04-19"
    assert now["answers"]["main_goal"] == "Answer tickets"
    assert "Sent it" in planned.open("/record/").words
    assert planned.open("/come-back/choose").address == "/come-back"  # the choice is made


def test_a_choice_can_wait_and_be_let_go(planned: Person) -> None:
    content = taken(planned)
    bring(planned, with_more(content))
    planned.open(planned.open("/come-back").link("A file waits")).press("Change nothing")
    assert planned.address == "/plan/"
    assert json.loads(taken(planned))["documents"] == json.loads(content)["documents"]


def test_opening_the_file_instead_needs_a_code_for_what_is_here(planned: Person) -> None:
    content = taken(planned)
    token = bring(planned, with_more(content)).hidden("csrf_token")
    assert "Make a code for it first" in planned.words
    planned._take(
        planned.client.post(
            "/come-back/choose", data={"csrf_token": token, "do": "open"}, follow_redirects=True
        )
    )
    assert planned.address == "/code"
    planned.press("code")
    shown = CODE.search(planned.words)
    assert shown
    planned.open("/come-back/choose").press("Open the file instead")
    assert planned.address == "/plan/"
    assert json.loads(taken(planned))["documents"]["answers"]["plan_end"] == "2026-05-01"
    planned.open("/come-back").fill(code=shown[1]).press("Open my steps")
    planned.fill(lose="yes").press("Open the other one")
    assert json.loads(taken(planned))["documents"]["answers"]["plan_end"] == "2026-04-19"


def test_a_copy_of_what_is_here_says_that_it_holds_nothing_more(planned: Person) -> None:
    bring(planned, taken(planned))
    assert "There is nothing in the file that is not here already" in planned.words


def test_a_damaged_part_is_named_and_the_rest_comes(planned: Person, newcomer: Person) -> None:
    content = changed(taken(planned), changes={"form": 1, "changes": [{"id": 7}]}, from_later={"x": 1})
    bring(newcomer, content)
    assert "Your own changes to the steps" in newcomer.words
    assert "Parts that this Waymark does not know" in newcomer.words
    newcomer.open(newcomer.link("See your steps"))
    assert "Day 12 of 60" in newcomer.words


def test_a_waiting_file_goes_along_in_no_copy(planned: Person) -> None:
    bring(planned, with_more(taken(planned)))
    assert not {"brought", "lock", "openings_over", "unsent"} & set(json.loads(taken(planned))["documents"])


# What a file can be


def test_a_file_that_is_none_says_so_by_its_field(person: Person) -> None:
    bring(person, b"hello")
    assert person.response.status_code == 422
    assert "This is not the file that can come back" in person.words


def test_no_file_chosen_is_said(person: Person) -> None:
    assert "Choose the file that you took along" in bring(person, b"").words


def test_a_file_larger_than_any_other_form_is_taken_and_a_huge_one_is_not(
    planned: Person, newcomer: Person
) -> None:
    copy = json.loads(taken(planned))
    copy["in_words"] = [{"question": "x" * 1000, "answer": "y"}] * 1000
    assert bring(newcomer, json.dumps(copy).encode()).address == "/plan/"
    assert bring(newcomer, b" " * (LARGEST * 2)).response.status_code == 413


def test_hostile_words_in_a_file_are_shown_as_words(planned: Person, newcomer: Person) -> None:
    copy = json.loads(taken(planned))
    copy["documents"]["answers"]["main_goal"] = "<script>alert(1)</script>"
    bring(newcomer, json.dumps(copy).encode())
    newcomer.open("/questionnaire/check")
    assert "<script>alert" not in newcomer.response.text
    assert "<script>alert(1)</script>" in newcomer.words


def test_answers_that_make_no_plan_lead_to_the_check_page(planned: Person, newcomer: Person) -> None:
    copy = json.loads(taken(planned))
    copy["documents"]["answers"].update(plan_start="2026-04-19", plan_end="2026-02-19")
    assert bring(newcomer, json.dumps(copy).encode()).address == "/questionnaire/check"


def test_with_nothing_kept_there_is_nothing_to_take(app: Flask) -> None:
    assert Person(app.test_client()).open("/kept/copy").address == "/kept"


# Where others use the device too


def on_shared(content: bytes) -> bytes:
    """A copy from a device that others use too."""
    return changed(
        content, answers={**json.loads(content)["documents"]["answers"], "employer_device": "shared"}
    )


@pytest.mark.parametrize("part_damaged", [False, True])
def test_a_copy_from_a_shared_device_comes_with_a_short_pause_and_a_code(
    planned: Person, newcomer: Person, app: Flask, part_damaged: bool
) -> None:
    content = on_shared(taken(planned))
    if part_damaged:
        content = changed(content, changes={"form": 1, "changes": [{"id": 7}]})
    clock = Clock(app.extensions["waymark"].store)
    bring(newcomer, content)
    if part_damaged:
        newcomer.open(newcomer.link("Write down a code"))
    assert newcomer.address == "/code"
    newcomer.open(newcomer.link("Go on without a code"))
    assert newcomer.address == "/plan/"
    clock.forward(6)
    assert newcomer.open("/plan/").response.status_code == 403


def test_what_was_said_here_about_the_device_holds_for_a_copy(planned: Person, newcomer: Person) -> None:
    newcomer.open("/questionnaire/device").fill(employer_device="shared").press("Continue")
    newcomer.press("Keep my answers, and write down a code")
    bring(newcomer, taken(planned))
    assert newcomer.address == "/code"
    newcomer.open(newcomer.link("Go on without a code"))
    assert "Day 12 of 60" in newcomer.words


def test_a_copy_without_a_plan_leads_by_the_code_to_the_answers(planned: Person, newcomer: Person) -> None:
    copy = json.loads(on_shared(taken(planned)))
    del copy["documents"]["plan"]
    copy["documents"]["place"] = {"at": "device"}
    bring(newcomer, json.dumps(copy).encode())
    assert newcomer.address == "/code"
    newcomer.open(newcomer.link("Go on without a code"))
    assert newcomer.address == "/questionnaire/check"


def test_an_answer_about_the_device_that_is_added_sets_the_pause(planned: Person, app: Flask) -> None:
    content = on_shared(taken(planned))
    store = app.extensions["waymark"].store
    store.change(
        file_of(planned), "answers", lambda kept: {n: v for n, v in kept.items() if n != "employer_device"}
    )
    bring(planned, content).press("Add it here")
    clock = Clock(store)
    clock.forward(6)
    assert planned.open("/plan/").response.status_code == 403
