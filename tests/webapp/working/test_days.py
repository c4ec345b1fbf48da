"""Steps on other days, days that were lost, and steps up and down in their part."""

from __future__ import annotations

import datetime
import re

import pytest

from engine.knowledge_base import KnowledgeBase
from tests.webapp.without_script import Person
from tests.webapp.working.at_work import (
    START,
    Days,
    at,
    card,
    file_of,
    items,
    titles,
)
from webapp.store import Store


def test_a_step_is_put_off_and_the_change_undone(working: Person, kb: KnowledgeBase, weekly: str) -> None:
    before = card(working, weekly)
    working.open(at(weekly)).fill(until="2026-03-30").press("Put it off")
    assert f"Put off until 30 March 2026: {kb.strategies[weekly].title}" in working.words
    assert "Mon 30 Mar to" in card(working, weekly)
    working.open("/plan/work/").press("Undo")
    assert card(working, weekly) == before


@pytest.mark.parametrize(
    ("words", "until"),
    [
        ("Tomorrow: Sun 8 Mar", "8 March"),
        ("Next Monday: Mon 9 Mar", "9 March"),
        ("In a week: Sat 14 Mar", "14 March"),
    ],
)
def test_a_step_is_put_off_with_one_press(
    working: Person, days: Days, words: str, until: str, kb: KnowledgeBase
) -> None:
    days.today = datetime.date(2026, 3, 7)  # a Saturday
    begun = next(one for one in items(working) if one["start"] <= "2026-03-07" and _can_wait(one))
    working.open(at(begun["id"])).press(words)
    if "That would be a full week" in working.words:
        working.press("Move it there all the same")
    assert f"Put off until {until} 2026: {begun['title']}" in working.words


def _can_wait(item: dict[str, object]) -> bool:
    return not item["pinned"] and not item["repeats"] and str(item["due"]) >= "2026-03-07"


def test_no_day_is_offered_on_which_the_step_has_not_even_begun(working: Person) -> None:
    ahead = next(one["id"] for one in items(working) if one["start"] > "2026-03-09" and not one["repeats"])
    assert "Until which day?" in working.open(at(ahead)).words
    assert not any(words in working.words for words in ("Tomorrow:", "Next Monday:", "In a week:"))


@pytest.mark.parametrize("typed", ["30 March", "Mar 30th", "30.3.", "30/3", "30/03/2026"])
def test_a_day_can_be_typed_as_people_write_it(working: Person, weekly: str, typed: str) -> None:
    working.open(at(weekly)).fill(until=typed).press("Put it off")
    assert "Put off until 30 March 2026" in working.words


def test_of_two_days_the_one_that_can_be_chosen_is_meant(working: Person, weekly: str) -> None:
    working.open(at(weekly)).fill(start="7/4", due="8/4").press("Move it there")
    assert "Tue 7 Apr to Wed 8 Apr" in card(working, weekly)


def test_a_step_is_moved_to_days_that_were_chosen(working: Person, weekly: str) -> None:
    working.open(at(weekly)).fill(start="2026-03-24", due="2026-03-26").press("Move it there")
    assert "Tue 24 Mar to Thu 26 Mar" in card(working, weekly)


def fill_a_week(working: Person) -> None:
    """Eleven hours of one's own work in the week from 23 March."""
    own = {"title": "Stocktaking", "start": "2026-03-23", "due": "2026-03-27", "hours": "11"}
    working.open("/plan/work/add").fill(**own).press("Add it to my plan")


def test_before_a_step_goes_into_a_full_week_its_hours_are_told_and_the_next_week_with_room(
    working: Person, store: Store, weekly: str
) -> None:
    fill_a_week(working)
    kept = store.read(file_of(working), "changes")
    working.open(at(weekly)).fill(until="2026-03-24").press("Put it off")
    assert "That would be a full week" in working.words
    assert re.search("The week from 23 March 2026 would hold 1[2-9]", working.words)
    assert "Your plan counts on 12 hours a week" in working.words
    assert store.read(file_of(working), "changes") == kept
    working.press("Move it to 30 March 2026 instead")
    assert "Mon 30 Mar" in card(working, weekly)


def test_a_step_goes_into_a_full_week_all_the_same_if_the_person_says_so(
    working: Person, weekly: str
) -> None:
    fill_a_week(working)
    working.open(at(weekly)).fill(start="2026-03-24", due="2026-03-26").press("Move it there")
    assert "That would be a full week" in working.words
    working.press("Move it there all the same")
    assert "Tue 24 Mar to Thu 26 Mar" in card(working, weekly)


def test_an_own_step_that_fills_a_week_is_added_and_the_hours_told(working: Person) -> None:
    fill_a_week(working)
    assert "Added: Stocktaking" in working.words
    assert "The week from 23 March 2026 now holds" in working.words
    assert "Your plan counts on 12 hours a week" in working.words


@pytest.mark.parametrize(
    ("start", "due", "says"),
    [
        ("2026-04-01", "2026-05-30", "The last day it can be is 19 April 2026"),
        ("2026-04-09", "2026-04-08", "can’t be before the first day"),
        ("2026-02-01", "2026-02-02", "Choose days from 2 March 2026 on"),
        ("", "", "Choose a first and a last day"),
        ("2026-03-09", "whenever", "Write the date with its month"),
        ("3/4", "2026-04-17", "Write the month as a word"),
    ],
)
def test_days_that_can_not_be_are_refused_with_what_can(
    working: Person, weekly: str, store: Store, start: str, due: str, says: str
) -> None:
    working.open(at(weekly)).fill(start=start, due=due).press("Move it there")
    assert working.response.status_code == 422
    assert says in working.words
    assert not (store.read(file_of(working), "changes") or {}).get("changes")


def test_steps_go_up_and_down_in_their_part(working: Person, kb: KnowledgeBase) -> None:
    before = [one["id"] for one in items(working)]
    part = [one["id"] for one in items(working) if one["phase"] == "weekly" and not one["pinned"]]
    working.open(at(part[0]))
    assert "Move up" not in working.words
    working.press("Move down")
    assert working.address == at(part[0])
    now = [one["id"] for one in items(working) if one["id"] in part]
    assert now == [part[1], part[0], *part[2:]]
    working.press("Move up")
    assert [one["id"] for one in items(working)] == before
    working.open(at(part[-1])).press("Make it the first")
    assert [one["id"] for one in items(working) if one["id"] in part] == [part[-1], *part[:-1]]
    assert "Make it the first" not in working.words
    working.press("Undo")
    assert "Move down" not in working.open(at(part[-1])).words


def test_after_a_lost_week_all_that_is_open_lies_ahead_and_can_be_taken_back(
    working: Person, days: Days
) -> None:
    before = titles(working)
    days.today = START + datetime.timedelta(days=10)
    assert "has gone by. They still count." in working.open("/plan/").words
    working.open("/plan/work/").fill(days="7").press("Move what is left")
    assert "What is left has moved. You go on from 12 March 2026" in working.words
    assert "I lost some days" in working.words
    gone = [title for title in before if title not in titles(working)]
    for title in gone:  # what found no room is named, with the reason
        assert title in working.words
    working.open("/plan/work/").press("Undo")
    assert sorted(titles(working)) == sorted(before)


def test_days_lost_before_the_plan_was_made_are_refused(working: Person) -> None:
    working.open("/plan/work/").press("Move what is left")
    assert working.response.status_code == 422
    assert "It leaves out the days before" in working.words
