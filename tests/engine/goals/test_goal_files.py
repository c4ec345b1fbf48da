"""What leaves as a file holds nothing private and no formula."""

from __future__ import annotations

import re

from engine.goals import Goal, Reading
from engine.goals.files import progress_markdown, readings_csv
from engine.goals.progress import progress
from engine.goals.timeline import timeline
from engine.knowledge_base import KnowledgeBase
from tests.engine.goals.a_plan import ANSWERS, TODAY, plan_of


def test_the_offer_of_money_stays_out_of_the_file(knowledge: KnowledgeBase) -> None:
    answers = {**ANSWERS, "money_offer": "yes_deadline", "offer_deadline": "2026-03-20"}
    plan = plan_of(knowledge)
    stops = timeline(knowledge, plan, answers, (), None, TODAY)
    (offer,) = [one for one in stops if "offer" in one.words]
    assert offer.private
    text = progress_markdown((), plan, progress(plan, {}, TODAY), stops, TODAY)
    assert "offer" not in text
    assert "Last day" in text


def test_files_hold_no_formula_and_nothing_of_what_a_person_thinks_of_a_goals_chances() -> None:
    goal = Goal(
        "a",
        "=HYPERLINK(1)",
        measure="+calls",
        now=1,
        since=TODAY,
        possible="no",
        needed="more time than this",
        readings=(Reading(TODAY, 2.5, "@cmd"),),
    )
    table = readings_csv([goal])
    assert not re.search(r"(^|,)[=+@]", table, re.MULTILINE)
    assert ",2.5," in table
    text = progress_markdown((goal,), None, None, (), TODAY)
    assert "more time than this" not in text
    assert "too little" not in text
    assert "| 2.5 |" in text
