"""What hypothesis generates: answer sheets of any questionnaire, condition trees, whole small rule bases."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any

from hypothesis import strategies as st

from engine import conditions, schema
from engine.answers import READERS, counts_as_unanswered
from engine.conditions import Value
from engine.facts import FACTS
from engine.knowledge_base import KnowledgeBase
from engine.schema import Question

TODAY = datetime.date(2026, 11, 23)
"""A Monday."""

HOSTILE_TEXTS = (
    '=HYPERLINK("http://x")',
    "@SUM(A1)",
    "-2+3",
    "# heading",
    "- [x] done",
    "1. first",
    "*bold* _it_ `code` [a](b) <b>&amp;</b> |",
    "{due} {main_goal|x}",
    "'; DROP TABLE plans; --",
    "اختبار \u202eabc",
    "caf\u00e9 \U0001f600",
    'a, "b"; c',
    "prefer_not",
)

Raw = dict[str, Any]


def texts(longest: int = 200) -> st.SearchStrategy[str]:
    """Texts as people and attackers type them."""
    hostile = st.sampled_from([text[:longest] for text in HOSTILE_TEXTS])
    return st.one_of(hostile, st.text(max_size=min(longest, 20)))


def raw_values(question: Question) -> st.SearchStrategy[Any]:
    """Valid raw answers to a question, its limits and the middle."""
    codes = [option.value for option in question.options]
    alone = [[option.value] for option in question.options if option.exclusive]
    others = [option.value for option in question.options if not option.exclusive]
    low, high = question.min or 0, question.max or 0
    whole = st.one_of(
        st.sampled_from([int(low), int(high)]), st.integers(int(low), min(int(high), int(low) + 400))
    )
    match question.type:
        case "single":
            return st.sampled_from(codes)
        case "multi":
            return st.one_of(st.lists(st.sampled_from(others), unique=True, max_size=5), *map(st.just, alone))
        case "scale":
            return whole
        case "number":
            return whole if question.whole else st.one_of(whole, st.floats(low, high), st.just(low + 0.5))
        case "date":
            return st.integers(-120, 120).map(lambda days: (TODAY + datetime.timedelta(days)).isoformat())
    return texts(question.max_length)


def _with_possible_dates(raw: Raw) -> Raw:
    """An end before the start is refused: the two are exchanged."""
    start, end = raw.get("plan_start"), raw.get("plan_end")
    if start and end and end < start:
        raw["plan_start"], raw["plan_end"] = end, start
    return raw


@st.composite
def branching_sheets(draw: st.DrawFn, knowledge: KnowledgeBase, share: int = 60) -> Raw:
    """Raw answers as the questionnaire would collect them: only to questions that earlier answers open.

    `share` per cent of the questions are answered, or none, or all.
    """
    chance = draw(st.sampled_from([0, share, share, share, 100]))
    raw: Raw = {}
    answers: dict[str, Value] = {}
    view = conditions.View(answers)
    for name, question in knowledge.questions.items():
        if question.depends is not None and conditions.confidence(question.depends, view) is None:
            continue
        if draw(st.integers(1, 100)) > chance:
            continue
        value = draw(raw_values(question))
        if name == "plan_end" and raw.get("plan_start", "") > value:
            value = raw["plan_start"]
        raw[name] = value
        read = READERS[question.type](question, value)
        if not counts_as_unanswered(read):
            answers[name] = read
    return raw


def hostile_sheets(knowledge: KnowledgeBase) -> st.SearchStrategy[Raw]:
    """Valid answers to any questions, whether they would have been asked or not, and nulls between them."""
    values = {
        name: st.one_of(raw_values(question), st.none()) for name, question in knowledge.questions.items()
    }
    picked = st.fixed_dictionaries({}, optional=values)
    return st.tuples(picked, st.permutations(range(len(values)))).map(
        lambda drawn: _with_possible_dates(_shuffled(drawn[0], drawn[1]))
    )


def _shuffled(raw: Raw, order: Sequence[int]) -> Raw:
    items = list(raw.items())
    return dict(items[place] for place in order if place < len(items))


THRESHOLDS = st.sampled_from([0, 1, 2, 3, 4, 0.5, 2.5, 0.001, -1, 10, 99.999, 1000000])


def single_tests(questions: Mapping[str, Question]) -> st.SearchStrategy[Any]:
    """Single tests, as data, of these questions and of the derived facts, with every operator that fits."""
    return st.one_of(
        *(
            _tests("question", one.id, one.type, [each.value for each in one.options])
            for one in questions.values()
        ),
        *(_tests("fact", fact.name, fact.kind, list(fact.options)) for fact in FACTS.values()),
    )


def _tests(subject: str, name: str, kind: str, codes: list[str]) -> st.SearchStrategy[Any]:
    answered = st.booleans().map(lambda wanted: {subject: name, "answered": wanted})
    tests = [answered]
    testable = [code for code in codes if code != schema.UNANSWERED_CODE]
    for operator in conditions.OPERATORS.values():
        if kind not in operator.kinds:
            continue
        wanted: st.SearchStrategy[Any] = THRESHOLDS
        if operator.name in ("is", "includes"):
            wanted = st.lists(st.sampled_from(testable), min_size=1, max_size=4, unique=True)
        tests.append(wanted.map(lambda value, key=operator.name: {subject: name, key: value}))
    return st.one_of(*tests)


def finding_tests(findings: Iterable[str]) -> st.SearchStrategy[Any]:
    """Tests of findings, as data."""
    names = st.sampled_from(sorted(findings))
    return st.one_of(
        names.map(lambda name: {"finding": name}),
        names.map(lambda name: {"no_finding": name}),
        st.tuples(names, st.integers(1, 100)).map(lambda one: {"finding": one[0], "at_least": one[1]}),
    )


def trees(tests: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Conditions, as data, up to a few levels deep, `always` and double negations among them."""

    def around(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
        parts = st.lists(inner, min_size=1, max_size=3)
        return st.one_of(
            parts.map(lambda found: {"all": found}),
            parts.map(lambda found: {"any": found}),
            inner.map(lambda found: {"not": found}),
        )

    return st.recursive(st.one_of(tests, st.just("always")), around, max_leaves=6)


@st.composite
def rule_bases(draw: st.DrawFn, base: KnowledgeBase) -> KnowledgeBase:
    """The questions, findings and strategies of `base` under whole new rules of every stratum."""
    plain = trees(single_tests(base.questions))
    deep = trees(st.one_of(single_tests(base.questions), finding_tests(base.findings)))
    weight = st.integers(1, 100)
    finding, strategy = st.sampled_from(sorted(base.findings)), st.sampled_from(sorted(base.strategies))
    diagnosis = draw(st.lists(st.tuples(plain, finding, weight), max_size=5))
    advice = draw(st.lists(st.tuples(deep, strategy, weight, st.booleans()), max_size=5))
    safety = draw(st.lists(st.tuples(deep, strategy, st.booleans()), max_size=3))
    rules = {
        "diagnosis": {
            f"d{number}": schema.DiagnosisRule.model_validate(
                {"id": f"d{number}", "says": f"D{number}.", "when": when, "finding": target, "weight": weighs}
            )
            for number, (when, target, weighs) in enumerate(diagnosis)
        },
        "advice": {
            f"a{number}": schema.AdviceRule.model_validate(
                {"id": f"a{number}", "says": f"A{number}.", "when": when}
                | ({"rule_out": target} if out else {"recommend": target, "weight": weighs})
            )
            for number, (when, target, weighs, out) in enumerate(advice)
        },
        "safety": {
            f"s{number}": schema.SafetyRule.model_validate(
                {
                    "id": f"s{number}",
                    "says": f"S{number}.",
                    "when": when,
                    "pin" if pins else "suppress": target,
                }
            )
            for number, (when, target, pins) in enumerate(safety)
        },
    }
    return with_rules(base, **rules)


def with_rules(
    base: KnowledgeBase,
    diagnosis: Mapping[str, schema.DiagnosisRule] | None = None,
    advice: Mapping[str, schema.AdviceRule] | None = None,
    safety: Mapping[str, schema.SafetyRule] | None = None,
) -> KnowledgeBase:
    """The knowledge base with these rules and no others."""
    things = {name: getattr(base, name) for name in base.__dataclass_fields__}
    rules = {"diagnosis": diagnosis or {}, "advice": advice or {}, "safety": safety or {}}
    return KnowledgeBase(
        **{**things, **{name: MappingProxyType(dict(found)) for name, found in rules.items()}}
    )


def tiny() -> KnowledgeBase:
    """The tiny knowledge base, where a fixture can't be had: inside a strategy."""
    from engine.knowledge_base import load

    return load(Path(__file__).parent / "tiny_knowledge")
