"""Reports from the record: filled, changed, kept, written anew, taken along, and nothing private in them."""

from __future__ import annotations

import html
import re
from typing import Any
from unittest.mock import patch

import pytest
from flask import Flask

from engine.record.reports import KINDS
from tests.webapp.conftest import to_check
from tests.webapp.without_script import Person
from webapp import services
from webapp.guides.opaque import opaque

GOALS: list[dict[str, Any]] = [
    {
        "id": "g1",
        "title": "Close nine tickets a day",
        "counted": "number",
        "unit": "tickets a day",
        "now": 5,
        "since": "2026-02-19",
        "target": 9,
        "by": "2026-04-19",
        "readings": [{"on": "2026-02-27", "value": 7}],
    },
    {"id": "g2", "title": "Answer within a day"},
]
ENTRIES: list[dict[str, Any]] = [
    {
        "kind": "evidence",
        "on": "2026-02-26",
        "goal": "g1",
        "done": "Nine closed by noon",
        "place": "queue, page 4",
    },
    {"kind": "feedback", "on": "2026-02-27", "goal": "g1", "said": "Clear answers", "who": "team lead"},
    {"kind": "mood", "on": "2026-02-27", "mood": "very_hard", "note": "Secretly sad"},
    {"kind": "check_in", "on": "2026-02-25", "state": "cancelled", "by": "manager"},
]


@pytest.fixture
def recorded(app: Flask, planned: Person) -> Person:
    """Someone with two goals and a record."""
    with planned.client.session_transaction() as session:
        file = session["file"]
    entries = [{"id": f"e{number}", "rev": 1, **one} for number, one in enumerate(ENTRIES)]
    with app.app_context():
        store = services().store
        store.change(file, "goals", lambda _: {"form": 1, "goals": GOALS})
        store.change(file, "record", lambda _: {"form": 1, "entries": entries})
        store.release()
    return planned


def _token(person: Person) -> str:
    found = person.hidden("csrf_token")
    assert found is not None
    return found


def _write(person: Person, kind: str, **about: str) -> str:
    """Write a report; its words."""
    data = {"csrf_token": _token(person.open("/record/reports/")), "kind": kind, **about}
    person._take(person.client.post("/record/reports/write", data=data, follow_redirects=True))
    assert person.response.status_code == 200
    return _words(person)


def _words(person: Person) -> str:
    found = re.search(r"<textarea[^>]*>\n?(.*?)</textarea>", person.response.text, re.DOTALL)
    assert found is not None
    return html.unescape(found[1])


def test_a_friday_report_has_target_now_proof_and_next_for_each_goal(recorded: Person) -> None:
    text = _write(recorded, "friday")
    assert "Target: 9 tickets a day, by 19 April 2026" in text
    assert "Now: 7 tickets a day (27 February 2026)" in text
    assert "Proof: Nine closed by noon (26 February 2026): queue, page 4" in text
    assert "Goal: Answer within a day" in text


def test_every_report_is_written_whole_and_says_nothing_of_feelings(recorded: Person) -> None:
    for kind in KINDS:
        text = _write(recorded, kind, goal="g1")
        assert not re.search(r"\{[a-z_]+(\||\})", text), kind
        assert "Secretly sad" not in text
        assert "Very hard" not in text


def test_a_proof_page_is_about_the_goal_that_was_chosen(recorded: Person) -> None:
    assert "Nine closed by noon" in _write(recorded, "proof", goal="g1")
    assert recorded.value("subject") == "Proof page: Close nine tickets a day"
    other = _write(recorded, "proof", goal="g2")
    assert "Nine closed by noon" not in other
    assert "Answer within a day" in other


def test_an_agenda_without_a_next_step_has_a_place_for_one(app: Flask, recorded: Person) -> None:
    with patch("webapp.record.writing.ticks_told", return_value={}):
        text = _write(recorded, "agenda")
    assert "Who does what, by when?\n- [one step, who, by when]\n" in text


def test_asking_for_more_time_names_the_facts(recorded: Person) -> None:
    text = _write(recorded, "extension", goal="g1")
    assert "It stands at 7 tickets a day now. The target is 9 tickets a day." in text
    assert "- The check-in of 25 February 2026 did not take place." in text


def test_sensitive_answers_and_private_steps_stay_out(app: Flask, recorded: Person) -> None:
    with recorded.client.session_transaction() as session:
        file = session["file"]
    with app.app_context():
        kb, store = services().kb, services().store
        hidden = [one.id for one in kb.strategies.values() if not one.in_reports]
        steps = {f"{name}/{step.id}": "2026-03-01" for name in hidden for step in kb.strategies[name].steps}
        store.change(file, "progress", lambda _: steps)
        store.release()
    said = " ".join(_write(recorded, kind, goal="g1") for kind in KINDS)
    assert [kb.strategies[name].title for name in hidden if kb.strategies[name].title in said] == []


def test_a_change_is_kept_and_the_report_of_the_day_is_opened_as_it_stands(recorded: Person) -> None:
    _write(recorded, "friday")
    recorded.fill(words="My own words", subject="Mine").press("Keep my changes")
    assert _words(recorded) == "My own words\n"
    assert _write(recorded, "friday") == "My own words\n"
    assert "Changed by you." in recorded.open("/record/reports/").words


def test_writing_it_anew_keeps_what_was_changed_beside_it(recorded: Person) -> None:
    _write(recorded, "friday")
    recorded.fill(words="My own words").press("Keep my changes").press("Write it anew")
    assert "Nine closed by noon" in _words(recorded)
    assert "My own words" in recorded.words
    recorded.press("Take this one back")
    assert _words(recorded) == "My own words\n"


def test_two_windows_show_both_texts(recorded: Person) -> None:
    _write(recorded, "friday")
    address = recorded.address
    old = recorded.hidden("rev") or ""
    recorded.fill(words="Of the first window").press("Keep my changes")
    typed = {"csrf_token": _token(recorded), "rev": old, "subject": "x", "words": "Of the second window"}
    recorded._take(recorded.client.post(address, data=typed))
    assert recorded.response.status_code == 409
    assert "Of the second window" in _words(recorded)
    assert "Of the first window" in recorded.words
    recorded.press("Keep my changes")
    assert _words(recorded.open(address)) == "Of the second window\n"


def test_it_is_taken_along_as_text_with_what_is_typed(recorded: Person) -> None:
    _write(recorded, "friday")
    words = "Line one\r\nLine two\r\n- a\r\n- b\r\nLine three"
    data = {"csrf_token": _token(recorded), "subject": "Week", "words": words}
    plain = "Week\n\nLine one\nLine two\n- a\n- b\nLine three\n"
    # in Markdown two spaces keep lines apart, and an empty line ends a list
    marked = "# Week\n\nLine one  \nLine two\n- a\n- b\n\nLine three\n"
    for ending, file, media in (("txt", plain, "text/plain"), ("md", marked, "text/markdown")):
        response = recorded.client.post(f"{recorded.address}/file/{ending}", data=data)
        assert response.get_data(as_text=True) == file
        assert response.headers["Content-Disposition"] == f'attachment; filename="waymark-words.{ending}"'
        assert response.headers["Content-Type"] == f"{media}; charset=utf-8"
    assert recorded.client.post(f"{recorded.address}/file/exe", data=data).status_code == 404


def test_a_report_is_taken_out(recorded: Person) -> None:
    _write(recorded, "friday")
    address = recorded.address
    recorded.press("Take it out")
    assert recorded.open(address).response.status_code == 404
    assert "Nothing yet." in recorded.open("/record/reports/").words


def test_the_letters_beside_the_steps_say_the_same_as_the_reports(recorded: Person) -> None:
    recorded.open(f"/plan/letter/{opaque('friday_report_note')}")
    letter = _words(recorded)
    assert letter.strip() == _write(recorded, "friday").strip()


def test_a_plan_without_goals_or_record_still_gives_every_report(planned: Person) -> None:
    for kind in KINDS:
        assert "[" in _write(planned, kind) or kind in ("proof", "agenda")


def test_an_unknown_kind_is_refused(recorded: Person) -> None:
    token = _token(recorded.open("/record/reports/"))
    answer = recorded.client.post("/record/reports/write", data={"csrf_token": token, "kind": "x"})
    assert answer.status_code == 400


def test_where_nothing_is_kept_no_report_is_written(work_device: Person) -> None:
    to_check(work_device)
    data = {"csrf_token": _token(work_device), "kind": "friday"}
    work_device._take(work_device.client.post("/record/reports/write", data=data, follow_redirects=True))
    assert "So far nothing of yours is kept here." in work_device.words


def test_words_for_a_new_date_bring_what_was_to_be_asked_for(recorded: Person) -> None:
    recorded.open(recorded.open("/record/").link("Check-in"))
    recorded.fill(state="cancelled", ask="Look at three cases").press("Keep it and ask for a new day")
    assert "Next:\n- Look at three cases\n" in _words(recorded)


def test_an_agenda_says_once_what_the_person_asks_for(recorded: Person) -> None:
    recorded.open(recorded.open("/record/").link("Check-in")).press("Keep it and write the agenda")
    words = _words(recorded)
    [steps] = re.findall(r"Who does what, by when\?\n(.*?)\n\n", words, re.DOTALL)
    lines = steps.split("\n")
    assert lines
    assert all(line.startswith("- ") for line in lines)
    assert len(lines) == len(set(lines))


def test_the_day_of_the_plan_is_known_from_its_start_and_its_length(app: Flask, recorded: Person) -> None:
    recorded.open("/questionnaire/situation").fill(plan_end="").press("Continue")
    recorded.open("/questionnaire/situation").fill(plan_length="60").press("Continue")
    assert "which runs until" in _write(recorded, "midpoint")
    assert "[end date]" not in _words(recorded)
