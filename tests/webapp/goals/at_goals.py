"""What the tests of goals share: an exact goal as it is typed, and what is read off a page."""

from __future__ import annotations

import re

from tests.webapp.without_script import Person

EXACT = {
    "title": "Close nine tickets",
    "what": "Nine are closed each day",
    "counted": "number",
    "measure": "tickets closed",
    "unit": "a day",
    "now": "5",
    "target": "9",
    "by": "2026-04-17",
    "possible": "yes",
    "why": "It is my job",
}


def token(person: Person) -> str:
    found = person.hidden("csrf_token")
    assert found is not None
    return found


def linked(person: Person, within: str) -> list[str]:
    """The addresses on a page that have this in them."""
    return re.findall(rf'href="([^"]*{within}[^"]*)"', person.response.text)
