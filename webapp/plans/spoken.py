"""A kept plan, which the store has in English, in the language that is spoken."""

from __future__ import annotations

from collections.abc import Mapping

from engine.answers import read_answers
from engine.errors import InputError
from engine.language import current
from engine.model import Plan
from engine.pipeline import make_plan
from webapp import services
from webapp.plans.retelling import retold
from webapp.questionnaire.pages import Settled


def in_words_of_now(plan: Plan, settled: Settled, words: Mapping[str, str] | None = None) -> Plan:
    """The plan in the words of the language that is spoken, filled from the answers of now and with `words`,
    what the first goal puts into steps.
    """
    if current().english:
        return plan
    knowledge = services().kb
    try:
        again = make_plan(knowledge, settled.answers, plan.today, "compiled")
        return retold(plan, knowledge, read_answers(knowledge, settled.answers).answers, again, words)
    except InputError:  # dates that don't fit together: the plan that was kept is shown all the same
        return retold(plan, knowledge, {})
