"""What the tests of coming back share: a code read off its page, and a clock that can be put forward."""

from __future__ import annotations

import datetime
import re

from tests.webapp.without_script import Person
from webapp.store import Store

CODE = re.compile(r"\b([0-9A-Z]{4}(?: [0-9A-Z]{4}){6})\b")


def code_of(person: Person) -> str:
    """Make a code, and read it from the page."""
    person.open("/code").press("code")
    found = CODE.search(person.words)
    assert found, person.words
    person.open(person.link("I have written it down"))
    return found[1]


class Clock:
    """The store's clock, which a test can put forward."""

    def __init__(self, store: Store):
        self.now = store.now()
        store.now = lambda: self.now

    def forward(self, minutes: float) -> None:
        self.now += datetime.timedelta(minutes=minutes)
