"""The plan made again: shown before it is taken, and nothing of the person's is lost."""

from __future__ import annotations

import re
from typing import Any

import pytest

from engine.knowledge_base import KnowledgeBase
from engine.pipeline import make_plan
from tests.webapp.without_script import Person
from tests.webapp.working.at_work import (
    ANSWERS,
    START,
    Days,
    at,
    card,
    change_answers,
    file_of,
    items,
    send_again,
    titles,
)
from webapp.store import Store


def test_making_the_plan_again_shows_what_would_change_before_anything_changes(
    working: Person, store: Store
) -> None:
    made = store.read(file_of(working), "plan")
    change_answers(working)
    working.press("Make the plan again")
    assert "Nothing has changed yet" in working.words
    assert re.search(r"\d+ steps? would come in", working.words)
    assert re.search(r"\d+ steps? would go", working.words)
    assert store.read(file_of(working), "plan") == made
    working.press("Keep the plan I have")
    assert store.read(file_of(working), "plan") == made
    assert "Your answers have changed" not in working.words


def test_a_new_plan_keeps_ticks_notes_own_steps_and_changes(
    working: Person, kb: KnowledgeBase, store: Store
) -> None:
    step = next(one.value for one in working._controls() if one.name == "done")
    item = step.partition("/")[0]
    working.fill(done=[step]).press("Save my ticks")
    working.open(at(item)).fill(text="Zebra").press("Save the note")
    working.open("/plan/work/add").fill(title="Call Sam").press("Add it to my plan")
    changes = store.read(file_of(working), "changes")
    change_answers(working)
    working.press("Make the plan again").press("Take the new plan")
    assert working.address == "/plan/"
    assert "Call Sam" in titles(working)
    assert "Zebra" in card(working, item)
    assert step in (store.read(file_of(working), "progress") or {})
    now = store.read(file_of(working), "changes") or {}
    assert now["changes"] == (changes or {})["changes"]


def test_what_vanishes_with_ticks_is_kept_behind_the_person(
    working: Person, kb: KnowledgeBase, store: Store, days: Days
) -> None:
    made = store.read(file_of(working), "plan") or {}
    other = {**ANSWERS, "concerns": ["attendance"], "goal_clarity": "all"}
    after = {one.id for one in make_plan(kb, other, START, "compiled").items}
    gone = next(one for one in made["items"] if one["id"] not in after)
    key = f"{gone['id']}/{gone['steps'][0]['id']}"
    store.change(file_of(working), "progress", lambda _: {key: "2026-03-02"})
    store.change(file_of(working), "answers", lambda _: other)
    working.open("/plan/").press("Make the plan again").press("Take the new plan")
    assert gone["title"] not in titles(working)
    assert "The plan no longer has these" in working.words
    assert "1 step is behind you." in working.words
    assert gone["title"] in working.words
    assert store.read(file_of(working), "progress") == {key: "2026-03-02"}


def test_what_vanishes_with_a_note_is_kept_behind_the_person(
    working: Person, kb: KnowledgeBase, store: Store
) -> None:
    made = store.read(file_of(working), "plan") or {}
    other = {**ANSWERS, "concerns": ["attendance"], "goal_clarity": "all"}
    after = {one.id for one in make_plan(kb, other, START, "compiled").items}
    gone = next(one["id"] for one in made["items"] if one["id"] not in after)
    working.open(at(gone)).fill(text="Zebra").press("Save the note")
    store.change(file_of(working), "answers", lambda _: other)
    working.open("/plan/").press("Make the plan again").press("Take the new plan")
    assert "The plan no longer has these" in working.words
    assert "Your note: Zebra" in working.words


def test_a_new_plan_is_taken_back_and_taken_again(working: Person, store: Store) -> None:
    made, before = store.read(file_of(working), "plan"), items(working)
    change_answers(working)
    working.press("Make the plan again").press("Take the new plan")
    assert "Your plan was made again." in working.words
    again = items(working)
    assert again != before
    send_again(working, "Undo")
    assert "Your earlier plan is in place again." in working.words
    assert store.read(file_of(working), "plan") == made
    assert items(working) == before
    assert "Your answers have changed" in working.words
    working.open("/plan/work/").press("Go back to it")
    assert items(working) == again
    assert "Your answers have changed" not in working.words


def test_a_plan_that_would_stay_as_it_is_says_so(working: Person) -> None:
    working.open("/plan/again")
    assert "Nothing in your plan would change" in working.words
    working.open("/plan/").press("Make the plan again from today")
    assert "nothing in it changed" in working.words
    assert "Undo" not in working.words


def test_a_first_goal_that_changed_is_told_and_taken_up_once_the_plan_is_made_again(
    working: Person, store: Store
) -> None:
    assert "Your first goal has changed" not in working.open("/plan/").words
    goal = {"form": 1, "goals": [{"id": "g1", "title": "Answer each ticket within two days"}]}
    store.change(file_of(working), "goals", lambda _: goal)
    assert "Your first goal has changed" in working.open("/plan/").words
    assert "Answer each ticket within two days" not in str(items(working))
    working.press("Make the plan again")
    assert re.search("[0-9]+ steps? would say something else", working.words)
    assert "Answer each ticket within two days" in working.words
    working.press("Take the new plan")
    assert "Answer each ticket within two days" in str(items(working))
    assert "Your first goal has changed" not in working.words


def test_a_proposal_that_is_out_of_date_is_shown_anew(working: Person, store: Store) -> None:
    change_answers(working)
    working.press("Make the plan again")
    store.change(file_of(working), "answers", lambda now: {**now, "concerns": ["technical"]})
    made = store.read(file_of(working), "plan")
    working.press("Take the new plan")
    assert "Something changed meanwhile" in working.words
    assert store.read(file_of(working), "plan") == made


def _tick_all(person: Person, store: Store, item: dict[str, Any], day: str) -> None:
    ticks = {f"{item['id']}/{step['id']}": day for step in item["steps"]}
    store.change(file_of(person), "progress", lambda now: {**now, **ticks})


def test_what_is_done_stays_as_it_stands_when_the_plan_is_made_again(
    working: Person, kb: KnowledgeBase, store: Store, days: Days
) -> None:
    made = store.read(file_of(working), "plan") or {}
    finished = [one for one in made["items"] if not one["repeats"] and not one["pinned"]][:3]
    for one in finished:
        _tick_all(working, store, one, "2026-03-04")
    days.go_on(24)
    fresh = {one.id: one for one in make_plan(kb, ANSWERS, days.today, "compiled").items}
    assert any(one["id"] not in fresh or str(fresh[one["id"]].due) != one["due"] for one in finished)
    working.open("/plan/again")
    for one in finished:
        assert one["title"] not in working.words
    working.press("Take the new plan")
    now = {one["id"]: one for one in items(working)}
    for one in finished:
        assert [now[one["id"]][name] for name in ("start", "due")] == [one["start"], one["due"]]
    steps = sum(len(one["steps"]) for one in finished)
    assert f"{steps} steps are behind you." in working.open("/plan/").words


def test_what_is_begun_keeps_its_ticked_steps_where_it_would_come_in_its_short_form(
    working: Person, kb: KnowledgeBase, store: Store
) -> None:
    few = {**ANSWERS, "hours_per_week": 2}
    short = {one.id for one in make_plan(kb, few, START, "compiled").items if one.short}
    made = store.read(file_of(working), "plan") or {}
    begun = next(one for one in made["items"] if one["id"] in short and len(one["steps"]) > 1)
    key = f"{begun['id']}/{begun['steps'][0]['id']}"
    store.change(file_of(working), "progress", lambda _: {key: "2026-03-02"})
    store.change(file_of(working), "answers", lambda _: few)
    working.open("/plan/").press("Make the plan again").press("Take the new plan")
    now = next(one for one in items(working) if one["id"] == begun["id"])
    assert [one["id"] for one in now["steps"]] == [one["id"] for one in begun["steps"]]
    assert "1 step is behind you." in working.open("/plan/").words


def test_a_habit_that_is_ticked_goes_on_when_the_plan_is_made_again(
    working: Person, store: Store, days: Days
) -> None:
    habits = [one for one in items(working) if one["repeats"] and one["start"] < "2026-03-20"]
    habit = habits[-1]
    store.change(
        file_of(working), "progress", lambda _: {f"{habit['id']}/{habit['steps'][0]['id']}": "2026-03-20"}
    )
    days.go_on(21)
    working.open("/plan/again")
    told = working.words.partition("would move")[2].partition("would say something else")[0]
    assert told
    assert habit["title"] not in told
    working.press("Take the new plan")
    now = next(one for one in items(working) if one["id"] == habit["id"])
    assert (now["start"], now["due"]) == (habit["start"], habit["due"])


@pytest.mark.parametrize(
    "after", [{"pip_stage": "extended", "plan_end": "2026-05-20"}, {"pip_stage": "passed"}]
)
def test_a_step_that_keeps_safe_and_is_done_gets_no_new_days(
    working: Person, store: Store, days: Days, after: dict[str, str]
) -> None:
    safe = next(one for one in items(working) if one["id"] == "get_safe_first")
    assert safe["pinned"]
    _tick_all(working, store, safe, "2026-03-02")
    days.go_on(46)
    store.change(file_of(working), "answers", lambda now: {**now, **after})
    working.open("/plan/again")
    assert safe["title"] not in working.words.partition("would move")[2]
    working.press("Take the new plan")
    now = next(one for one in items(working) if one["id"] == safe["id"])
    assert (now["start"], now["due"]) == (safe["start"], safe["due"])
