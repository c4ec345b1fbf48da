"""What was typed and not sent when a page closed."""

from __future__ import annotations

import json
import re

import pytest
from werkzeug.test import TestResponse

from tests.webapp.without_script import Person


def close_with(person: Person, page: str, unsent: str) -> None:
    """What our script sends as a page closes."""
    token = person.hidden("csrf_token")
    data = {"csrf_token": token, "page": page, "unsent": unsent}
    assert person.client.post("/closed", data=data).status_code == 204


def ask(person: Person, page: str, **more: str) -> TestResponse:
    """What our script asks for a page."""
    data = {"csrf_token": person.hidden("csrf_token"), "page": page, **more}
    return person.client.post("/unsent", data=data)


def put_back(person: Person, page: str) -> list[list[object]]:
    """What our script is given for a page, which it then says is back."""
    given = ask(person, page).json
    assert given is not None
    assert ask(person, page, is_back=given["mark"]).status_code == 204
    fields: list[list[object]] = given["fields"]
    return fields


UNSENT = [["", "text", 0, "half a thought"]]


def test_what_was_typed_and_not_sent_waits_for_its_page_once(planned: Person) -> None:
    planned.open("/plan/")
    close_with(planned, "/record/", json.dumps(UNSENT))
    planned.open("/record/")
    assert "Closed for now" in planned.words
    assert "half a thought" not in planned.response.text
    planned.press("Open it again")
    assert "data-waits" in planned.response.text
    assert "data-waits" not in planned.open("/plan/").response.text
    assert put_back(planned, "/plan/") == []
    assert put_back(planned, "/record/") == UNSENT
    assert put_back(planned, "/record/") == []
    assert "data-waits" not in planned.open("/record/").response.text


def test_an_answer_that_is_lost_on_its_way_loses_nothing(planned: Person) -> None:
    planned.open("/plan/")
    close_with(planned, "/record/", json.dumps(UNSENT))
    planned.open("/record/").press("Open it again")
    first = ask(planned, "/record/").json
    assert first is not None
    planned.open("/record/")
    assert "data-waits" in planned.response.text
    assert ask(planned, "/record/").json == first
    for _time in range(2):
        ask(planned, "/record/", is_back=first["mark"])
        assert ask(planned, "/record/").json == {"mark": "", "fields": []}


def test_saying_that_it_is_back_forgets_nothing_that_was_typed_since(planned: Person) -> None:
    newer = [["", "text", 0, "a whole thought"]]
    planned.open("/plan/")
    close_with(planned, "/record/", json.dumps(UNSENT))
    planned.open("/record/").press("Open it again")
    first = ask(planned, "/record/").json
    assert first is not None
    close_with(planned, "/record/", json.dumps(newer))
    planned.open("/record/").press("Open it again")
    ask(planned, "/record/", is_back=first["mark"])
    assert put_back(planned, "/record/") == newer


def test_what_was_not_said_to_be_back_waits_on_beside_what_is_typed_since(planned: Person) -> None:
    older = [
        ["", "text", 0, "half a thought"],
        ["", "title", 0, "a title"],
        ["/goals/a", "text", 0, "a goal"],
    ]
    newer = [["", "text", 0, "a whole thought"], ["", "text", 1, "another"]]
    planned.open("/plan/")
    for typed in (older, newer):
        close_with(planned, "/record/", json.dumps(typed))
        planned.open("/record/").press("Open it again")
    assert put_back(planned, "/record/") == [*older[1:], *newer]


def test_a_page_holds_no_more_than_it_may_and_then_what_is_newer(planned: Person) -> None:
    older = [["", "text", nth, "x"] for nth in range(150)]
    newer = [["", "title", nth, "y"] for nth in range(150)]
    planned.open("/plan/")
    for typed in (older, newer):
        close_with(planned, "/record/", json.dumps(typed))
        planned.open("/record/").press("Open it again")
    assert put_back(planned, "/record/") == newer


@pytest.mark.parametrize("in_passing", [True, False])
def test_what_was_sent_since_is_not_written_over_by_what_waited(own_device: Person, in_passing: bool) -> None:
    page = "/questionnaire/situation"
    old = [[page, "plan_start", 0, "1 March 2026"], ["/elsewhere", "text", 0, "a thought"]]
    own_device.open(page)
    close_with(own_device, page, json.dumps(old))
    own_device.open(page).press("Open it again")
    assert ask(own_device, page).json["fields"] == old  # type: ignore[index]
    # the page has it; that it says so is lost
    if in_passing:
        token = own_device.hidden("csrf_token")
        data = {"csrf_token": token, "shown": "coping", "coping": "struggling"}
        assert own_device.client.post(f"{page}/turn", data=data).json["saved"]  # type: ignore[index]
    else:
        own_device.fill(coping="struggling").press("Continue")
    own_device.open(page)
    assert put_back(own_device, page) == old[1:], "of another form it waits on"


def test_what_was_sent_and_not_taken_waits_on(planned: Person) -> None:
    planned.open("/plan/")
    step = re.search(r"/plan/work/step/[0-9a-f]+", planned.response.text)
    assert step is not None
    typed = [[f"{step[0]}/note", "text", 0, "a note"]]
    close_with(planned, step[0], json.dumps(typed))
    planned.open(step[0]).press("Open it again")
    assert planned.fill(text="long " * 300).press("Save the note").response.status_code == 422
    assert ask(planned, step[0]).json["fields"] == typed  # type: ignore[index]
    planned.open(step[0]).fill(text="a shorter note").press("Save the note")
    planned.open(step[0])
    assert "data-waits" not in planned.response.text
    assert put_back(planned, step[0]) == []


def test_what_stood_on_a_page_to_put_right_waits_where_its_form_is(planned: Person) -> None:
    planned.open("/plan/")
    step = re.search(r"/plan/work/step/[0-9a-f]+", planned.response.text)
    assert step is not None
    note = f"{step[0]}/note"
    assert planned.open(step[0]).fill(text="long " * 300).press("Save the note").response.status_code == 422
    typed = [[note, "text", 0, "a shorter note"]]
    close_with(planned, note, json.dumps(typed))
    planned.open(f"/closed?back={note}").press("Open it again")
    assert planned.address == step[0], "the page with the form, since the other can't be asked for"
    assert put_back(planned, step[0]) == typed


def test_two_pages_that_close_at_once_lose_nothing_of_each_other(planned: Person) -> None:
    planned.open("/plan/")
    close_with(planned, "/record/", json.dumps(UNSENT))
    close_with(planned, "/goals/", json.dumps([["", "titles", 0, "a goal"]]))
    planned.open("/plan/").press("Open it again")
    assert put_back(planned, "/record/") == UNSENT
    assert put_back(planned, "/goals/") == [["", "titles", 0, "a goal"]]


@pytest.mark.parametrize(
    ("page", "unsent"),
    [
        ("/record/", "not json"),
        ("/record/", '{"a": 1}'),
        ("/record/", '[["", "text", 0]]'),
        ("/record/", '[["", "text", "0", "x"]]'),
        ("//evil.example", json.dumps(UNSENT)),
        ("/nowhere", json.dumps(UNSENT)),
        ("/record/", json.dumps([["", "text", 0, "x" * 200_000]])),
    ],
)
def test_what_no_page_of_ours_sends_is_not_kept(planned: Person, page: str, unsent: str) -> None:
    planned.open("/plan/")
    close_with(planned, page, unsent)
    planned.open("/plan/").press("Open it again")
    assert put_back(planned, page) == []
