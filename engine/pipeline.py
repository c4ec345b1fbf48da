"""The way of the data, from answers to a dated plan, as the list of its stages."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from engine.answers import FIRST_DAY, LAST_DAY, read_answers
from engine.errors import InputError, Mistake
from engine.facts import derive
from engine.inference import choose, evaluator_for, infer
from engine.knowledge_base import KnowledgeBase
from engine.model import Plan, Sheet
from engine.planning.planner import plan


def make_plan(
    knowledge: KnowledgeBase, raw: Mapping[str, Any], today: datetime.date, engine: str | None = None
) -> Plan:
    """A plan from raw answers by question id; InputError with every mistake."""
    return plan_of(knowledge, read_answers(knowledge, raw), today, engine)


def plan_of(knowledge: KnowledgeBase, sheet: Sheet, today: datetime.date, engine: str | None = None) -> Plan:
    """A plan from a valid sheet. `engine` is durable, compiled or both; by default the one that serves
    here.
    """
    if not FIRST_DAY <= today <= LAST_DAY:
        raise InputError([Mistake("", f"{today} is out of range", "today", f"{FIRST_DAY} to {LAST_DAY}")])
    facts = derive(sheet, today)
    inference = infer(knowledge, sheet, facts, evaluator_for(knowledge, engine))
    return plan(knowledge, sheet, facts, inference, choose(engine))
