"""Skills and numbers in rows: added, removed, put back; without a script, and nothing is lost."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from engine.knowledge_base import KnowledgeBase
from tests.webapp.without_script import Person


@pytest.fixture(params=["own_device", "work_device"])
def skilled(request: pytest.FixtureRequest) -> Person:
    """Someone with two skills on the page for skills: kept once, and once travelling with the pages."""
    person: Person = request.getfixturevalue(request.param)
    person.press("Continue").fill(concerns=["technical"]).press("Continue")
    for _ in range(20):
        if "Check your answers" in person.words:
            break
        person.press("Continue")
    person.press("Make my plan").press("Answer more for a closer plan")
    while not person.has("skill_1"):
        person.press("Continue")
    person.fill(skill_1="Excel").press("Add another skill")
    return person.fill(skill_2="French", skill_1_level="1").press("Add another skill")


def shown(person: Person) -> list[str]:
    return [str(person.value(name)) for name in ("skill_1", "skill_2", "skill_3") if person.has(name)]


def test_only_what_was_added_is_shown(skilled: Person) -> None:
    assert shown(skilled) == ["Excel", "French", ""]
    assert "Add another skill" not in skilled.words, "there are three at most"
    assert "Remove Skill 2: French" in skilled.words
    assert 'name="skill_3"' in skilled.response.text
    assert skilled.response.text.count("data-focus") == 1, "the new box takes the focus"


def test_removing_moves_later_ones_up_and_can_be_undone(skilled: Person) -> None:
    skilled.fill(skill_3="SQL", skill_2_level="3").press("Remove Skill 1: Excel")
    assert shown(skilled) == ["French", "SQL"]
    assert skilled.value("skill_1_level") == ["3"]
    assert "Taken out: Skill 1: Excel." in skilled.words
    skilled.press("Put it back")
    assert shown(skilled) == ["Excel", "French", "SQL"]
    assert (skilled.value("skill_1_level"), skilled.value("skill_2_level")) == (["1"], ["3"])


def test_with_no_room_left_what_was_taken_out_waits(skilled: Person) -> None:
    skilled.fill(skill_3="SQL").press("Remove Skill 1: Excel").press("Add another skill")
    skilled.fill(skill_3="Go").press("Put it back")
    assert "There is no room for it now" in skilled.words
    assert shown(skilled) == ["French", "SQL", "Go"]
    skilled.press("Remove Skill 3: Go").press("Put it back")
    assert shown(skilled) == ["French", "SQL", "Go"]


def test_an_empty_one_is_filled_in_first_and_is_gone_after_going_on(skilled: Person) -> None:
    skilled.press("Remove Skill 3")
    assert shown(skilled) == ["Excel", "French"]
    skilled.press("Add another skill").fill(skill_2="").press("Continue")
    skilled.press("Back")
    assert shown(skilled) == ["Excel"]


def test_emptying_a_name_closes_the_gap_and_keeps_the_later_ones(skilled: Person) -> None:
    skilled.fill(skill_1="").press("Continue").press("Back")
    assert shown(skilled) == ["French"]


def test_a_number_that_can_not_be_read_moves_with_its_row(own_device: Person) -> None:
    own_device.press("Continue").fill(concerns=["targets"]).press("Continue")
    own_device.open("/questionnaire/performance").fill(measure_name="Calls").press("Add another number")
    own_device.fill(measure_2_name="Letters").press("Continue")
    own_device.fill(measure_now="20", measure_2_now="about x").press("Remove Number 1: Calls")
    assert own_device.value("measure_name") == "Letters"
    assert own_device.value("measure_now") == "about x"
    own_device.press("Put it back")
    assert (own_device.value("measure_now"), own_device.value("measure_2_now")) == ("20", "about x")


@pytest.mark.parametrize("action", ["add-nothing", "remove-coping", "put-back-", "remove-skill"])
def test_a_button_that_is_not_there_is_refused(own_device: Person, action: str) -> None:
    data = {"csrf_token": own_device.hidden("csrf_token"), "action": action}
    assert own_device.client.post("/questionnaire/technical", data=data).status_code == 400


@pytest.mark.parametrize("taken", ["", "x", "[]", '["skill",-1,["a",1,2]]', '["skill",0,[["a"],1,2]]'])
def test_a_taken_row_that_makes_no_sense_changes_nothing(
    own_device: Person, taken: str, stored_files: Callable[[], int]
) -> None:
    own_device.press("Continue").fill(concerns=["technical"]).press("Continue")
    own_device.open("/questionnaire/technical").fill(skill_1="Excel").press("Continue")
    own_device.open("/questionnaire/technical")
    data = {"csrf_token": own_device.hidden("csrf_token"), "action": "put-back-skill", "taken": taken}
    answer = own_device.client.post(
        "/questionnaire/technical", data={**data, "shown": "skill_1", "skill_1": "Excel"}
    )
    assert answer.status_code == 200
    assert own_device.open("/questionnaire/technical").value("skill_1") == "Excel"


def test_every_kind_of_row_can_be_added_and_named(kb: KnowledgeBase) -> None:
    groups = [group for section in kb.sections for group in section.rows]
    assert {group.id for group in groups} == {"measure", "skill"}
    assert all(len(group.rows) == 3 for group in groups)


def test_what_another_window_moved_is_not_removed_in_place_of_what_was_shown(own_device: Person) -> None:
    own_device.press("Continue").fill(concerns=["targets"]).press("Continue")
    own_device.open("/questionnaire/performance").fill(measure_name="Calls").press("Add another number")
    own_device.fill(measure_2_name="Sales").press("Add another number").fill(measure_3_name="Visits")
    own_device.press("Continue").open("/questionnaire/performance")
    other = Person(own_device.client).open("/questionnaire/performance")
    own_device.press("Remove Number 1: Calls")
    other.press("Remove Number 2: Sales")
    assert re.search("Taken out: [^.]*Sales", other.words)
    assert other.value("measure_name") == "Visits"
    own_device.press("Remove Number 1: Sales")
    assert "That one is gone already" in own_device.words
    assert own_device.value("measure_name") == "Visits"
