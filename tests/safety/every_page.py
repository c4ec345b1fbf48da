"""Every page there is: the addresses of the app's own map, with values that exist put into them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from flask import Flask

from engine.knowledge_base import KnowledgeBase
from tests.webapp.conftest import to_check
from tests.webapp.without_script import Person
from webapp.guides.opaque import opaque

NOT_PAGES = ("api.", "static", "leaving.")
"""What answers programs and browsers, not people, and what leads away or closes all that is opened after."""


def with_a_plan(person: Person, concerns: Sequence[str] = ("deadlines",)) -> Person:
    """Someone on their own device with a plan from the quick questions, for concerns by their codes."""
    person.open("/questionnaire/device").fill(employer_device="no").press("Continue")
    person.fill(pip_stage="under_way", plan_start="2026-02-19", plan_end="2026-04-19").press("Continue")
    person.fill(concerns=list(concerns)).press("Continue")
    return to_check(person).press("Make my plan")


def with_a_closer_plan(person: Person, **answers: str | list[str]) -> Person:
    """The same with all questions open, and these answers wherever they are asked."""
    with_a_plan(person).press("Answer more for a closer plan")
    for _ in range(30):
        for name, answer in answers.items():
            if person.has(name):
                person.fill(**{name: answer})
        if "Check your answers" in person.words:
            break
        person.press("Continue")
    to_check(person).press("Make my plan")
    return person.press("Take the new plan") if "What would change" in person.words else person


def client_of(coach: Person) -> str:
    """The address of a client of this coach, with a plan."""
    home = coach.open("/coach/").fill(alias="Blue Heron").press("Open their file").address
    coach.open(home + "questionnaire/device").fill(employer_device="no")
    for _ in range(20):
        if "Check your answers" in coach.words:
            break
        coach.press("Continue")
    coach.press("Make my plan")
    return home


def addresses(app: Flask, kb: KnowledgeBase, client: str) -> Iterator[tuple[str, str]]:
    """Endpoint and address of all that can be opened; KeyError for an argument that has no value here."""
    things = {
        "guides.guide": kb.guides,
        "guides.story": kb.stories,
        "plans.letter": kb.letters,
        "asking.about": kb.strategies,
        "plans.step": kb.strategies,
        "record.new": {"record evidence": None},
        "working.step": kb.strategies,
        "working.rewrite": kb.strategies,
    }
    with app.test_request_context():
        for rule in app.url_map.iter_rules():
            if "GET" not in (rule.methods or ()) or rule.endpoint.startswith(NOT_PAGES):
                continue
            values: dict[str, str] = {}
            for name in rule.arguments:
                if name == "address":
                    values[name] = opaque(next(iter(things[rule.endpoint.removeprefix("client_")])))
                else:
                    values[name] = {
                        "client_id": client.rstrip("/").rpartition("/")[2],
                        "section": kb.sections[0].id,
                        "token": "nobody-was-given-this",
                        "name": "markdown",
                        "goal_id": "0123456789",
                        "number": "1",
                        "theme": "dark",
                    }.get(name) or _unknown(rule.endpoint, name)
            with app.app_context():
                yield rule.endpoint, app.url_map.bind("localhost").build(rule.endpoint, values)


def _unknown(endpoint: str, name: str) -> str:
    raise KeyError(f"{endpoint} has an argument '{name}' that these tests give no value for")
