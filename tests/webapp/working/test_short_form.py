"""A step in its short form says so on its page; with more hours the plan made again holds all of it."""

from __future__ import annotations

from flask import Flask

from tests.webapp.without_script import Person
from tests.webapp.working.at_work import ANSWERS, card, items
from webapp.store import Store

SAYS = "This is the short form, for weeks with little time."


def with_hours(app: Flask, store: Store, hours: int) -> Person:
    person = Person(app.test_client())
    answers = {**ANSWERS, "coping": "ok", "pip_stage": "just_received", "plan_start": "2026-03-01"}
    documents = {"answers": {**answers, "hours_per_week": hours}, "place": {"quick": False}}
    with person.client.session_transaction() as session:
        session["file"] = store.create_file(documents=documents)
    return person.open("/questionnaire/check").press("Make my plan")


def test_the_page_of_a_short_step_says_that_it_is_one(app: Flask, store: Store) -> None:
    person = with_hours(app, store, 2)
    short = [one["id"] for one in items(person) if one.get("short")]
    assert "clarify_vague_goals" in short
    assert SAYS in card(person, "clarify_vague_goals")
    assert "hardest to check" in card(person, "clarify_vague_goals")
    usual = [one["id"] for one in items(person) if not one.get("short")]
    assert SAYS not in card(person, usual[0])


def test_who_has_more_hours_sees_no_short_form(app: Flask, store: Store) -> None:
    person = with_hours(app, store, 12)
    assert not [one["id"] for one in items(person) if one.get("short")]
    assert SAYS not in card(person, "clarify_vague_goals")


def test_more_hours_bring_all_of_a_step_when_the_plan_is_made_again(app: Flask, store: Store) -> None:
    person = with_hours(app, store, 2)
    before = {one["id"]: one["effort_hours"] for one in items(person)}
    person.open("/questionnaire/direction").fill(hours_per_week="12").press("Continue")
    person.open("/plan/").press("Make the plan again").press("Take the new plan")
    after = {one["id"]: one["effort_hours"] for one in items(person)}
    assert before["clarify_vague_goals"] < after["clarify_vague_goals"]
