"""Coaches with clients, on Monday 2 March 2026."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.security.conftest import app, browser, clock, new_coach, quick_hashes, store
from tests.webapp.conftest import to_check
from tests.webapp.without_script import Person

__all__ = ["app", "browser", "clock", "new_coach", "quick_hashes", "store"]

ALIAS = "Blue Heron"


@pytest.fixture
def coach(new_coach: Callable[..., Person]) -> Person:
    """A coach who is logged in and has no clients yet."""
    return new_coach()


@pytest.fixture
def client(coach: Person) -> Person:
    """A coach with the file of one client open, nothing answered yet."""
    return coach.fill(alias=ALIAS).press("Open their file")


@pytest.fixture
def planned(client: Person) -> Person:
    """A coach on the page that changes a client's plan, made from the quick questions."""
    home = client.address
    client.open(client.link("Begin the questions"))
    for _ in range(20):
        for name, value in ANSWERS.items():
            if client.has(name):
                client.fill(**{name: value})
        if "Check your answers" in client.words:
            break
        client.press("Continue")
        if "Your answers so far are still here" in client.words:
            client.open(client.link("Go on with the questions"))
    to_check(client).press("Make my plan")
    return client.open(home + "tailor/")


ANSWERS: dict[str, str | list[str]] = {
    "employer_device": "no",
    "pip_stage": "under_way",
    "plan_start": "2026-02-19",
    "plan_end": "2026-04-19",
    "coping": "i_do_not_feel_safe",
    "concerns": ["deadlines"],
}
"""Late deliveries, and not feeling safe: a safety rule pins something."""
