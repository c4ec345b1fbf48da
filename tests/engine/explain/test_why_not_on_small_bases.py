"""Why-not on whole small rule bases, against a search that tries every sheet."""

from __future__ import annotations

import datetime
import itertools
from collections.abc import Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine import conditions, knowledge_base
from engine.explain import why_not
from engine.knowledge_base import KnowledgeBase
from engine.pipeline import make_plan
from engine.schema import AdviceRule, DiagnosisRule, Question, SafetyRule

TODAY = datetime.date(2026, 11, 23)
OURS = knowledge_base.load()
TARGET = "friday_report"
OTHERS = ("evidence_log", "pause_first", "weekly_milestones")
FINDINGS = ("feedback_missing", "goals_unclear")
DOMAINS: Mapping[str, list[Any]] = {
    "tenure": ["under_6_months", "6_24_months", "over_2_years"],
    "promised_help": [
        *(
            list(some)
            for size in range(1, 6)
            for some in itertools.combinations(["training", "mentor", "time", "tools", "coaching"], size)
        ),
        ["none"],
    ],
    "manager_safety": [0, 1, 2, 3, 4],
    "success_consequence": ["yes_clear", "vague", "no"],
    "goal_clarity": ["all", "most", "few", "none", "nothing_written"],
}


def checks_of(names: list[str]) -> st.SearchStrategy[Any]:
    """A test of one of these questions, or of a fact that rests on some of them."""
    found: list[st.SearchStrategy[Any]] = []
    for name in names:
        found.append(st.booleans().map(lambda wanted, name=name: {"question": name, "answered": wanted}))
        if name == "manager_safety":
            found.extend(
                st.integers(0, 4).map(lambda n, o=operator: {"question": "manager_safety", o: n})
                for operator in ("at_least", "at_most")
            )
            continue
        operator = "includes" if name == "promised_help" else "is"
        codes = sorted(
            {code for value in DOMAINS[name] for code in ([value] if isinstance(value, str) else value)}
        )
        found.append(
            st.lists(st.sampled_from(codes), min_size=1, max_size=2, unique=True).map(
                lambda wanted, name=name, operator=operator: {"question": name, operator: wanted}
            )
        )
    found.append(st.integers(1, 3).map(lambda least: {"fact": "fair_signs", "at_least": least}))
    found.append(st.integers(0, 1).map(lambda most: {"fact": "scripted_signs", "at_most": most}))
    return st.one_of(found)


def conditions_of(leaves: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    some = st.lists(leaves, min_size=1, max_size=3)
    return st.one_of(
        leaves,
        some.map(lambda parts: {"all": parts}),
        some.map(lambda parts: {"any": parts}),
        leaves.map(lambda part: {"not": part}),
        st.tuples(some, some).map(lambda two: {"all": [{"any": two[0]}, *two[1]]}),
    )


@st.composite
def bases(draw: st.DrawFn) -> KnowledgeBase:
    """Five questions that may hang on one another, findings, and rules for and against one strategy."""
    names = list(DOMAINS)
    questions: dict[str, Question] = {}
    for number, name in enumerate(names):
        depends = None
        if number and draw(st.booleans()):
            leaf = checks_of(names[:number]).filter(lambda data: "question" in data)
            depends = conditions.parse(draw(conditions_of(leaf)))
        questions[name] = OURS.questions[name].model_copy(update={"depends": depends})
    plain = checks_of(names)
    wise = st.one_of(
        plain,
        st.sampled_from(FINDINGS).map(lambda name: {"finding": name}),
        st.sampled_from(FINDINGS).map(lambda name: {"no_finding": name}),
        st.tuples(st.sampled_from(FINDINGS), st.integers(30, 90)).map(
            lambda two: {"finding": two[0], "at_least": two[1]}
        ),
    )

    def when(leaves: st.SearchStrategy[Any]) -> Any:
        return draw(conditions_of(leaves))

    diagnosis = {
        f"d{n}": DiagnosisRule(
            id=f"d{n}", says="x", when=when(plain), finding=FINDINGS[n % 2], weight=40 + 10 * n
        )
        for n in range(draw(st.integers(2, 4)))
    }
    advice = {
        f"a{n}": AdviceRule(id=f"a{n}", says="x", when=when(wise), recommend=TARGET, weight=50)
        for n in range(draw(st.integers(1, 3)))
    }
    for n, other in enumerate(OTHERS):
        advice[f"b{n}"] = AdviceRule(id=f"b{n}", says="x", when=when(wise), recommend=other, weight=60)
    if draw(st.booleans()):
        advice["out"] = AdviceRule(id="out", says="x", when=when(wise), rule_out=TARGET)
    safety = {}
    for effect in ("pin", "suppress"):
        if draw(st.integers(0, 2)) == 0:
            safety[effect] = SafetyRule(id=effect, says="x", when=when(wise), **{effect: TARGET})
    strategies = {name: OURS.strategies[name] for name in (TARGET, *OTHERS)}
    if draw(st.booleans()):
        strategies[OTHERS[0]] = strategies[OTHERS[0]].model_copy(update={"excludes": (TARGET,)})
    return replace(
        OURS,
        questions=MappingProxyType(questions),
        diagnosis=MappingProxyType(diagnosis),
        advice=MappingProxyType(dict(sorted(advice.items()))),
        safety=MappingProxyType(safety),
        strategies=MappingProxyType(strategies),
    )


def brings(base: KnowledgeBase, answers: Mapping[str, Any]) -> bool:
    return any(item.id == TARGET for item in make_plan(base, answers, TODAY, "compiled").items)


def every_change(answers: Mapping[str, Any], size: int) -> Iterator[dict[str, Any]]:
    for names in itertools.combinations(DOMAINS, size):
        values = [[value for value in [None, *DOMAINS[name]] if value != answers.get(name)] for name in names]
        for chosen in itertools.product(*values):
            yield dict(zip(names, chosen, strict=True))


SHEETS = st.fixed_dictionaries(
    {}, optional={name: st.sampled_from(values) for name, values in DOMAINS.items()}
)


@settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(bases(), SHEETS)
def test_the_changes_bring_the_strategy_and_no_smaller_set_does(
    base: KnowledgeBase, answers: dict[str, Any]
) -> None:
    found = why_not(base, answers, TARGET, TODAY, "compiled")
    if found.in_plan:
        assert brings(base, answers)
        return
    assert not brings(base, answers)
    up_to = 2
    fewest = next(
        (
            size
            for size in range(1, up_to + 1)
            if any(brings(base, {**answers, **changes}) for changes in every_change(answers, size))
        ),
        None,
    )
    if found.changes is None:
        assert fewest is None
        return
    assert brings(base, {**answers, **found.to_json()["changes"]})
    if fewest is None:
        assert len(found.changes) > up_to
    else:
        assert len(found.changes) == fewest
    after = make_plan(base, {**answers, **found.to_json()["changes"]}, TODAY, "compiled")
    assert not [name for name, value in found.changes.items() if value is not None and name in after.ignored]
