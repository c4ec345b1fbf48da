"""Where the device may be the employer's: nothing is stored unless the person chooses so."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from tests.webapp.conftest import to_check
from tests.webapp.without_script import Person

Count = Callable[[], int]


def test_an_own_device_keeps_answers_from_the_first_page_on(own_device: Person, stored_files: Count) -> None:
    assert stored_files() == 1
    assert "saved as you go" in own_device.words


@pytest.mark.parametrize("device", ["yes", "not_sure", ""])
def test_any_other_device_shows_a_notice_and_stores_nothing(
    person: Person, stored_files: Count, device: str
) -> None:
    person.open("/questionnaire/device").fill(employer_device=device).press("Continue")
    assert "We have stored nothing" in person.words
    assert "Stop here for now" in person.words
    assert stored_files() == 0


def test_the_whole_way_to_the_plan_and_its_files_stores_nothing(
    work_device: Person, stored_files: Count
) -> None:
    work_device.fill(pip_stage="under_way", plan_end="2026-04-19").press("Continue")
    assert "Nothing is being saved" in work_device.words
    work_device.fill(concerns=["technical"]).press("Continue")
    to_check(work_device)
    assert "19 April 2026" in work_device.words
    work_device.press("Make my plan")
    assert "Your way through" in work_device.words
    work_device.press("Markdown task list")
    assert work_device.response.text.startswith("# ")
    assert stored_files() == 0
    assert "file" not in _session(work_device)


def _session(person: Person) -> dict[str, object]:
    with person.client.session_transaction() as session:
        return dict(session)


def test_the_print_page_works_with_nothing_kept(work_device: Person) -> None:
    to_check(work_device).press("Make my plan")
    work_device.press("Print page")
    assert "My action plan" in work_device.words


def test_going_back_carries_the_answers(work_device: Person) -> None:
    work_device.fill(pip_stage="near_end").press("Continue").press("Back")
    assert work_device.value("pip_stage") == ["near_end"]


def test_changing_an_answer_carries_the_rest(work_device: Person) -> None:
    work_device.fill(pip_stage="near_end", plan_end="2026-03-10").press("Continue")
    to_check(work_device).press("Change the answers under “Where you are now”")
    assert work_device.value("plan_end") == "10 March 2026"
    work_device.fill(pip_stage="extended").press("Save and go back")
    assert "It was made longer" in work_device.words
    assert "10 March 2026" in work_device.words


def test_answering_more_works_with_nothing_kept(work_device: Person, stored_files: Count) -> None:
    work_device.press("Continue").fill(concerns=["deadlines"]).press("Continue")
    to_check(work_device).press("Make my plan").press("Answer more for a closer plan")
    assert work_device.has("fair_criticism")
    work_device.fill(main_goal="On time").press("Continue")
    assert json.loads(work_device.hidden("carried") or "{}")["main_goal"] == "On time"
    assert stored_files() == 0


def test_answers_can_be_kept_at_any_time(work_device: Person, stored_files: Count) -> None:
    work_device.fill(pip_stage="near_end").press("Keep my answers here")
    assert stored_files() == 1
    assert work_device.value("pip_stage") == ["near_end"]
    assert work_device.hidden("carried") is None


def test_a_plan_can_be_kept_with_its_ticks(work_device: Person, stored_files: Count) -> None:
    to_check(work_device).press("Make my plan")
    assert "ticks can’t be kept" in work_device.words
    assert not work_device.has("done")
    work_device.press("Keep my plan here")
    assert stored_files() == 1
    assert work_device.address == "/plan/"
    assert work_device.has("done")


def test_saying_later_that_the_device_is_watched_offers_to_remove_what_is_kept(
    own_device: Person, stored_files: Count
) -> None:
    own_device.fill(pip_stage="near_end").press("Continue")
    own_device.open("/questionnaire/device").fill(employer_device="yes").press("Continue")
    own_device.press("Remove what is kept, and go on")
    assert stored_files() == 0
    assert own_device.value("pip_stage") == ["near_end"], "the answers go on travelling"
    assert "Nothing is being saved" in own_device.words


def test_carried_answers_that_make_no_sense_are_refused_kindly(work_device: Person) -> None:
    for control in work_device._controls():
        if control.name == "carried":
            control.value = "{not json"
    work_device.press("Continue")
    assert work_device.response.status_code == 400
    assert "did not reach us whole" in work_device.words


@pytest.mark.parametrize("carried", ["[" * 50_000, '{"hours_per_week": NaN}', '{"hours_per_week": 1e999}'])
@pytest.mark.parametrize("address", ["/questionnaire/check", "/questionnaire/keep", "/plan/"])
def test_carried_answers_that_can_not_be_kept_are_refused_everywhere(
    work_device: Person, carried: str, address: str
) -> None:
    data = {"csrf_token": work_device.hidden("csrf_token"), "carried": carried, "then": "check"}
    assert work_device.client.post(address, data=data).status_code == 400


@pytest.mark.parametrize("field", ["carried", "typed"])
def test_half_a_character_among_what_is_carried_is_left_out(work_device: Person, field: str) -> None:
    words = '{"main_goal": "Nine \\ud800"}' if field == "carried" else '{"main_goal": ["Nine \\ud800"]}'
    data = {"csrf_token": work_device.hidden("csrf_token"), field: words, "action": "open"}
    answer = work_device.client.post("/questionnaire/goals", data=data)
    assert answer.status_code == 200
    assert "Nine " in answer.text


def test_a_carried_answer_of_the_wrong_kind_is_dropped(work_device: Person) -> None:
    for control in work_device._controls():
        if control.name == "carried":
            control.value = json.dumps(
                {"country": ["US"], "hours_per_week": 1e308, "nonsense": 1, "tenure": "xx"}
            )
    work_device.press("Continue")
    assert work_device.response.status_code == 200
    assert json.loads(work_device.hidden("carried") or "") == {}


def test_help_and_reading_open_beside_the_page_so_that_no_answer_is_lost(work_device: Person) -> None:
    page = work_device.response.text
    assert 'href="/help" target="_blank"' in page


def test_everything_can_be_erased_in_two_clicks(planned: Person, stored_files: Count) -> None:
    planned.open(planned.link("What is kept here")).press("Erase everything")
    assert "It is all gone" in planned.words
    assert stored_files() == 0
    assert planned.open("/plan/").address == "/questionnaire/device"


def test_the_page_says_how_long_what_is_kept_stays_and_how_it_goes(planned: Person) -> None:
    planned.open("/kept")
    assert "for 60 days after your last visit" in planned.words
    assert "stays here until then" in planned.words
    assert "not changed for 400 days" in planned.words
    assert "Erase everything kept here" in planned.words
