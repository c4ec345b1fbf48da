"""Rule bases of any size, made from a seed: coded questions, diagnosis rules, and advice that reads findings.

The shape is that of a questionnaire's rules: 40 coded questions, two strata, one rule in ten holding on a
sheet. Every rule base is a whole KnowledgeBase, so that it also makes dated plans.
"""

from __future__ import annotations

import random
from pathlib import Path
from types import MappingProxyType
from typing import Any

from engine import schema
from engine.knowledge_base import KnowledgeBase

SEED = 20260303
SINGLES, MULTIS, SCALES = 26, 8, 6
CODES = {"single": "abcde", "multi": "abcdef"}
ANSWERED = 0.9
CHOSEN = 0.3
"""How likely a question is answered, and an option of a multi-choice question chosen."""
OF_DIAGNOSIS = 0.4
RULES_A_TARGET = 3
"""About how many rules draw one finding, or recommend one strategy."""
Data = dict[str, Any]


def knowledge_base(rules: int, areas: int = 1) -> KnowledgeBase:
    """A knowledge base of so many rules, the same every time.

    With several `areas`, each rule is for one area only and a sheet names one: rules / areas can hold on it,
    however many there are.
    """
    dice = random.Random(f"{SEED} {rules} {areas}")  # noqa: S311 (no secret hangs on it)
    questions = _questions(areas)
    diagnosis, advice = _rules(dice, list(questions.values()), rules, areas)
    findings = {rule["finding"] for rule in diagnosis.values()}
    strategies = sorted({rule["recommend"] for rule in advice.values()})
    return KnowledgeBase(
        root=Path(),
        version=f"generated-{rules}-{areas}",
        sections=(schema.Section(id="all", title="All", questions=tuple(questions)),),
        questions=MappingProxyType(questions),
        retired_questions={},
        findings={name: _finding(name) for name in sorted(findings)},
        strategies={name: _strategy(dice, name) for name in strategies},
        resources={},
        sources={},
        letters={},
        guides={},
        stories={},
        diagnosis={name: schema.DiagnosisRule.model_validate(data) for name, data in diagnosis.items()},
        advice={name: schema.AdviceRule.model_validate(data) for name, data in advice.items()},
        safety={},
    )


def sheets(knowledge: KnowledgeBase, count: int) -> list[Data]:
    """Raw answers by question id, the same every time; every tenth question unanswered."""
    dice = random.Random(f"{SEED} {knowledge.version}")  # noqa: S311 (no secret hangs on it)
    return [
        {
            name: _answer(dice, question)
            for name, question in knowledge.questions.items()
            if name == "area" or dice.random() < ANSWERED
        }
        for _ in range(count)
    ]


def _answer(dice: random.Random, question: schema.Question) -> Any:
    codes = [option.value for option in question.options]
    if question.type == "single":
        return dice.choice(codes)
    if question.type == "multi":
        return [code for code in codes if dice.random() < CHOSEN]
    return dice.randint(int(question.min or 0), int(question.max or 0))


def _questions(areas: int) -> dict[str, schema.Question]:
    kinds = ["single"] * SINGLES + ["multi"] * MULTIS + ["scale"] * SCALES
    made: list[Data] = (
        [{"id": "area", "type": "single", "options": [f"area_{number}" for number in range(areas)]}]
        if areas > 1
        else []
    )
    for number, kind in enumerate(kinds):
        made.append({"id": f"q{number:02}", "type": kind, "options": list(CODES.get(kind, ""))})
        if kind == "scale":
            made[-1] |= {"min": 0, "max": 4, "labels": list("01234")}
    for data in made:
        data["options"] = [{"value": code, "label": code.upper()} for code in data["options"]]
        data |= {"wording": f"What is so of {data['id']}?", "why": "It decides which rules hold."}
    return {data["id"]: schema.Question.model_validate(data) for data in made}


def _rules(
    dice: random.Random, questions: list[schema.Question], rules: int, areas: int
) -> tuple[dict[str, Data], dict[str, Data]]:
    asked = [question for question in questions if question.id != "area"]
    of_diagnosis = round(rules * OF_DIAGNOSIS)
    findings = [f"finding_{number:04}" for number in range(max(of_diagnosis // RULES_A_TARGET, 1))]
    strategies = [
        f"strategy_{number:04}" for number in range(max((rules - of_diagnosis) // RULES_A_TARGET, 1))
    ]
    diagnosis: dict[str, Data] = {}
    advice: dict[str, Data] = {}
    for number in range(rules):
        name = f"rule_{number:04}"
        area = number % areas
        here = [{"question": "area", "is": f"area_{area}"}] if areas > 1 else []
        rule: Data = {"id": name, "says": f"Rule {number} holds, as you marked what it asks for."}
        if number < of_diagnosis:
            rule |= {"finding": findings[number % len(findings)], "weight": dice.randint(40, 95)}
            rule["when"] = {"all": [*here, *_answers_wanted(dice, asked)]}
            diagnosis[name] = rule
        else:
            rule |= {"recommend": strategies[number % len(strategies)], "weight": dice.randint(40, 95)}
            rule["when"] = {"all": [*here, *_findings_wanted(dice, asked, findings)]}
            advice[name] = rule
    return diagnosis, advice


def _answers_wanted(dice: random.Random, asked: list[schema.Question]) -> list[Data]:
    """Two tests, or three of which two are alternatives, or two and a negation."""
    first, second, third = dice.sample(asked, 3)
    tests = [_test(dice, first), _test(dice, second)]
    kind = dice.random()
    if kind < 0.15:
        return [tests[0], {"any": [tests[1], _test(dice, third)]}]
    if kind < 0.3:
        return [*tests, {"question": third.id, "answered": True}, {"not": _test(dice, third)}]
    return tests


def _findings_wanted(dice: random.Random, asked: list[schema.Question], findings: list[str]) -> list[Data]:
    """A finding or one of two, and mostly a test of an answer or the absence of another finding."""
    one, two = dice.choice(findings), dice.choice(findings)
    kind = dice.random()
    if kind < 0.15:
        either = {"any": [{"finding": one}, {"finding": two}]}
        return [either, _test(dice, dice.choice(asked))]
    if kind < 0.3:
        return [{"finding": one}, {"no_finding": two}, _test(dice, dice.choice(asked))]
    return [{"finding": one}, _test(dice, dice.choice(asked))]


def _test(dice: random.Random, question: schema.Question) -> Data:
    if question.type == "scale":
        operator, wanted = dice.choice([("at_least", 3), ("at_least", 2), ("at_most", 1), ("at_most", 2)])
        return {"question": question.id, operator: wanted}
    codes = dice.sample([option.value for option in question.options], dice.choice([1, 2, 2]))
    return {"question": question.id, "is" if question.type == "single" else "includes": sorted(codes)}


def _finding(name: str) -> schema.Finding:
    number = name.rsplit("_", 1)[1]
    return schema.Finding(
        id=name,
        title=f"Finding {number} is so",
        cause="situation",
        means="It is one of the things that stand in the way.",
        remedy="One of the strategies that read it.",
    )


def _strategy(dice: random.Random, name: str) -> schema.Strategy:
    """As long as a real one: four steps, a goal with the person's own dates."""
    number, last = name.rsplit("_", 1)[1], " by {ends}"
    steps = [
        {
            "id": f"step_{step}",
            "text": f"Do part {step} of strategy {number} and write it down{last if step == 4 else ''}.",
            "done_when": "The note with the day and what came of it stands in your own file.",
        }
        for step in range(1, 5)
    ]
    data: Data = {
        "id": name,
        "title": f"Take up strategy {number}",
        "summary": "One of the things that can be done. It asks for an hour or two and some patience.",
        "why": "It clears away what the answers show to stand in the way.",
        "track": dice.choice(["improve", "improve", "improve", "prepare"]),
        "phase": dice.choice(["first_48_hours", "week_1", "weekly", "weekly", "midpoint", "final", "after"]),
        "repeats": dice.choice([None, None, "weekly"]),
        "effort_hours": dice.choice([0.25, 0.5, 1, 2]),
        "goal": ["By {due}, part four of this strategy is done and written down."],
        "steps": steps,
        "evidence": {"grade": "D", "about": "Made up for a measurement."},
    }
    return schema.Strategy.model_validate(data)
