"""Someone who works their plan, in a browser without a script, and what can be seen of it."""

from __future__ import annotations

import datetime
import json
from typing import Any

from tests.webapp.without_script import Person
from webapp.guides.opaque import opaque

START = datetime.date(2026, 3, 2)
ANSWERS: dict[str, Any] = {
    "employer_device": "no",
    "pip_stage": "under_way",
    "plan_start": "2026-02-19",
    "plan_end": "2026-04-19",
    "coping": "i_do_not_feel_safe",
    "concerns": ["deadlines", "communication"],
    "goal_clarity": "few",
    "hours_per_week": 12,
}


class Days:
    """The app's clock."""

    def __init__(self) -> None:
        self.today = START

    def __call__(self) -> datetime.date:
        return self.today

    def go_on(self, days: int) -> None:
        self.today += datetime.timedelta(days=days)


def file_of(person: Person) -> str:
    with person.client.session_transaction() as session:
        return str(session["file"])


def items(person: Person) -> list[dict[str, Any]]:
    """The plan's items as the file of it has them, in their order."""
    found: list[dict[str, Any]] = json.loads(person.client.get("/plan/file/json").text)["items"]
    return found


def titles(person: Person) -> list[str]:
    return [one["title"] for one in items(person)]


def at(item: str) -> str:
    """The page on which an item is changed."""
    return f"/plan/work/step/{opaque(item)}"


def card(person: Person, item: str) -> str:
    """All that the page of an item says."""
    return person.open(f"/plan/step/{opaque(item)}").words


def change_answers(person: Person) -> None:
    person.open("/questionnaire/goals").fill(concerns=["attendance"]).press("Continue")
    person.open("/plan/")


def send_again(person: Person, words: str) -> None:
    """Press a button twice, as people do when a page is slow."""
    page = person.page
    person.press(words)
    first = person.address
    person.page = page
    person.press(words)
    assert person.address == first
