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
    assert 'data-unsent="/unsent"' in planned.response.text
    assert 'data-unsent="' not in planned.open("/plan/").response.text
    assert put_back(planned, "/plan/") == []
    assert put_back(planned, "/record/") == UNSENT
    assert put_back(planned, "/record/") == []
    assert 'data-unsent="' not in planned.open("/record/").response.text


def test_an_answer_that_is_lost_on_its_way_loses_nothing(planned: Person) -> None:
    planned.open("/plan/")
    close_with(planned, "/record/", json.dumps(UNSENT))
    planned.open("/record/").press("Open it again")
    first = ask(planned, "/record/").json
    assert first is not None
    planned.open("/record/")
    assert 'data-unsent="/unsent"' in planned.response.text
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
