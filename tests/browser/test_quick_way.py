"""The short way to a first plan: what each kind of person is asked on it, and how long that takes them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser

from engine.knowledge_base import KnowledgeBase
from tests.browser.conftest import PHONE, Visitor, visitor

MOST_ITEMS = 13
"""Items of docs/requirements.md on the short way; the fields of a compound one (C03, C04) count once."""
MOST_SECONDS = 300
SLOW = 200
"""Words a minute, all of them read: a sixth below the mean of adults reading English (Brysbaert 2019)."""
CHOOSING, TYPING, GOING_ON = 1.3, 7.0, 2.3
"""Seconds to touch an answer, to touch a box and type a day on a phone, to press and see the next page
(after the keystroke-level model of Card, Moran and Newell; what is read is counted by its words)."""
STAGES = (
    "I have no plan, and want to keep it that way",
    "It is under way",
    "It was made longer",
)
ANSWERS = {
    "employer_device": "No, all of it is my own",
    "coping": "I am struggling",
    "plan_start": "19 February",
    "plan_end": "19 April",
    "hours_per_week": "3",
}
READ = """() => { document.querySelectorAll('.unseen').forEach((one) => { one.hidden = true; });
    return [document.querySelector('#page-form')?.innerText ?? '']; }"""


@dataclass
class Way:
    """What someone met on the short way."""

    asked: list[str] = field(default_factory=list)
    lines: set[str] = field(default_factory=set)
    """What could be read, each line once: a button that stands on each page is not read again."""
    chosen: int = 0
    typed: int = 0
    pages: int = 0

    def read(self, text: str) -> None:
        self.lines |= {re.sub(r"\d+ of \d+", "", line.strip()) for line in text.splitlines()}

    @property
    def seconds(self) -> float:
        words = sum(len(line.split()) for line in self.lines)
        acted = self.chosen * CHOOSING + self.typed * TYPING + self.pages * GOING_ON
        return words / SLOW * 60 + acted


def walked(person: Visitor, stage: str) -> Way:
    """The short way of someone who answers everything, with two answers where several fit."""
    page, way = person.page, Way()
    person.open("/questionnaire/device")
    while not page.get_by_role("heading", name="Check your answers").count():
        while name := next((one for one in names(person) if one not in way.asked), None):
            way.asked.append(name)
            # each question once, whatever its words are: they are counted here, not found by a person
            question = page.locator(f"[data-question={name}]")
            if question.get_by_role("textbox").count():
                question.get_by_role("textbox").fill(ANSWERS.get(name, ""))
                question.get_by_role("textbox").blur()
                way.typed += 1
            elif question.get_by_role("checkbox").count():
                for box in question.get_by_role("checkbox").all()[:2]:
                    box.check()
                    way.chosen += 1
            else:
                answer = stage if name == "pip_stage" else ANSWERS.get(name)
                radios = question.get_by_role("radio")
                (question.get_by_label(answer, exact=True) if answer else radios.first).check()
                way.chosen += 1
            person.saved()
        way.read(page.get_by_role("main").evaluate(READ)[0])
        way.pages += 1
        person.press("Continue")
    way.read(page.get_by_role("heading", level=1).inner_text())
    way.read(page.get_by_text("This is what your steps will be made from.").inner_text())
    person.press("Make my plan")
    way.pages += 1
    assert person.heading("Your way through")
    return way


def names(person: Visitor) -> list[str]:
    """The questions on the page, without that for the length: it goes once an end is given, the same item."""
    # the question's own name, by which it is told which item of the list it is
    found = person.page.locator("[data-question]")
    shown: list[str] = found.evaluate_all("(all) => all.map((one) => one.dataset.question)")
    return [name for name in shown if name != "plan_length"]


@pytest.mark.parametrize("stage", STAGES)
def test_the_short_way_asks_thirteen_things_at_most_in_under_five_minutes(
    browser: Browser, address: str, kb: KnowledgeBase, stage: str
) -> None:
    context = browser.new_context(viewport=PHONE)
    way = walked(visitor(context, address), stage)
    context.close()
    items = {kb.questions[name].ref or name for name in way.asked}
    assert 9 <= len(items) <= MOST_ITEMS, sorted(items)
    assert way.seconds < MOST_SECONDS, f"{way.seconds:.0f} seconds"
