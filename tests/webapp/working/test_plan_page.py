"""The first view of a plan that is worked, and the pages around it."""

from __future__ import annotations

import datetime
import re
from typing import Any

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
)
from webapp.store import Store


def test_the_first_view_says_where_one_is_the_next_thing_and_how_it_goes(working: Person) -> None:
    page = working.response.text
    order = ["Day 12 of 60.", "The one next thing", "How it goes", 'id="today"', 'id="week"']
    assert sorted(order, key=page.index) == order
    assert "Nothing is ticked yet" in working.words
    assert re.search(r"This week holds \d+ things", working.words)


def test_days_that_went_by_are_told_without_blame(working: Person, days: Days) -> None:
    days.today = START + datetime.timedelta(days=20)
    working.open("/plan/")
    assert "has gone by. They still count." in working.words
    for word in ("behind schedule", "late with", "failed", "overdue", "should have"):
        assert word not in working.words


def _part(working: Person, name: str) -> str:
    """The page from the heading of a part to the next heading of a part."""
    return working.response.text.split(f'id="{name}"')[1].split("<h2")[0]


def test_after_a_bad_spell_a_few_things_stand_first_and_the_others_wait_behind_one_line(
    working: Person, days: Days
) -> None:
    days.today = START + datetime.timedelta(days=20)
    working.open("/plan/")
    shown, _line, folded = _part(working, "today").partition('id="more-today"')
    first, more = shown.count('<article class="item'), folded.count('<article class="item')
    assert first <= 4
    assert more > 4
    assert f"{more} more" in folded
    head = working.response.text.partition('id="glance"')[0]
    assert "Some days went by. That happens, and nothing is lost." in head
    assert working.link("I lost days: move what is left") == "/plan/work/#lost"


def test_this_week_is_the_calendar_week_and_on_a_weekend_the_coming_one(working: Person, days: Days) -> None:
    later = [at(one["id"]) for one in items(working) if one["start"] == "2026-03-09"]
    assert later
    days.today = datetime.date(2026, 3, 6)  # a Friday
    assert not any(one in _part(working.open("/plan/"), "week") for one in later)
    assert "This week holds" in working.words
    days.today = datetime.date(2026, 3, 7)
    assert all(one in _part(working.open("/plan/"), "week") for one in later)
    assert "The coming week holds" in working.words


def _tick_all(working: Person, store: Store, item: dict[str, Any], day: str) -> None:
    ticks = {f"{item['id']}/{step['id']}": day for step in item["steps"]}
    store.change(file_of(working), "progress", lambda now: {**now, **ticks})


def test_a_habit_that_was_done_last_week_comes_back_in_this_one(
    working: Person, store: Store, days: Days
) -> None:
    habit = next(one for one in items(working) if one["repeats"] == "weekly" and one["start"] < "2026-03-09")
    says = "You did all of it last on Friday 6 March. It comes back now."
    _tick_all(working, store, habit, "2026-03-06")
    days.today = datetime.date(2026, 3, 8)
    assert says not in card(working, habit["id"])
    days.today = datetime.date(2026, 3, 9)
    assert says in card(working, habit["id"])
    working.press("Start again for this week")
    assert f"0 of {len(habit['steps'])} done" in card(working, habit["id"])


def test_what_was_done_of_a_habit_still_counts_when_it_starts_again(
    working: Person, store: Store, days: Days
) -> None:
    habit = next(one for one in items(working) if one["repeats"] == "weekly" and one["start"] < "2026-03-09")
    steps = len(habit["steps"])
    behind = f"{steps} steps are behind you."
    _tick_all(working, store, habit, "2026-03-06")
    days.today = datetime.date(2026, 3, 9)
    assert behind in working.open("/plan/").words
    assert "Done once before." not in card(working, habit["id"])
    working.press("Start again for this week")
    assert "Done once before." in card(working, habit["id"])
    assert behind in working.open("/plan/").words
    working.open("/plan/work/").press("Undo")
    assert "Done once before." not in card(working, habit["id"])
    assert behind in working.open("/plan/").words


def test_the_next_thing_can_be_a_habit_that_starts_again(working: Person, store: Store, days: Days) -> None:
    for one in items(working):
        _tick_all(working, store, one, "2026-03-06")
    days.today = datetime.date(2026, 3, 9)
    working.open("/plan/").press("Start again for")
    assert "Done once before." in working.open("/plan/").words


def test_the_habit_that_was_pressed_starts_again_though_another_window_moved_it(
    working: Person, store: Store
) -> None:
    before_it, *rest = [one for one in items(working) if not one["pinned"]]
    habit = next(one for one in rest if one["repeats"] == "weekly")
    _tick_all(working, store, habit, "2026-03-02")
    working.open("/plan/")
    other = Person(working.client).open(at(before_it["id"])).press("Put it aside")
    assert before_it["title"] not in _part(other, "today")
    working.press("Start again for this week")
    assert f"0 of {len(habit['steps'])} done" in card(working, habit["id"])


def test_a_habit_whose_days_are_over_is_no_longer_the_next_thing(working: Person, days: Days) -> None:
    own = {"title": "Clear five letters first", "start": "2026-03-02", "due": "2026-03-04", "hours": "20 min"}
    working.open("/plan/work/add").fill(**own, repeats="daily").press("Add it to my plan")
    assert own["title"] in _part(working.open("/plan/"), "week")
    days.today = datetime.date(2026, 3, 5)
    assert own["title"] in _part(working.open("/plan/"), "done")


def test_a_good_day_has_no_such_offer(working: Person) -> None:
    assert "I lost days: move what is left" not in working.words


def test_once_the_days_are_over_what_is_left_may_be_kept_or_let_go(working: Person, days: Days) -> None:
    [item] = [one for one in items(working) if one["id"] == "evidence_log"]
    days.today = datetime.date(2026, 4, 25)
    working.open("/plan/")
    left = _part(working, "left")
    assert "The plan’s days are over. What is left you may keep or let go." in left
    assert item["title"] in left
    assert item["title"] not in _part(working, "today")
    assert "I lost" not in working.words
    working.open(at(item["id"]))
    assert "You can keep this as it is, tick it, or put it aside." in working.words
    assert "Until which day?" not in working.words
    working.press("Put it aside")
    assert f"Put aside: {item['title']}" in working.words
    assert item["title"] not in _part(working, "left")


def test_a_part_for_a_case_that_did_not_come_is_left_away_and_brought_back(working: Person) -> None:
    item = next(one for one in items(working) if len(one["steps"]) > 2 and not one["pinned"])
    step = item["steps"][1]["text"]
    every = f"0 of {len(item['steps'])} done"
    assert every in card(working, item["id"])
    working.open(at(item["id"])).press(f"Not needed {step}")
    assert f"One part is not needed: {item['title']}" in working.words
    assert f"0 of {len(item['steps']) - 1} done" in card(working, item["id"])
    working.open(at(item["id"])).press(f"Bring it back {step}")
    assert every in card(working, item["id"])


def test_after_the_last_day_the_plan_asks_how_it_ended_and_not_for_a_diary(
    working: Person, days: Days
) -> None:
    assert "How did it end?" not in working.words
    days.today = datetime.date(2026, 4, 20)
    working.open("/plan/")
    assert "How did it end?" in working.words
    working.open(working.link("Say how it ended"))
    assert working.words.index("Where are you now with the plan?") < working.words.index("Save, and see")
    stage = working.response.text.index('name="pip_stage"')
    assert all(stage < working.response.text.index(f'name="{one}"') for one in ("plan_end", "concerns"))


def test_what_is_long_gone_by_does_not_stay_the_next_thing(working: Person, days: Days) -> None:
    days.today = datetime.date(2026, 4, 16)
    working.open("/plan/")
    today = working.response.text.split('id="today"')[1].split('id="week"')[0]
    titles = re.findall(r'class="item-title">([^<]+)<', today)
    assert titles[0] == "Get safe first"
    assert titles.index("Make one proof page per goal") < titles.index("Move your notes somewhere private")


def test_an_own_step_that_comes_back_goes_on_to_the_end_of_the_plan(working: Person) -> None:
    own = {"title": "Talk with my manager", "start": "2026-03-05", "due": "2026-03-08", "hours": "0.5"}
    working.open("/plan/work/add").fill(**own, repeats="weekly").press("Add it to my plan")
    assert "Every week from Thu 5 Mar until Sun 19 Apr" in working.words


def test_a_step_that_is_gone_has_a_kind_page(working: Person) -> None:
    working.open("/plan/work/step/00000000")
    assert working.response.status_code == 404
    assert "This step is not in the plan now" in working.words
    assert working.link("Back to your steps") == "/plan/"


def test_without_a_file_the_pages_say_what_they_need(person: Person) -> None:
    for address in ("/plan/work/", "/plan/work/add", "/plan/work/step/00000000"):
        assert "Changes need a place to be kept" in person.open(address).words


def test_no_address_and_no_title_of_these_pages_says_what_they_are_about(
    working: Person, kb: KnowledgeBase, weekly: str
) -> None:
    for address in ("/plan/work/", "/plan/work/add", at(weekly)):
        working.open(address)
        assert weekly not in working.address
        assert kb.strategies[weekly].title not in working.title
        assert "performance" not in working.title.lower()


def test_once_the_plan_is_over_its_page_still_works_and_asks_for_no_lost_days(
    working: Person, days: Days
) -> None:
    days.today = datetime.date(2026, 5, 4)
    assert "The last day was" in working.open("/plan/").words
    assert "I lost some days" not in working.words
    assert "I lost some days" not in working.open("/plan/work/").words


def _titles_of_today(person: Person) -> list[str]:
    today = person.response.text.split('id="today"')[1].split("<h2")[0]
    return re.findall(r'class="item-title">([^<]+)<', today)


def _made_again(person: Person, store: Store, **answers: Any) -> Person:
    store.change(file_of(person), "answers", lambda now: {**now, **answers})
    return person.open("/plan/again").press("Take the new plan")


def test_on_the_last_days_their_own_steps_stand_before_what_has_gone_by(
    working: Person, store: Store, days: Days
) -> None:
    store.change(file_of(working), "answers", lambda now: {**now, "coping": "strained"})
    working.open("/plan/again").press("Take the new plan")
    days.today = datetime.date(2026, 4, 14)
    working.open("/plan/")
    assert "has gone by" in working.words
    assert _titles_of_today(working)[0] == "Make one proof page per goal"
    days.today = datetime.date(2026, 4, 19)
    assert _titles_of_today(working.open("/plan/"))[:2] == [
        "Make one proof page per goal",
        "Get the result in writing",
    ]


def test_in_the_extra_time_its_own_steps_stand_first(working: Person, store: Store, days: Days) -> None:
    days.today = datetime.date(2026, 4, 21)
    _made_again(working, store, pip_stage="extended", plan_end="2026-05-20", coping="strained")
    of_its_own = "Get the aims of the extra time in writing"
    assert _titles_of_today(working)[0] == of_its_own
    assert of_its_own in working.response.text.split('id="next"')[1].split("</section>")[0]
    days.today = datetime.date(2026, 4, 27)
    assert _titles_of_today(working.open("/plan/"))[0] == of_its_own


@pytest.mark.parametrize("stage", ["passed", "ended"])
def test_the_days_after_a_plan_are_no_plan_of_ninety_days(
    working: Person, store: Store, days: Days, stage: str
) -> None:
    assert "Halfway" in working.response.text
    days.today = datetime.date(2026, 4, 21)
    store.change(file_of(working), "answers", lambda now: {**now, "pip_stage": stage})
    preview = working.open("/plan/again").words
    assert "Your steps would be for the next 90 days, from 21 April 2026 to 19 July 2026." in preview
    assert "The plan now goes" not in preview
    assert "The plan has other days" not in preview
    working.press("Take the new plan")
    assert (
        "Your steps for the next 90 days. They go from Tuesday 21 April to Sunday 19 July." in working.words
    )
    days.go_on(9)
    after = working.open("/plan/").words
    assert "Your steps for the time after the plan. They go from Tuesday 21 April" in after
    for page in (preview, after, working.response.text):
        assert not re.search(r"[Dd]ay \d+ of|days are left|Halfway", page)


def test_a_check_in_of_today_stands_on_the_plan_with_the_way_to_its_points(
    working: Person, days: Days
) -> None:
    assert "check-in." not in working.words
    working.open("/record/check-ins").open(working.link("Note a check-in"))
    working.fill(on="2026-03-04", at="14:00", questions="Does half count?").press("Keep it")
    assert "check-in." not in working.open("/plan/").words
    days.today = datetime.date(2026, 3, 4)
    working.open("/plan/").open(working.link("Today, 14:00: check-in."))
    assert "Does half count?" in working.response.text
    working.fill(at="", state="cancelled").press("Keep it")
    assert "check-in." not in working.open("/plan/").words
