"""What leads to a strategy: answers and facts, the findings drawn from them, and the rules that decide.

Five columns, left to right: answers, diagnosis rules, findings, advice and safety rules, the strategy.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from engine import conditions
from engine.conditions import Condition
from engine.facts import FACTS
from engine.knowledge_base import KnowledgeBase
from engine.language import gettext as _
from engine.language import mark, ngettext
from engine.schema import AdviceRule, DiagnosisRule, Question, SafetyRule
from engine.words import FACT_VALUES

ANSWERS, DIAGNOSIS, FINDINGS, RULES, STRATEGY = range(5)
COLUMNS = (
    mark("What was answered"),
    mark("What is read from it"),
    mark("What is found"),
    mark("What the rules make of it"),
    mark("The strategy"),
)

LEADS, UNLESS = "leads", "unless"
RECOMMENDS, PINS, RULES_OUT, SUPPRESSES, GIVES_WAY = (
    "recommends",
    "pins",
    "rules_out",
    "suppresses",
    "gives_way",
)
EDGES = {
    LEADS: mark("makes it hold"),
    UNLESS: mark("keeps it from holding"),
    RECOMMENDS: mark("speaks for the strategy"),
    PINS: mark("safety: must be in the plan"),
    RULES_OUT: mark("rules the strategy out"),
    SUPPRESSES: mark("safety: must not be in the plan"),
    GIVES_WAY: mark("stands in its place where it scores higher"),
}
"""Kind of line -> what it says."""


@dataclass(frozen=True, slots=True)
class Box:
    """One thing of the drawing. `rows` are the values that lines begin at."""

    id: str
    column: int
    kind: str
    heading: str
    text: str
    note: str = ""
    name: str = ""
    """The id in the data files."""
    rows: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Edge:
    """A line from a box, or one of its rows, to a box further right."""

    source: str
    row: int | None
    target: str
    kind: str


@dataclass(frozen=True, slots=True)
class Routes:
    """All that leads to one strategy. Boxes are in the order in which they were met."""

    strategy: str
    title: str
    boxes: tuple[Box, ...]
    edges: tuple[Edge, ...]
    told: tuple[str, ...]
    """The same in sentences, one for each rule."""


@dataclass
class _Gathering:
    knowledge: KnowledgeBase
    boxes: dict[str, Box] = field(default_factory=dict)
    edges: dict[Edge, None] = field(default_factory=dict)
    rows: dict[str, list[str]] = field(default_factory=dict)
    told: list[str] = field(default_factory=list)

    def box(self, box: Box) -> str:
        self.boxes.setdefault(box.id, box)
        self.rows.setdefault(box.id, [])
        return box.id

    def row(self, box: str, text: str) -> int:
        rows = self.rows[box]
        if text not in rows:
            rows.append(text)
        return rows.index(text)

    def edge(self, source: str, row: int | None, target: str, kind: str) -> None:
        self.edges[Edge(source, row, target, kind)] = None


def routes(knowledge: KnowledgeBase, strategy: str) -> Routes:
    """Everything that leads to a strategy, or keeps it out; KeyError for an unknown one."""
    known = knowledge.strategies[strategy]
    found = _Gathering(knowledge)
    end = found.box(
        Box(f"strategy:{strategy}", STRATEGY, "strategy", _("Strategy"), known.title, name=strategy)
    )
    for kind, rule in _rules_for(knowledge, strategy):
        _add_rule(found, rule, kind, end)
    for rival in sorted(knowledge.rivals.get(strategy, ())):
        other = knowledge.strategies[rival]
        box = Box(f"rival:{rival}", RULES, "rival", _("Not beside this one"), other.title, name=rival)
        found.edge(found.box(box), None, end, GIVES_WAY)
    for name in [box.name for box in found.boxes.values() if box.kind == "finding"]:
        for drawing in knowledge.diagnosis.values():
            if drawing.finding == name:
                _add_diagnosis(found, drawing)
    boxes = (_with_rows(box, found.rows[box.id]) for box in found.boxes.values())
    return Routes(strategy, known.title, tuple(boxes), tuple(found.edges), tuple(found.told))


def _with_rows(box: Box, rows: list[str]) -> Box:
    return Box(box.id, box.column, box.kind, box.heading, box.text, box.note, box.name, tuple(rows))


def _rules_for(knowledge: KnowledgeBase, strategy: str) -> Iterator[tuple[str, AdviceRule | SafetyRule]]:
    """Safety first, then what speaks for the strategy, then what rules it out."""
    for target, kind in (("pin", PINS), ("suppress", SUPPRESSES)):
        yield from ((kind, one) for one in knowledge.safety.values() if getattr(one, target) == strategy)
    for target, kind in (("recommend", RECOMMENDS), ("rule_out", RULES_OUT)):
        yield from ((kind, one) for one in knowledge.advice.values() if getattr(one, target) == strategy)


def _add_rule(found: _Gathering, rule: AdviceRule | SafetyRule, kind: str, end: str) -> None:
    headings = {
        PINS: _("Safety rule: must be in the plan"),
        SUPPRESSES: _("Safety rule: must not be in the plan"),
        RECOMMENDS: _("Speaks for it, weight %(weight)s", weight=rule.weight),
        RULES_OUT: _("Rules it out"),
    }
    shape = "safety" if kind in (PINS, SUPPRESSES) else "advice"
    box = Box(
        f"rule:{rule.id}",
        RULES,
        shape,
        headings[kind],
        rule.says,
        _needs(found.knowledge, rule.when),
        rule.id,
    )
    name = found.box(box)
    found.edge(name, None, end, kind)
    _add_inputs(found, rule.when, name)
    _tell(found, headings[kind], rule)


def _add_diagnosis(found: _Gathering, rule: DiagnosisRule) -> None:
    heading = _("Finds it, %(weight)s of 100 sure", weight=rule.weight)
    note = _needs(found.knowledge, rule.when)
    name = found.box(Box(f"rule:{rule.id}", DIAGNOSIS, "diagnosis", heading, rule.says, note, rule.id))
    found.edge(name, None, f"finding:{rule.finding}", LEADS)
    _add_inputs(found, rule.when, name)
    title = found.knowledge.findings[rule.finding].title
    _tell(found, _("Finds “%(finding)s”", finding=title), rule)


def _tell(found: _Gathering, heading: str, rule: DiagnosisRule | AdviceRule | SafetyRule) -> None:
    when = in_words(found.knowledge, rule.when)
    found.told.append(_("%(what)s: %(says)s Holds where: %(when)s.", what=heading, says=rule.says, when=when))


def _add_inputs(found: _Gathering, when: Condition, rule: str) -> None:
    """The boxes that a condition reads, each joined to the rule."""
    if isinstance(when, conditions.Always):
        everyone = Box("everyone", ANSWERS, "fact", _("For everyone"), _("Whatever was answered"))
        found.edge(found.box(everyone), None, rule, LEADS)
    for leaf, turned in _leaves(when, turned=False):
        match leaf:
            case conditions.HasFinding(name, at_least):
                box = _finding(found, name)
                sure = _("at least %(number)s of 100 sure", number=at_least)
                row = found.row(box, sure) if at_least > 1 else None
                found.edge(box, row, rule, UNLESS if turned else LEADS)
            case conditions.NoFinding(name):
                found.edge(_finding(found, name), None, rule, LEADS if turned else UNLESS)
            case conditions.Test(subject, name, operator, wanted):
                box = _question(found, name) if subject == "question" else _fact(found, name)
                silent = operator == conditions.ANSWERED and not wanted
                row = found.row(box, _value(found.knowledge, leaf))
                found.edge(box, row, rule, UNLESS if turned is not silent else LEADS)


def _leaves(condition: Condition, turned: bool) -> Iterator[tuple[Condition, bool]]:
    """Every test of a condition, and whether it stands under an odd number of `not`."""
    match condition:
        case conditions.All(parts) | conditions.AnyOf(parts):
            for part in parts:
                yield from _leaves(part, turned)
        case conditions.Not(part):
            yield from _leaves(part, not turned)
        case conditions.Always():
            return
        case _:
            yield condition, turned


def _question(found: _Gathering, name: str) -> str:
    asked = found.knowledge.questions[name]
    return found.box(Box(f"question:{name}", ANSWERS, "question", _("Question"), asked.wording, name=name))


def _fact(found: _Gathering, name: str) -> str:
    fact = FACTS[name]
    number = len([one for one in fact.reads if one in found.knowledge.questions])
    note = ngettext("from %(n)s answer", "from %(n)s answers", number, n=number)
    says = _(fact.wording)
    box = Box(f"fact:{name}", ANSWERS, "fact", _("Worked out"), says[:1].upper() + says[1:], note, name)
    return found.box(box)


def _finding(found: _Gathering, name: str) -> str:
    title = found.knowledge.findings[name].title
    return found.box(Box(f"finding:{name}", FINDINGS, "finding", _("Finding"), title, name=name))


def _value(knowledge: KnowledgeBase, test: conditions.Test) -> str:
    """The answer that a test asks for, as a row under its question."""
    if test.operator == conditions.ANSWERED:
        return _("any answer")
    if isinstance(test.wanted, tuple):
        return _either([_code(knowledge, test.subject, test.name, code) for code in test.wanted])
    asked = knowledge.questions.get(test.name) if test.subject == "question" else None
    shown = _point(asked, test.wanted)
    if test.operator == "at_least":
        return _("%(value)s or more", value=shown)
    return _("%(value)s or less", value=shown)


def _either(words: list[str]) -> str:
    if len(words) == 1:
        return words[0]
    return _("any of these: %(answers)s", answers="; ".join(words))


def _point(asked: Question | None, wanted: float) -> str:
    """A number, with the label of that point where it is one of a scale."""
    if asked is not None and asked.type == "scale":
        index = int(wanted - (asked.min or 0))
        if 0 <= index < len(asked.labels):
            return f"{wanted:g} ({asked.labels[index]})"
    return f"{wanted:g}"


def _code(knowledge: KnowledgeBase, subject: str, name: str, code: str) -> str:
    if subject == "fact":
        return _(FACT_VALUES[code]) if code in FACT_VALUES else code.replace("_", " ")
    option = knowledge.questions[name].option(code)
    return option.label if option else code


def _needs(knowledge: KnowledgeBase, when: Condition) -> str:
    """How what leads to a rule comes together; empty where one thing is enough to say it."""
    match when:
        case conditions.Always() | conditions.Test() | conditions.HasFinding() | conditions.NoFinding():
            return ""
        case conditions.All(parts) if _are_tests(parts):
            return _("needs all of these") if len(parts) > 1 else ""
        case conditions.AnyOf(parts) if _are_tests(parts):
            return _("needs one of these") if len(parts) > 1 else ""
    return _("needs: %(condition)s", condition=in_words(knowledge, when))


def _are_tests(parts: Iterable[Condition]) -> bool:
    return not any(isinstance(part, conditions.All | conditions.AnyOf | conditions.Not) for part in parts)


def in_words(knowledge: KnowledgeBase, when: Condition) -> str:
    """A condition as a phrase with the titles and labels of this knowledge base."""

    def names(subject: str, name: str) -> str:
        if subject == "finding":
            return knowledge.findings[name].title
        return knowledge.questions[name].wording if subject == "question" else _(FACTS[name].wording)

    return conditions.in_words(when, names, lambda subject, name, code: _code(knowledge, subject, name, code))
