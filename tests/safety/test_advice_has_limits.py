"""SE1-SE5: information and never a verdict, no odds, both sides where sources disagree."""

from __future__ import annotations

import re
from typing import Any

import pytest

from engine.exports import plan_to_json
from engine.knowledge_base import KnowledgeBase
from engine.pipeline import make_plan
from engine.signs import PROTECTED_EVENTS
from tests.generated import TODAY

RED_FLAGS: list[dict[str, Any]] = [
    *({"recent_events": [event]} for event in sorted(PROTECTED_EVENTS)),
    {"treated_differently": "yes"},
    {"treated_differently": "maybe"},
    {"harassment": "yes"},
    {"money_offer": "yes_deadline"},
]
COUNTRIES = ["US", "UK", "CA", "AU", "EU", "IN", "other", None]


@pytest.mark.parametrize("flag", RED_FLAGS, ids=str)
def test_se2_a_red_flag_leads_to_advice_first_of_all(knowledge: KnowledgeBase, flag: dict[str, Any]) -> None:
    plan = make_plan(knowledge, flag, TODAY, "compiled")
    advice = next(item for item in plan.items if item.id == "get_advice_early")
    assert advice.pinned
    assert plan.items.index(advice) < sum(item.pinned for item in plan.items)


@pytest.mark.parametrize("country", COUNTRIES)
def test_se2_the_way_to_advice_has_a_place_to_ask_in_each_country(
    knowledge: KnowledgeBase, country: str
) -> None:
    raw = {"harassment": "yes", **({"country": country} if country else {})}
    plan = make_plan(knowledge, raw, TODAY, "compiled")
    advice = next(item for item in plan.items if item.id == "get_advice_early")
    places = [knowledge.resources[place["id"]] for place in advice.resources]
    assert any(place.kind == "rights" for place in places)
    assert all(not place.countries or (country or "other") in place.countries for place in places)


def test_se2_time_limits_come_from_their_source_and_end_in_check_with(knowledge: KnowledgeBase) -> None:
    clocks = {name: one.clock for name, one in knowledge.resources.items() if one.clock}
    assert len(clocks) >= 5
    for name, clock in clocks.items():
        assert re.search(r"\b[Cc]heck with\b|\b[Aa]sk\b", clock), name
        assert knowledge.resources[name].seen_in or not re.search(r"\d", clock), name


def test_se2_it_says_what_to_bring_and_that_talks_inside_do_not_stop_the_clock(
    knowledge: KnowledgeBase,
) -> None:
    advice = knowledge.strategies["get_advice_early"]
    words = " ".join([advice.why, advice.watch_out or "", *(step.text for step in advice.steps)])
    assert "Bring" in words
    assert re.search(r"keep running while you talk to HR", words)


def test_se2_no_text_decides_a_case(knowledge: KnowledgeBase) -> None:
    verdict = re.compile(
        r"\b(is|was|are) (illegal|unlawful|discrimination|retaliation|unfair dismissal)\b", re.I
    )
    for rule in knowledge.rules.values():
        assert not verdict.search(rule.says), rule.id
    for finding in knowledge.findings.values():
        assert not verdict.search(f"{finding.title} {finding.means} {finding.remedy}"), finding.id


def test_se3_each_crisis_and_rights_entry_has_its_country_and_a_date_to_look_again(
    knowledge: KnowledgeBase,
) -> None:
    for name, one in knowledge.resources.items():
        if one.kind in ("crisis", "rights"):
            assert one.review_by is not None, name
            assert one.countries or name.endswith(("international", "other", "health_line")), name


def test_se4_no_text_gives_odds_or_shares_of_people(knowledge: KnowledgeBase) -> None:
    odds = re.compile(
        r"\b(per cent|percent|chances (of|to|are)|out of (10|ten|100)|likely to (pass|stay|fail))\b|%", re.I
    )
    spoken = [(rule.id, rule.says) for rule in knowledge.rules.values()]
    spoken += [(one.id, f"{one.title} {one.means} {one.remedy}") for one in knowledge.findings.values()]
    spoken += [(one.id, f"{one.summary} {one.why}") for one in knowledge.strategies.values()]
    assert [(name, match[0]) for name, text in spoken if (match := odds.search(text))] == []


def test_se4_every_story_says_that_it_is_made_up_and_promises_nothing(knowledge: KnowledgeBase) -> None:
    for story in knowledge.stories.values():
        assert "illustrative" in story.text[0], story.id
        assert "made up" in story.text[0], story.id


@pytest.mark.parametrize("name", ["sign_for_receipt", "short_factual_reply", "offer_on_the_table"])
def test_se5_where_sources_disagree_both_stand_there_with_their_names(
    knowledge: KnowledgeBase, name: str
) -> None:
    evidence = knowledge.strategies[name].evidence
    assert evidence.mixed
    assert len({view.holder for view in evidence.views}) >= 2


def test_se5_views_reach_the_plan(knowledge: KnowledgeBase) -> None:
    raw = {"asked_to_sign": "yes_by_date", "pip_stage": "just_received", "hours_per_week": 20}
    plan = plan_to_json(make_plan(knowledge, raw, TODAY, "compiled"))
    signing = next(item for item in plan["items"] if item["id"] == "sign_for_receipt")
    assert len(signing["evidence"]["views"]) >= 2
    assert signing["evidence"]["mixed"] is True


def test_se12_causes_around_the_work_stand_before_causes_in_the_person(knowledge: KnowledgeBase) -> None:
    from engine.fact_makers import ENVIRONMENT_CAUSES

    codes = [option.value for option in knowledge.questions["blockers"].options]
    assert set(codes[: len(ENVIRONMENT_CAUSES)]) == ENVIRONMENT_CAUSES


def test_se12_nobody_is_told_only_to_be_positive(knowledge: KnowledgeBase) -> None:
    cheer = re.compile(r"\b(stay|be|think) positive\b|\bcheer up\b|\bpositive attitude\b", re.I)
    for strategy in knowledge.strategies.values():
        for text in (strategy.title, strategy.summary, *(step.text for step in strategy.steps)):
            assert not cheer.search(text), strategy.id
