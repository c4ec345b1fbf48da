"""Which rows of the source article (S0-S11) the product answers, by what, and which worked case shows it.

A case counts for a row only where it names the row *and* its plan really holds a strategy that covers it:
that is worked out here, never taken from the file. The codes that must exist at all are read from
docs/requirements.md, so the page and the knowledge can't drift apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from engine import conditions, schema
from engine.answers import read_answers
from engine.errors import InputError, Mistake
from engine.facts import FACTS
from engine.knowledge_base import KnowledgeBase, load_cases
from engine.pipeline import make_plan

REQUIREMENTS = "docs/requirements.md"
QUESTION_CODE = re.compile(r"^\| ([XCRMPITAWK]\d{2}) \|", re.MULTILINE)
STRATEGY_CODE = re.compile(r"^\| (ST\d{2}[a-l]?) \|", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class RowCoverage:
    """One row of the article, with the ids of all that answers it."""

    row: str
    strategies: tuple[str, ...]
    reading: tuple[str, ...]
    """Guides, letters and stories."""
    resources: tuple[str, ...]
    """Places to go that the strategies name."""
    questions: tuple[str, ...]
    """Questions whose answers lead to the strategies, directly or through facts and findings."""
    rules: tuple[str, ...]
    """Advice and safety rules that bring the strategies."""
    cases: tuple[str, ...]
    """Worked cases that name the row and whose plan holds one of the strategies."""
    claimed: tuple[str, ...]
    """Worked cases that name the row, though their plan holds none of the strategies."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """The whole matrix, and what is not covered beside it."""

    rows: tuple[RowCoverage, ...]
    missing_questions: tuple[str, ...]
    """Codes of questions that docs/requirements.md promises and no question has."""
    missing_strategies: tuple[str, ...]
    unused_options: Mapping[str, tuple[str, ...]]
    """Question -> options that no worked case answers with; of a scale that rules test, its steps."""


def coverage(knowledge: KnowledgeBase, root: Path | None = None) -> Coverage:
    """The matrix of this knowledge base; InputError where the cases can't be read."""
    root = root or knowledge.root
    cases = load_cases(root)
    held = {name: _strategies_in(knowledge, case) for name, case in cases.items()}
    questions, strategies = promised_codes(root)
    asked = {one.ref for one in knowledge.questions.values()}
    known = {one.ref for one in knowledge.strategies.values() if one.status != "retired"}
    return Coverage(
        rows=tuple(_row(knowledge, row, cases, held) for row in schema.COVERAGE),
        missing_questions=tuple(code for code in questions if code not in asked),
        missing_strategies=tuple(code for code in strategies if code not in known),
        unused_options=_unused_options(knowledge, cases.values()),
    )


def gaps(knowledge: KnowledgeBase) -> list[Mistake]:
    """What `check` says: rows with no strategy or no case, claims that don't hold, codes that don't exist."""
    try:
        found = coverage(knowledge)
    except InputError:
        return []  # cases that can't be read are told of by `broken_cases`
    return [
        *_gaps_of_rows(knowledge, found.rows),
        *(Mistake(REQUIREMENTS, f"no question has the code {code}") for code in found.missing_questions),
        *(Mistake(REQUIREMENTS, f"no strategy has the code {code}") for code in found.missing_strategies),
    ]


def _gaps_of_rows(knowledge: KnowledgeBase, rows: Iterable[RowCoverage]) -> Iterator[Mistake]:
    for row in rows:
        if not row.strategies:
            yield Mistake(REQUIREMENTS, f"no strategy covers {row.row}")
        elif not row.cases:
            accepted = "a case that names the row and whose plan holds a strategy that covers it"
            yield Mistake(REQUIREMENTS, f"no worked case shows {row.row}", accepted=accepted)
        for name in row.claimed:
            what = f"the plan holds no strategy that covers {row.row}"
            yield Mistake(knowledge.locate("case", name, ("coverage",)), what, "coverage")


def promised_codes(root: Path) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The codes of questions and of strategies in the tables of docs/requirements.md, in their order; none
    where a knowledge base has no such page.
    """
    page = root / REQUIREMENTS
    text = page.read_text(encoding="utf-8") if page.is_file() else ""
    return tuple(QUESTION_CODE.findall(text)), tuple(STRATEGY_CODE.findall(text))


def _row(
    knowledge: KnowledgeBase,
    row: str,
    cases: Mapping[str, schema.Case],
    held: Mapping[str, frozenset[str]],
) -> RowCoverage:
    strategies = [name for name, one in knowledge.strategies.items() if row in one.coverage]
    reading = [
        name
        for things in (knowledge.guides, knowledge.letters, knowledge.stories)
        for name, one in things.items()
        if row in one.coverage
    ]
    rules = [name for name, rule in knowledge.advice.items() if rule.recommend in strategies]
    rules += [name for name, rule in knowledge.safety.items() if rule.pin in strategies]
    naming = [name for name, case in cases.items() if row in case.coverage]
    showing = [name for name in naming if not held[name].isdisjoint(strategies)]
    asked = {name for rule in rules for name in _questions_behind(knowledge, knowledge.rules[rule].when)}
    places = {name for one in strategies for name in knowledge.strategies[one].resources}
    return RowCoverage(
        row=row,
        strategies=tuple(strategies),
        reading=tuple(reading),
        resources=tuple(sorted(places)),
        questions=tuple(name for name in knowledge.questions if name in asked),
        rules=tuple(rules),
        cases=tuple(showing),
        claimed=tuple(name for name in naming if name not in showing),
    )


def _questions_behind(knowledge: KnowledgeBase, when: conditions.Condition) -> set[str]:
    """The questions whose answers decide a condition, through facts and through the rules of findings."""
    found = set(conditions.reads(when, "question"))
    for name in conditions.reads(when, "fact"):
        found |= set(FACTS[name].reads)
    findings = conditions.reads(when, "finding")
    for rule in knowledge.diagnosis.values():
        if rule.finding in findings:
            found |= _questions_behind(knowledge, rule.when)
    return found


def _strategies_in(knowledge: KnowledgeBase, case: schema.Case) -> frozenset[str]:
    """What a case's plan holds; nothing where its sheet is refused."""
    try:
        plan = make_plan(knowledge, case.answers, case.today, "compiled")
    except InputError:
        return frozenset()
    return frozenset(item.id for item in plan.items)


def _unused_options(knowledge: KnowledgeBase, cases: Iterable[schema.Case]) -> dict[str, tuple[str, ...]]:
    used: dict[str, set[str]] = {name: set() for name in knowledge.questions}
    for case in cases:
        try:
            given = read_answers(knowledge, case.answers).given
        except InputError:
            continue
        for name, value in given.items():
            used[name] |= {str(one) for one in (value if isinstance(value, tuple) else (value,))}
    decisive = {name for rule in knowledge.rules.values() for name in conditions.reads(rule.when, "question")}
    return {
        name: unused
        for name, question in knowledge.questions.items()
        if question.type != "scale" or name in decisive
        if (unused := tuple(code for code in _choices(question) if code not in used[name]))
    }


def _choices(question: schema.Question) -> list[str]:
    if question.type == "scale":
        return [str(step) for step in range(int(question.min or 0), int(question.max or 0) + 1)]
    return [one.value for one in question.options]
