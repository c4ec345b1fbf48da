"""What `check` looks for beyond broken references.

Things that nobody uses, and silence taken for an answer.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from engine import conditions, facts, templates
from engine.conditions import Condition
from engine.errors import Mistake
from engine.knowledge_base import FOLDERS, KnowledgeBase

SCHEMAS = "docs/schema"


def weaknesses(knowledge: KnowledgeBase) -> list[Mistake]:
    """Every structural weakness of knowledge and rules that load."""
    return [
        *_unused_questions(knowledge),
        *_unused_findings(knowledge),
        *_unreached_strategies(knowledge),
        *_unused_references(knowledge),
        *_silence_taken_for_an_answer(knowledge),
        *_retired_still_used(knowledge),
        *_editor_lines(knowledge),
    ]


READ_BY_THE_WEB = frozenset({"employer_device"})
"""Questions that decide how answers are kept."""


def _conditions(knowledge: KnowledgeBase) -> Iterator[tuple[str, str, str, Condition]]:
    for name, question in knowledge.questions.items():
        if question.depends is not None:
            yield "question", name, "depends", question.depends
    strata: Mapping[str, Mapping[str, conditions.HasWhen]] = {
        "diagnosis_rule": knowledge.diagnosis,
        "advice_rule": knowledge.advice,
        "safety_rule": knowledge.safety,
    }
    for kind, rules in strata.items():
        for name, rule in rules.items():
            yield kind, name, "when", rule.when
    for name, strategy in knowledge.strategies.items():
        for keys, when, _ in strategy.choices():
            yield "strategy", name, str(keys[0]), when


def _texts(knowledge: KnowledgeBase) -> Iterator[str]:
    for strategy in knowledge.strategies.values():
        yield from strategy.goal
        yield from strategy.short_form.goal if strategy.short_form else ()
        for step in strategy.steps:
            yield from (step.text, step.done_when)
    for letter in knowledge.letters.values():
        yield from (text for _, text in letter.texts())


def _unused_questions(knowledge: KnowledgeBase) -> Iterator[Mistake]:
    read = set(READ_BY_THE_WEB)
    read_facts: set[str] = {"weekly_hours", "improve_share"}
    for _, _, _, condition in _conditions(knowledge):
        read |= conditions.reads(condition, "question")
        read_facts |= conditions.reads(condition, "fact")
    for name in read_facts:
        read |= set(facts.FACTS[name].reads)
    for text in _texts(knowledge):
        read |= {placeholder.name for placeholder in templates.placeholders(text)}
    for name in knowledge.questions:
        if name not in read:
            yield Mistake(knowledge.locate("question", name), f"nothing reads the answer to '{name}'")


def _unused_findings(knowledge: KnowledgeBase) -> Iterator[Mistake]:
    drawn = {rule.finding for rule in knowledge.diagnosis.values()}
    read: set[str] = set()
    for rules in (knowledge.advice, knowledge.safety):
        for rule in rules.values():
            read |= conditions.reads(rule.when, "finding")
    for name in knowledge.findings:
        if name not in drawn:
            yield Mistake(knowledge.locate("finding", name), f"no rule draws the finding '{name}'")
        if name not in read:
            yield Mistake(knowledge.locate("finding", name), f"no rule reads the finding '{name}'")


def _unreached_strategies(knowledge: KnowledgeBase) -> Iterator[Mistake]:
    reached = {rule.recommend for rule in knowledge.advice.values()} | {
        rule.pin for rule in knowledge.safety.values()
    }
    for name, strategy in knowledge.strategies.items():
        if name not in reached and strategy.status != "retired":
            yield Mistake(knowledge.locate("strategy", name), f"no rule recommends or pins '{name}'")


def _unused_references(knowledge: KnowledgeBase) -> Iterator[Mistake]:
    """Letters and resources that nothing leads to. The help page lists every crisis resource."""
    used: dict[str, set[str]] = {"letter": set(), "resource": set()}
    for strategy in knowledge.strategies.values():
        used["letter"] |= {*strategy.letters, *(step.letter for step in strategy.steps if step.letter)}
        used["resource"] |= set(strategy.resources)
    for guide in knowledge.guides.values():
        used["letter"] |= set(guide.letters)
        used["resource"] |= set(guide.resources)
    for resource in knowledge.resources.values():
        if resource.kind == "crisis":
            used["resource"].add(resource.id)
    known: Mapping[str, Mapping[str, object]] = {"letter": knowledge.letters, "resource": knowledge.resources}
    for kind, things in known.items():
        for name in things:
            if name not in used[kind]:
                yield Mistake(knowledge.locate(kind, name), f"nothing leads to the {kind} '{name}'")


def _silence_taken_for_an_answer(knowledge: KnowledgeBase) -> Iterator[Mistake]:
    for kind, owner, field_name, condition in _conditions(knowledge):
        for name in sorted(_unguarded(condition, frozenset())):
            what = f"`not` over '{name}' also holds when nobody answered it"
            accepted = f"{{question: {name}, answered: true}} beside it"
            yield Mistake(knowledge.locate(kind, owner, (field_name,)), what, field_name, accepted)


def _unguarded(condition: Condition, guarded: frozenset[str]) -> set[str]:
    """Questions whose value stands under a `not` with no `answered: true` beside it."""
    match condition:
        case conditions.All(parts):
            beside = {
                part.name
                for part in parts
                if isinstance(part, conditions.Test) and part.operator == conditions.ANSWERED and part.wanted
            }
            return set().union(*(_unguarded(part, guarded | beside) for part in parts))
        case conditions.AnyOf(parts):
            return set().union(*(_unguarded(part, guarded) for part in parts))
        case conditions.Not(part):
            return {
                inner.name
                for inner in conditions.walk(part)
                if isinstance(inner, conditions.Test)
                and inner.subject == "question"
                and inner.operator != conditions.ANSWERED
                and inner.name not in guarded
            }
    return set()


def _retired_still_used(knowledge: KnowledgeBase) -> Iterator[Mistake]:
    for kind, rules, target in (
        ("advice_rule", knowledge.advice, "recommend"),
        ("safety_rule", knowledge.safety, "pin"),
    ):
        for name, rule in rules.items():
            wanted = getattr(rule, target)
            if wanted is not None and knowledge.strategies[wanted].status == "retired":
                yield Mistake(knowledge.locate(kind, name, (target,)), f"'{wanted}' is retired")


def _editor_lines(knowledge: KnowledgeBase) -> Iterator[Mistake]:
    """Each data file opens with the line that lets an editor complete it."""
    for kind, folder in {**FOLDERS, "case": "rules/cases"}.items():
        wanted = f"# yaml-language-server: $schema=../../{SCHEMAS}/{kind}.json"
        for path in sorted((knowledge.root / folder).glob("*.yml")):
            with path.open(encoding="utf-8") as file:
                if file.readline().rstrip("\n") != wanted:
                    yield Mistake(
                        f"{folder}/{path.name}:1:1", "the first line must name the schema", accepted=wanted
                    )
