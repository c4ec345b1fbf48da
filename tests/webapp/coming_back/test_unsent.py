"""What was typed and not sent when a page closed."""

from __future__ import annotations

import json
import re

import pytest

from tests.webapp.without_script import Person


def close_with(person: Person, page: str, unsent: str) -> None:
    """What our script sends as a page closes."""
    token = person.hidden("csrf_token")
    data = {"csrf_token": token, "page": page, "unsent": unsent}
    assert person.client.post("/closed", data=data).status_code == 204


def put_back(person: Person, page: str) -> list[list[object]]:
    """What our script is given for a page."""
    data = {"csrf_token": person.hidden("csrf_token"), "page": page}
    given: list[list[object]] = person.client.post("/unsent", data=data).json
    return given


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
