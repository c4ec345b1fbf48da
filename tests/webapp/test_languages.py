"""Every page and every file in the pseudo-language: whatever is still in English was forgotten."""

from __future__ import annotations

import pytest

from engine.knowledge_base import KnowledgeBase
from tests.webapp.pseudo_app import Watched, answers_of, library, pseudo_root, watched
from tests.webapp.walk_plan import walk_plan

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
