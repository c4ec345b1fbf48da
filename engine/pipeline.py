"""The way of the data, from answers to a dated plan, as the list of its stages."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Mapping
from typing import Any

from engine.answers import read_answers, require_known_day
from engine.facts import derive
from engine.inference import choose, evaluator_for, infer
from engine.knowledge_base import KnowledgeBase
from engine.model import Plan, Sheet
from engine.planning.planner import plan


def make_plan(
    knowledge: KnowledgeBase,
    raw: Mapping[str, Any],
    today: datetime.date,
    engine: str | None = None,
    words: Mapping[str, str] | None = None,
    finished: Collection[str] = (),
) -> Plan:
    """A plan from raw answers by question id; InputError with every mistake.

    `words` stand in texts where no answer does: placeholder -> words. They decide nothing. Strategies that
    are `finished` take no room in a plan that runs: it is for the caller to carry them on.
    """
    return plan_of(knowledge, read_answers(knowledge, raw), today, engine, words, finished)


def plan_of(
    knowledge: KnowledgeBase,
    sheet: Sheet,
    today: datetime.date,
    engine: str | None = None,
    words: Mapping[str, str] | None = None,
    finished: Collection[str] = (),
) -> Plan:
    """A plan from a valid sheet. `engine` is durable, compiled or both; by default the one that serves
    here.
    """
    require_known_day(today)
    facts = derive(sheet, today)
    inference = infer(knowledge, sheet, facts, evaluator_for(knowledge, engine))
    return plan(knowledge, sheet, facts, inference, choose(engine), words, finished)
