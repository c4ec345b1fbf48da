"""Times as a person reads them."""

from __future__ import annotations

import datetime

import pytest

from engine.knowledge_base import KnowledgeBase
from engine.pipeline import make_plan
from webapp.words import effort


@pytest.mark.parametrize(
    ("hours", "repeats", "said"),
    [
        (2.0, None, "2 hours"),
        (0.75, "daily", "45 minutes a week"),
        (0.75, "weekly", "45 minutes a week"),
        (0.25, "fortnightly", "30 minutes each time"),
        (0.25, "monthly", "1 hour each time"),
    ],
)
def test_the_time_of_an_item_is_told_as_often_as_it_comes(
    knowledge: KnowledgeBase, hours: float, repeats: str | None, said: str
) -> None:
    item = make_plan(knowledge, {}, datetime.date(2026, 3, 2), "compiled").items[0]
    assert effort(item._replace(effort_hours=hours, repeats=repeats)) == said
