"""Every page and every file in the pseudo-language: whatever is still in English was forgotten."""

from __future__ import annotations

import pytest

from engine.knowledge_base import KnowledgeBase
from tests.webapp.pseudo_app import UNWORDED, Watched, answers_of, library, pseudo_root, watched
from tests.webapp.walk_plan import walk_plan
from tests.webapp.walks import walk_everything

__all__ = ["library", "pseudo_root", "watched"]

CASES = (
    "not_safe_today",
    "ended_last_week",
    "everything_skipped",
)


@pytest.mark.parametrize("name", CASES)
def test_all_that_a_person_with_a_plan_sees_is_translated(
    watched: Watched, knowledge: KnowledgeBase, name: str
) -> None:
    walk_plan(watched, watched.person_with(answers_of(knowledge, name)))


def test_every_page_and_state_of_the_app_is_translated(watched: Watched, knowledge: KnowledgeBase) -> None:
    walk_everything(watched, knowledge)
    views = watched.app.view_functions  # a page for a coach's client is the person's own, at another address
    pages = {
        views[rule.endpoint] for rule in watched.app.url_map.iter_rules() if rule.endpoint not in UNWORDED
    }
    unseen = pages - {views[endpoint] for endpoint in watched.visited}
    assert [view.__name__ for view in unseen] == []  # a new page belongs into the walk
