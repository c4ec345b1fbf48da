"""One page open in two windows: neither overwrites the other silently."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.webapp.without_script import Person
from webapp.store import Store

PAGE = "/questionnaire/technical"


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


@pytest.fixture
def skilled(own_device: Person) -> tuple[Person, Person]:
    """Excel at level 1 and French at level 2, on a page that is open in two windows."""
    own_device.press("Continue").fill(concerns=["technical"]).press("Continue")
    while "Check your answers" not in own_device.words:
        own_device.press("Continue")
    own_device.press("Make my plan").press("Answer more for a closer plan")
    own_device.open(PAGE).fill(skill_1="Excel").press("Add another skill").fill(skill_2="French")
    own_device.fill(skill_1_level="1").press("Continue").fill(skill_2_level="2").press("Continue")
    return own_device.open(PAGE), second_window(own_device).open(PAGE)


def skills_of(app: Flask, person: Person) -> list[tuple[object, object]]:
    found = answers_of(app, person)
    rows = ((f"skill_{n}", f"skill_{n}_level") for n in (1, 2, 3))
    return [(found[name], found.get(level)) for name, level in rows if name in found]


def test_a_change_follows_its_row_when_another_window_moved_it(
    skilled: tuple[Person, Person], app: Flask
) -> None:
    one, stale = skilled
    one.press("Remove Skill 1: Excel")
    stale.fill(skill_2_level="3").press("Continue")
    assert skills_of(app, one) == [("French", 3)]


def test_rows_at_the_same_level_are_not_taken_for_each_other(
    skilled: tuple[Person, Person], app: Flask
) -> None:
    one, stale = skilled
    one.fill(skill_2_level="1").press("Continue")
    stale.open(PAGE)
    one.open(PAGE).press("Remove Skill 1: Excel")
    stale.fill(skill_1_level="4").press("Continue")
    assert skills_of(app, one) == [("French", 1), ("Excel", 4)], "changed here, so it is still wanted"


def test_rows_added_in_both_windows_stand_beside_each_other(
    skilled: tuple[Person, Person], app: Flask
) -> None:
    one, stale = skilled
    stale.press("Add another skill").fill(skill_3="SQL", skill_2_level="3")
    one.press("Remove Skill 1: Excel").press("Add another skill").fill(skill_2="Go")
    one.press("Continue")
    stale.press("Continue")
    assert skills_of(app, one) == [("French", 3), ("Go", None), ("SQL", None)]


def test_a_row_for_which_there_is_no_room_any_more_is_asked_about(
    skilled: tuple[Person, Person], app: Flask
) -> None:
    one, stale = skilled
    one.press("Remove Skill 1: Excel").press("Add another skill").fill(skill_2="Go")
    one.press("Add another skill").fill(skill_3="SQL").press("Continue")
    stale.fill(skill_1_level="4").press("Continue")
    assert stale.response.status_code == 409
    assert "Meanwhile another window saved “French” here" in stale.words
    assert "Meanwhile another window saved “Go” here" in stale.words
    assert skills_of(app, one) == [("French", 2), ("Go", None), ("SQL", None)]


def test_what_both_changed_is_asked_where_the_row_stands_now(
    skilled: tuple[Person, Person], app: Flask
) -> None:
    one, stale = skilled
    one.press("Remove Skill 1: Excel").fill(skill_1_level="3").press("Continue")
    stale.fill(skill_2_level="4").press("Continue")
    assert stale.response.status_code == 409
    assert "Meanwhile another window saved “I can do most tasks alone” here" in stale.words
    assert (stale.value("skill_1"), stale.value("skill_1_level")) == ("French", ["4"])
    assert not stale.has("skill_2")
    stale.press("Continue")
    assert skills_of(app, one) == [("French", 4)]


def test_saves_in_passing_of_a_row_that_moved_stay_with_it(
    skilled: tuple[Person, Person], app: Flask
) -> None:
    one, stale = skilled
    shown = {"skill_1": "Excel", "skill_1_level": "1", "skill_2_level": "2"}
    hidden = {name: stale.hidden(name) for name in ("csrf_token", "sheet", "was")}
    one.press("Remove Skill 1: Excel")
    for turn, name in enumerate(("Frenc", "French B", "French B1"), 1):
        sent = {**hidden, **shown, "skill_2": name, "turn": str(turn)}
        sent["shown"] = ["skill_1", "skill_1_level", "skill_2", "skill_2_level"]
        assert stale.client.post(PAGE + "/turn", data=sent).get_json()["saved"] is True
    assert skills_of(app, one) == [("French B1", 2)]


def test_a_page_with_something_to_put_right_shows_its_rows_where_they_stand_now(
    own_device: Person, app: Flask
) -> None:
    own_device.press("Continue").fill(concerns=["targets"]).press("Continue")
    page = "/questionnaire/performance"
    own_device.open(page).fill(measure_name="Calls").press("Add another number").fill(measure_2_name="Sales")
    own_device.press("Continue").open(page)
    stale = second_window(own_device).open(page)
    own_device.press("Remove Number 1: Calls")
    stale.fill(measure_2_name="S" * 5000).press("Continue")
    assert stale.response.status_code == 422
    assert str(stale.value("measure_name")).startswith("SSSS")
    assert not stale.has("measure_2_name")
    stale.fill(measure_name="Sales in May").press("Continue")
    found = answers_of(app, own_device)
    assert found["measure_name"] == "Sales in May"
    assert "measure_2_name" not in found
