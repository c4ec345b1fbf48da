"""SE5, SE28, SE29: how sure anyone can be stands beside each step, and the limits are published."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import pytest

from engine.evidence import IN_SHORT, by_grade
from engine.exports import CHECKLISTS
from engine.knowledge_base import ROOT, KnowledgeBase
from engine.pipeline import make_plan
from engine.schema import Strategy
from tests.generated import TODAY
from tests.safety.every_page import with_a_closer_plan, with_a_plan
from tests.webapp.without_script import Person
from webapp.guides.opaque import opaque

CONTESTED = [
    *("sign_for_receipt", "short_factual_reply", "offer_on_the_table"),
    *("stress_routine", "ask_for_mediation", "keep_it_30_60_90"),
]
"""Signing, replying, when to speak of money, mindfulness, mediation, planning for slips."""
SIGNING = {"asked_to_sign": "yes_by_date", "pip_stage": "just_received", "hours_per_week": 20}
ROW = re.compile(r"^\| (?:ST\w+|–) \| `(\w+)` \|.*\|([^|]*)\|([^|]*)\|$", re.MULTILINE)
STUDIED = re.compile(r"\bPIPs?\b|plans? like yours|such plans", re.IGNORECASE)
NUMBER_NOT_LOOKED_UP = re.compile(r"\b[drg] ?= ?-?0?\.\d|\bodds ratio\b", re.IGNORECASE)


@pytest.mark.parametrize("name", CONTESTED)
def test_se5_where_sources_disagree_each_side_has_its_holder(knowledge: KnowledgeBase, name: str) -> None:
    evidence = knowledge.strategies[name].evidence
    assert evidence.mixed
    assert len({view.holder for view in evidence.views}) == len(evidence.views) >= 2
    assert len({view.says for view in evidence.views}) == len(evidence.views)


def test_se5_the_page_shows_grade_study_sources_and_both_views(browser: Callable[[], Person]) -> None:
    person = with_a_closer_plan(
        browser(), asked_to_sign="yes_by_date", pip_stage="just_received", hours_per_week="20"
    )
    told = "How sure: C, people who work with such plans agree"
    on_plan = person.words[person.words.index("Sign for receipt") :]
    assert told in on_plan
    signing = person.open(f"/plan/step/{opaque('sign_for_receipt')}").words
    assert told in signing
    assert "It is not from a study." in signing
    assert "Most US lawyer pages we read:" in signing
    assert "A German law service:" in signing
    assert "Sources:" in signing


@pytest.mark.parametrize("kind", ["markdown", "print"])
def test_se5_files_for_people_say_it_briefly(knowledge: KnowledgeBase, kind: str) -> None:
    plan = make_plan(knowledge, SIGNING, TODAY, "compiled")
    text = CHECKLISTS[kind].render(knowledge, plan, {})
    assert text.count("How sure: ") == len(plan.items)
    for item in plan.items:
        assert f"How sure: {item.evidence['grade']}, {IN_SHORT[item.evidence['grade']]}." in text
    signing = next(item for item in plan.items if item.id == "sign_for_receipt")
    assert "Sources disagree." in text
    for view in signing.evidence["views"]:
        assert f"{view['holder']}: " in text
    for source in signing.evidence["sources"]:
        assert source["title"][:20] in text


def test_se5_files_for_programs_hold_all_of_it(knowledge: KnowledgeBase) -> None:
    plan = make_plan(knowledge, SIGNING, TODAY, "compiled")
    data = json.loads(CHECKLISTS["json"].render(knowledge, plan, {}))
    for item in data["items"]:
        evidence = knowledge.strategies[item["id"]].evidence
        assert item["evidence"]["grade"] == evidence.grade
        assert item["evidence"]["about"] == evidence.about
        assert len(item["evidence"]["sources"]) == len(evidence.sources)
        assert len(item["evidence"]["views"]) == len(evidence.views)


def test_se28_grades_and_sources_are_those_of_the_requirements(knowledge: KnowledgeBase) -> None:
    page = (ROOT / "docs" / "requirements.md").read_text(encoding="utf-8")
    rows = ROW.findall(page[page.index("\n## Strategies") :])
    assert len(rows) >= 78
    for name, grade, sources in rows:
        evidence = knowledge.strategies[name].evidence
        assert evidence.grade in grade, (name, grade)
        assert evidence.mixed == ("mixed" in grade), (name, grade)
        numbers = {f"source_{number}" for number in re.findall(r"\d+", sources)}
        assert numbers <= set(evidence.sources), (name, numbers)


def current(knowledge: KnowledgeBase) -> list[Strategy]:
    return [one for one in knowledge.strategies.values() if one.status != "retired"]


def test_se29_what_was_studied_elsewhere_says_so(knowledge: KnowledgeBase) -> None:
    silent = [
        one.id
        for one in current(knowledge)
        if one.evidence.grade == "A" and not STUDIED.search(one.evidence.about)
    ]
    assert silent == []


def test_se29_a_d_says_that_it_is_an_article_or_our_own_idea(knowledge: KnowledgeBase) -> None:
    owned = re.compile(r"\b(our own|ours|article|suggestion|proposal|practice)\b")
    silent = [
        one.id
        for one in current(knowledge)
        if one.evidence.grade == "D" and not owned.search(one.evidence.about)
    ]
    assert silent == []


def test_se29_no_effect_size_is_shown_that_nobody_has_looked_up_again(knowledge: KnowledgeBase) -> None:
    """docs/requirements.md: they come from abstracts, and are looked up before one is shown to a person."""
    shown = [one.id for one in current(knowledge) if NUMBER_NOT_LOOKED_UP.search(one.evidence.about)]
    assert shown == []
    assert NUMBER_NOT_LOOKED_UP.search("helps (d = 0.40)")


@pytest.fixture
def how_we_know(browser: Callable[[], Person]) -> str:
    return browser().open(f"/reading/guide/{opaque('how_we_know')}").words


def test_se29_the_guide_lists_every_strategy_with_what_stands_behind_it(
    how_we_know: str, knowledge: KnowledgeBase
) -> None:
    assert f"There are {len(current(knowledge))} steps that a plan can hold." in how_we_know
    for grade, found in by_grade(knowledge):
        assert f"{grade}: {IN_SHORT[grade]} ({len(found)} steps)" in how_we_know
    for one in current(knowledge):
        assert f"{one.title} {' '.join(one.evidence.about.split())}" in how_we_know, one.id
        for view in one.evidence.views:
            assert view.holder in how_we_know
        for name in one.evidence.sources:
            assert " ".join(knowledge.sources[name].title.split()) in how_we_know


def test_se29_the_limits_are_published(how_we_know: str, knowledge: KnowledgeBase) -> None:
    assert "We found no controlled study of what helps a person come through" in how_we_know
    assert "They are not a validated test" in how_we_know
    urgent = [one for one in knowledge.resources.values() if one.kind in ("crisis", "rights")]
    uk = [one for one in urgent if "UK" in one.countries]
    crisis = sum(one.kind == "crisis" for one in uk)
    confirmed = sum(one.verified_on is not None for one in uk)
    assert (
        f"United Kingdom. Crisis lines: {crisis}. Work rights: {len(uk) - crisis}. "
        f"Confirmed: {confirmed} of {len(uk)}." in how_we_know
    )
    assert "Next look by" in how_we_know


def test_se29_the_limits_are_one_link_away_on_every_page(browser: Callable[[], Person]) -> None:
    person = with_a_plan(browser())
    for address in ("/", "/plan/", "/reading"):
        assert person.open(address).link("How we know") == f"/reading/guide/{opaque('how_we_know')}"
