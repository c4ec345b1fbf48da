"""A coach asks what would bring a step to a client's plan: beside it, and nothing private is told."""

from __future__ import annotations

from collections.abc import Callable

from engine.explain import QUICK, why_not
from engine.knowledge_base import KnowledgeBase
from tests.clock import NOON
from tests.coaching.conftest import ANSWERS
from tests.webapp.without_script import Person
from webapp.guides.opaque import opaque


def plan_of(person: Person) -> str:
    return person.address.removesuffix("tailor/") + "plan/"


def test_a_coach_asks_for_a_client(planned: Person) -> None:
    home = plan_of(planned)
    planned.open(home).press("What would bring it?")
    assert planned.address.startswith(f"{home}ask/")
    assert "What keeps it out now" in planned.words
    planned.open(planned.link("Back to your steps"))
    assert planned.address == home


def test_private_answers_stay_untold(planned: Person, knowledge: KnowledgeBase) -> None:
    home, today = plan_of(planned), NOON.date()
    for name in sorted(knowledge.strategies):
        found = why_not(knowledge, ANSWERS, name, today, "compiled", QUICK)
        private = [one for one in found.changes or {} if knowledge.questions[one].sensitive]
        if private:
            planned.open(f"{home}ask/{opaque(name)}")
            assert "shown on the person’s own page only" in planned.words
            assert all(knowledge.questions[one].wording not in planned.words for one in private)
            return
    raise AssertionError("no step rests on a private answer")


def test_a_step_that_the_coach_took_out_says_so(planned: Person, knowledge: KnowledgeBase) -> None:
    home = plan_of(planned)
    planned.press("Take it out").open(home)
    out = next(
        button.value for form in planned.page.forms for button in form.buttons if button.name == "step"
    )
    assert "Your coach took it out" in planned.open(f"{home}ask/{out}").words


def test_another_coach_finds_nothing(planned: Person, new_coach: Callable[..., Person]) -> None:
    home = plan_of(planned)
    other = new_coach("other@example.org")
    assert other.open(f"{home}ask").response.status_code == 404
