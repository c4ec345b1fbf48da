"""One walk through the whole app: every page, state, refusal and file, for a person, a coach, a program.

What it leads to is looked at in tests/browser/test_access.py: that nothing was left in English, and that
everyone can use it.
"""

from __future__ import annotations

from engine.knowledge_base import KnowledgeBase
from tests.webapp.pseudo_app import Watched, answers_of
from tests.webapp.walk_coach import the_coach
from tests.webapp.walk_coming_back import walk_coming_back
from tests.webapp.walk_goals import walk_goals
from tests.webapp.walk_mistakes import errors, the_api
from tests.webapp.walk_plan import walk_plan
from tests.webapp.walk_questions import everything_else
from tests.webapp.walk_record import walk_record
from tests.webapp.walk_working import a_worked_plan


def walk_everything(watched: Watched, kb: KnowledgeBase) -> None:
    """See all that there is to see."""
    walk_plan(watched, watched.person_with(answers_of(kb, "everything_chosen")))
    everything_else(watched, kb)
    errors(watched)
    the_api(watched)
    walk_goals(watched)
    walk_record(watched)
    a_worked_plan(watched, kb)
    walk_coming_back(watched, kb)
    the_coach(watched)
    watched.person().client.post("/language", data={"language": "en-XA", "back": "/"})
