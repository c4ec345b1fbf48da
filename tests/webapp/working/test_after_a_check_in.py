"""From a check-in that took place to a plan that knows what was agreed in it."""

from __future__ import annotations

import datetime
import json

from tests.webapp.without_script import Person
from tests.webapp.working.at_work import Days, file_of, items
from webapp.store import Store


def test_from_a_check_in_to_the_plan_made_again(working: Person, store: Store) -> None:
    working.open("/record/check-ins")
    working.open(next(address for address, _words in working.page.links if "/record/new/" in address))
    working.press("Keep it and bring your plan up to date")
    assert working.address == "/plan/work/changed"
    assert "held" in json.dumps(store.read(file_of(working), "record"))
    before = items(working)
    working.fill(plan_end="2026-05-10", concerns=["deadlines"]).press("Save, and see what changes")
    assert working.address == "/plan/again"
    assert "It would go from 19 February 2026 to 10 May 2026" in working.words
    assert items(working) == before
    working.press("Take the new plan")
    assert items(working) != before
    assert "Your plan was made again." in working.words


def test_from_there_to_the_goals_and_from_the_plan_page_too(working: Person) -> None:
    working.open(working.open("/plan/").link("Something changed at work"))
    assert working.link("Open your goals").startswith("/goals")


def test_a_last_day_before_the_first_is_said_at_once(working: Person) -> None:
    working.open("/plan/work/changed").fill(plan_end="2026-01-10").press("Save, and see what changes")
    assert working.response.status_code == 422
    assert "don’t fit together" in working.words


def test_a_plan_that_was_made_longer_needs_another_last_day_than_the_one_gone_by(
    working: Person, days: Days
) -> None:
    days.today = datetime.date(2026, 4, 21)
    working.open("/plan/work/changed").fill(pip_stage="extended").press("Save, and see what changes")
    assert working.response.status_code == 422
    assert "Write the new last day." in working.words
    working.fill(plan_end="17 May").press("Save, and see what changes")
    assert "It would go from 19 February 2026 to 17 May 2026" in working.words


def test_another_window_is_not_overwritten(working: Person, store: Store) -> None:
    page = working.open("/plan/work/changed").page
    working.open("/plan/work/changed").fill(hours_per_week="3").press("Save, and see what changes")
    working.page, working.address = page, "/plan/work/changed"
    working.fill(hours_per_week="7").press("Save, and see what changes")
    assert working.response.status_code == 409
    assert "Another window changed this meanwhile" in working.words
    assert (store.read(file_of(working), "answers") or {})["hours_per_week"] == 3
    assert working.value("hours_per_week") == "7"
    working.press("Save, and see what changes")
    assert (store.read(file_of(working), "answers") or {})["hours_per_week"] == 7


def test_nothing_that_changed_leaves_the_plan_and_the_other_answers_alone(
    working: Person, store: Store
) -> None:
    answers = store.read(file_of(working), "answers")
    working.open("/plan/work/changed").press("Save, and see what changes")
    assert "Nothing in your plan would change" in working.words
    assert store.read(file_of(working), "answers") == answers


def test_goals_of_the_old_last_day_are_moved_to_the_new_one_in_one_press(
    working: Person, store: Store, days: Days
) -> None:
    kept = [
        {"id": "a", "title": "Nine tickets", "by": "2026-04-19", "target": 95, "target_since": "2026-02-20"},
        {"id": "b", "title": "Reports on time", "by": "2026-04-19"},
        {"id": "c", "title": "A day of its own", "by": "2026-04-10"},
        {"id": "d", "title": "It is met", "by": "2026-04-19", "met": "2026-03-01"},
    ]
    store.change(file_of(working), "goals", lambda _: {"form": 1, "goals": kept})

    def by() -> list[str]:
        return [one["by"] for one in (store.read(file_of(working), "goals") or {})["goals"]]

    assert "new last day" not in working.open("/goals/").words
    days.today = datetime.date(2026, 4, 21)
    working.open("/plan/work/changed").fill(pip_stage="extended", plan_end="17 May")
    working.press("Save, and see what changes").press("Take the new plan")
    working.open("/goals/")
    assert (
        "The plan now goes until 17 May 2026. These goals still have its earlier last day:" in working.words
    )
    working.press("Move them to 17 May 2026")
    assert "Moved to the plan’s last day: 2 goals" in working.words
    assert "new last day" not in working.words
    assert by() == ["2026-05-17", "2026-05-17", "2026-04-10", "2026-04-19"]
    working.press("Undo")
    assert by() == [one["by"] for one in kept]
    store.change(file_of(working), "answers", lambda now: {**now, "pip_stage": "passed"})
    assert "new last day" not in working.open("/goals/").words
