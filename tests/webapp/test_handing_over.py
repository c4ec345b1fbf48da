"""What goes along to a coach (S11): only what was chosen, and nothing sensitive unless it was."""

from __future__ import annotations

import pytest
from flask import Flask

from engine.record.entries import Entry, entry_to_json
from engine.typed_days import as_day
from tests.webapp.without_script import Person


def put(app: Flask, person: Person, name: str, document: dict[str, object]) -> None:
    """Keep a document in the person's file."""
    with person.client.session_transaction() as session:
        file = session["file"]
    app.extensions["waymark"].store.change(file, name, lambda _before: document)


@pytest.fixture
def with_record(app: Flask, planned: Person) -> Person:
    """A plan, a goal, and a record with something of each kind."""
    day = as_day("2026-02-25")
    assert day is not None
    entries = [
        Entry("done", "evidence", day, said={"done": "Sent the notes", "seen": "Team lead"}),
        Entry("said", "feedback", day, said={"said": "Clearer now", "who": "my manager"}),
        Entry("felt", "mood", day, said={"mood": "very_hard", "note": "Did not sleep"}),
        Entry("kept", "evidence", day, said={"done": "A private thing", "private": "yes"}),
        Entry("met", "check_in", day, said={"mine": "Write the plan", "own": "I was shaking"}),
    ]
    put(app, planned, "record", {"form": 1, "count": 5, "entries": [entry_to_json(one) for one in entries]})
    put(app, planned, "goals", {"form": 1, "goals": [{"id": "g1", "title": "Answer in a day"}]})
    return planned


def sheet(person: Person) -> str:
    """What would go along."""
    person.press("Look at it first")
    return person.words.split("This is all of it")[1].split("Change what goes along")[0]


def test_at_first_only_the_steps_of_the_plan_are_ticked(with_record: Person) -> None:
    shown = sheet(with_record.open("/a-coach/take/"))
    assert "Week" in shown
    for kept in ("Answer in a day", "Sent the notes", "Clearer now", "Write the plan"):
        assert kept not in shown


def test_steps_that_only_private_answers_call_for_are_a_choice_of_their_own(planned: Person) -> None:
    planned.press("Answer more for a closer plan")
    while not planned.has("health_affects"):
        planned.press("Continue")
    planned.fill(health_affects="yes_not_told").press("Continue")
    planned.open("/questionnaire/check").press("Make my plan").press("Take the new plan")
    told = "Ask for an adjustment for your health"
    assert told in planned.words
    shown = sheet(planned.open("/a-coach/take/"))
    assert told not in shown
    assert "Week" in shown
    assert told in sheet(planned.press("Change what goes along").fill(private_steps=["yes"]))


def test_what_is_ticked_goes_along_word_for_word(with_record: Person) -> None:
    with_record.open("/a-coach/take/").fill(
        words="How to say no", tracks=[], progress=[], goal=["g1"], entry=["done", "said", "met"]
    )
    shown = sheet(with_record)
    for chosen in ("How to say no", "Answer in a day", "Sent the notes", "Clearer now", "Write the plan"):
        assert chosen in shown
    with_record.press("Download as text")
    assert with_record.response.headers["Content-Disposition"] == (
        'attachment; filename="waymark-for-a-talk.md"'
    )
    text = with_record.response.text
    assert "- 25 February 2026. Sent the notes" in text
    assert "advice" in text  # the notice of every file that leaves
    assert "## Week" not in text


def test_what_is_for_oneself_can_t_be_chosen_at_all(with_record: Person) -> None:
    with_record.open("/a-coach/take/")
    assert "Did not sleep" not in with_record.words
    assert "A private thing" not in with_record.words
    token = with_record.hidden("csrf_token")
    everything = {"csrf_token": token, "entry": ["done", "said", "felt", "kept", "met"]}
    text = with_record.client.post("/a-coach/take/file", data=everything).text
    assert "Sent the notes" in text
    for kept in ("Did not sleep", "Very hard", "A private thing", "shaking", "Team lead"):
        assert kept not in text


def test_the_choice_stays_when_going_back_to_it(with_record: Person) -> None:
    with_record.open("/a-coach/take/").fill(tracks=["prepare"], progress=[], entry=["said"], words="Mine")
    with_record.press("Look at it first").press("Change what goes along")
    assert with_record.value("tracks") == ["prepare"]
    assert with_record.value("entry") == ["said"]
    assert with_record.value("words") == "Mine"


def test_nothing_chosen_is_said(with_record: Person) -> None:
    with_record.open("/a-coach/take/").fill(tracks=[], progress=[])
    assert "Nothing is chosen yet" in sheet(with_record)


def test_without_anything_kept_the_page_about_coaches_comes(work_device: Person) -> None:
    assert work_device.open("/a-coach/take/").address == "/a-coach"
