"""A plan with a day to sign by, for what is tested beside one."""

from __future__ import annotations

import datetime

from engine.knowledge_base import KnowledgeBase
from engine.model import Plan
from engine.pipeline import make_plan

TODAY = datetime.date(2026, 3, 2)


ANSWERS = {
    "pip_stage": "under_way",
    "plan_start": "2026-02-19",
    "plan_end": "2026-04-19",
    "concerns": ["deadlines"],
    "asked_to_sign": "yes_by_date",
    "sign_by": "2026-03-06",
}


def plan_of(knowledge: KnowledgeBase) -> Plan:
    return make_plan(knowledge, ANSWERS, TODAY, "compiled")
