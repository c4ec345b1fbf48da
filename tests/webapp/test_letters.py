"""Letters and worksheets: filled, changed, printed and taken along, with nothing kept."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from flask import Flask

from engine.knowledge_base import KnowledgeBase
from tests.webapp.conftest import TODAY, to_check
from tests.webapp.without_script import Person
from webapp.guides.opaque import opaque


def _page(person: Person, name: str) -> str:
    person.open(f"/plan/letter/{opaque(name)}")
    assert person.response.status_code == 200
    return person.response.text


def _token(person: Person) -> str:
    found = re.search(r'name="csrf_token" value="([^"]+)"', person.response.text)
    assert found is not None
    return found[1]


def _file(person: Person, name: str, **typed: str) -> str:
    _page(person, name)
    data = {"csrf_token": _token(person), **typed}
    response = person.client.post(f"/plan/letter/{opaque(name)}/file", data=data)
    assert response.status_code == 200
    assert response.headers["Content-Disposition"] == 'attachment; filename="waymark-words.md"'
    assert response.headers["Content-Type"] == "text/markdown; charset=utf-8"
    return response.get_data(as_text=True)


@pytest.fixture
def with_a_goal(planned: Person) -> Person:
    """Someone with a plan, a goal and a number."""
    planned.press("Answer more for a closer plan")
    planned.fill(main_goal="close nine tickets a day").press("Continue")
    return planned


def test_every_letter_and_worksheet_has_a_page(planned: Person, kb: KnowledgeBase) -> None:
    for letter in kb.letters.values():
        page = _page(planned, letter.id)
        assert ("<table" in page or "sheet-" in page) == (letter.kind == "worksheet"), letter.id
        assert not re.search(r"\{[a-z_0-9]+(\||\})", page), letter.id


def test_a_letter_can_be_changed_before_it_is_taken_along(planned: Person) -> None:
    assert '<textarea class="letter-words"' in _page(planned, "clarify_goals")
    text = _file(planned, "clarify_goals", subject="Two goals", words="Hello Ada,\r\n\r\nis this right?\r\n")
    assert text == "Two goals\n\nHello Ada,\n\nis this right?\n"


def test_a_letter_is_downloaded_as_it_stands_where_nothing_was_typed(with_a_goal: Person) -> None:
    text = _file(with_a_goal, "clarify_goals")
    assert text.startswith("Checking that I read the goals correctly\n\nHello [manager’s name],")
    assert "close nine tickets a day" in text


def test_the_friday_report_says_what_was_ticked_and_no_private_step(
    app: Flask, with_a_goal: Person, kb: KnowledgeBase
) -> None:
    assert "[what you did, or “I was away”]" in _page(with_a_goal, "friday_report_note")
    with_a_goal.open("/plan/")
    steps = [control.value for control in with_a_goal._controls() if control.name == "done"]
    reported = next(step for step in steps if kb.strategies[step.split("/")[0]].in_reports)
    hidden = next(step for step in steps if step.startswith("quiet_second_track/"))
    for step in (reported, hidden):
        with_a_goal.open("/plan/")
        with_a_goal.client.post(
            "/plan/tick",
            data={
                "csrf_token": _token(with_a_goal),
                "on_page": step,
                "done": step,
                "number": "1",
            },
        )
    friday = TODAY + datetime.timedelta(days=4)
    app.extensions["waymark"] = replace(app.extensions["waymark"], today=lambda: friday)
    page = _page(with_a_goal, "friday_report_note")
    thing = kb.strategies[reported.split("/")[0]].in_reports
    assert thing is not None
    assert f"- {thing[:1].upper()}{thing[1:]} (begun)" in page
    assert "[what you did, or “I was away”]" not in page
    assert kb.strategies["quiet_second_track"].title not in page


def test_a_worksheet_has_the_answers_in_its_rows_and_takes_what_is_typed(with_a_goal: Person) -> None:
    page = _page(with_a_goal, "goal_worksheet")
    assert "close nine tickets a day" in page
    assert page.count("<textarea") == page.count("</textarea>") > 20
    text = _file(with_a_goal, "goal_worksheet", **{"c0-1-1": "a queue | that is empty\nby noon", "t2-0": "x"})
    assert "| The goal, in the plan’s own words | close nine tickets a day |" in text
    assert r"| What a stranger would see when it is met | a queue \| that is empty by noon |" in text
    assert "- [x] It says what.\n- [ ] It says how much." in text


def test_each_place_of_a_sheet_has_a_name_of_its_own_and_words_for_a_screen_reader(
    planned: Person, kb: KnowledgeBase
) -> None:
    for letter in kb.letters.values():
        if letter.kind == "worksheet":
            page = _page(planned, letter.id)
            names = re.findall(r'name="([lct]\d[^"]*)"', page)
            assert len(names) == len(set(names)) > 0, letter.id
            for field in re.findall(r"<textarea[^>]*>", page):
                assert (
                    "aria-label=" in field or f'<label for="{re.search(r"id=.([^ ]+).", field)[1]}' in page
                ), field  # type: ignore[index]


def test_what_is_typed_stays_out_of_the_page_that_comes_after(planned: Person) -> None:
    _file(planned, "goal_worksheet", **{"c0-1-1": "something only I know"})
    assert "something only I know" not in _page(planned, "goal_worksheet")


def test_markup_that_someone_types_stays_text(planned: Person) -> None:
    assert _file(planned, "clarify_goals", words="<script>alert(1)</script>").endswith("alert(1)</script>\n")


def test_a_letter_that_is_not_there_is_not_found(planned: Person) -> None:
    _page(planned, "clarify_goals")
    token = _token(planned)
    for answer in (
        planned.client.get("/plan/letter/00000000"),
        planned.client.post("/plan/letter/00000000/file", data={"csrf_token": token}),
    ):
        assert answer.status_code == 404


def test_someone_who_keeps_nothing_gets_letters_too(
    work_device: Person, stored_files: Callable[[], int]
) -> None:
    to_check(work_device)
    assert "Hello" in _page(work_device, "friday_report_note")
    assert stored_files() == 0


def test_a_story_is_shown_beside_a_plan_that_it_resembles(
    planned: Person, kb: KnowledgeBase, app: Flask
) -> None:
    planned.open("/plan/")
    assert kb.stories["late_deliveries"].title in planned.words
    assert "It is illustrative" in planned.words
    assert kb.stories["behind_on_technology"].who not in planned.words
