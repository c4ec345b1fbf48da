"""A walk through one person's questionnaire and plan: every page, day and file of it."""

from __future__ import annotations

import datetime

from tests.webapp.pseudo_app import TODAY, Watched, p
from tests.webapp.without_script import Person
from webapp import services

DURING = datetime.date(2026, 3, 20)


def walk_plan(watched: Watched, person: Person, base: str = "/") -> None:
    """Everything that can be seen and taken of one person's questionnaire and plan."""
    with watched.app.app_context():
        sections = [section.id for section in services().kb.sections]
    for section in sections:
        person.open(f"{base}questionnaire/{section}")
        person.open(f"{base}questionnaire/{section}?from=check")
    person.open(f"{base}questionnaire/check").press(p("Make my plan"))
    assert person.address == f"{base}plan/", person.words[:300]
    if base == "/":
        person.open("/a-coach").open("/without-network")
        if p("Keep my steps on this device") in person.words:  # only where it is said to be one's own
            person.press(p("Keep my steps on this device for when there is no network"))
            assert person.open("/without-network/steps").response.status_code == 200
    for today in (TODAY, DURING, datetime.date(2027, 3, 1)):
        watched.today = today
        person.open(f"{base}plan/")
    watched.today = TODAY
    steps = {link for link, _ in person.open(f"{base}plan/").page.links if "/plan/step/" in link}
    for step in sorted(steps):
        person.open(step)
    assert person.open(f"{base}plan/step/00000000").response.status_code == 404
    person.open(f"{base}plan/print")
    for name in ("markdown", "csv", "json"):
        assert person.open(f"{base}plan/file/{name}").response.status_code == 200
    asking = person.open(f"{base}plan/ask")
    steps = [button for form in asking.page.forms for button in form.buttons if button.name == "step"]
    for button in steps[::12]:
        person.open(f"{base}plan/ask/{button.value}")
