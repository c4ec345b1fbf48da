"""One page open in two windows: neither overwrites the other silently."""

from __future__ import annotations

from flask import Flask

from tests.webapp.without_script import Person
from webapp.store import Store


def second_window(person: Person) -> Person:
    """Another window of the same browser."""
    return Person(person.client)


def answers_of(app: Flask, person: Person) -> dict[str, object]:
    store: Store = app.extensions["waymark"].store
    with person.client.session_transaction() as session:
        return store.read(session["file"], "answers") or {}


def test_what_only_one_window_changed_is_kept(own_device: Person, app: Flask) -> None:
    other = second_window(own_device).open("/questionnaire/situation")
    own_device.open("/questionnaire/situation").fill(coping="strained").press("Continue")
    other.fill(pip_stage="under_way").press("Continue")
    assert other.response.status_code == 200
    found = answers_of(app, own_device)
    assert (found["coping"], found["pip_stage"]) == ("strained", "under_way")


def test_what_both_changed_is_shown_twice_and_asked(own_device: Person, app: Flask) -> None:
    other = second_window(own_device).open("/questionnaire/situation")
    own_device.open("/questionnaire/situation").fill(coping="strained").press("Continue")
    other.fill(coping="ok", pip_stage="under_way").press("Continue")
    assert other.response.status_code == 409
    assert "Meanwhile another window saved" in other.words
    assert other.value("coping") == ["ok"]
    found = answers_of(app, own_device)
    assert (found["coping"], found["pip_stage"]) == ("strained", "under_way")
    other.press("Continue")
    assert answers_of(app, own_device)["coping"] == "ok"


def test_going_back_does_not_lose_it_either(own_device: Person) -> None:
    other = second_window(own_device).open("/questionnaire/situation")
    own_device.open("/questionnaire/situation").fill(coping="strained").press("Continue")
    other.fill(coping="ok").press("Back")
    assert other.response.status_code == 409


def test_a_save_in_passing_leaves_what_another_window_saved(own_device: Person, app: Flask) -> None:
    page = second_window(own_device).open("/questionnaire/situation")
    own_device.open("/questionnaire/situation").fill(coping="strained").press("Continue")
    data = {
        "csrf_token": page.hidden("csrf_token"),
        "sheet": page.hidden("sheet"),
        "turn": "1",
        "was": page.hidden("was"),
        "shown": ["coping", "pip_stage"],
        "coping": "ok",
        "pip_stage": "warned",
    }
    answer = page.client.post("/questionnaire/situation/turn", data=data)
    assert answer.get_json()["saved"] is False
    found = answers_of(app, own_device)
    assert (found["coping"], found["pip_stage"]) == ("strained", "warned")


def test_the_same_window_may_change_its_mind_as_often_as_it_likes(own_device: Person, app: Flask) -> None:
    page = own_device.open("/questionnaire/situation")
    common = {
        "csrf_token": page.hidden("csrf_token"),
        "sheet": page.hidden("sheet"),
        "was": page.hidden("was"),
        "shown": ["coping"],
    }
    for turn, coping in enumerate(("ok", "strained", ""), 1):
        sent = {**common, "turn": str(turn), "coping": coping}
        assert page.client.post("/questionnaire/situation/turn", data=sent).get_json()["saved"] is True
    assert "coping" not in answers_of(app, own_device)


def test_a_page_that_says_nothing_of_before_is_taken_as_it_is(own_device: Person, app: Flask) -> None:
    page = own_device.open("/questionnaire/situation")
    for was in ("", "[]", "{", "null"):
        data = {"csrf_token": page.hidden("csrf_token"), "sheet": page.hidden("sheet"), "turn": "9"}
        sent = {**data, "was": was, "shown": ["coping"], "coping": "ok", "action": "next"}
        assert page.client.post("/questionnaire/situation", data=sent).status_code in (200, 303)
    assert answers_of(app, own_device)["coping"] == "ok"
