"""What differs between two plans of one sheet, and which changed files made it so.

A file is a reason for what happens to a strategy where it is the strategy itself or one it excludes, a rule
about these that acts differently on this sheet, a rule that draws a finding on which such a rule rests, or a
question whose answer is no longer read the same way. What has none of these comes from the others: weeks have
only so much room.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from engine import conditions
from engine.answers import read_answers
from engine.compare.sheets import SheetToCompare, known_answers
from engine.compare.versions import Pair
from engine.conditions import View
from engine.errors import InputError
from engine.explain.what_if import differences
from engine.exports import plan_to_json
from engine.facts import FACTS, derive
from engine.knowledge_base import FOLDERS, MANIFEST, KnowledgeBase, Rule
from engine.model import Plan, PlanItem
from engine.pipeline import make_plan

ADDED, REMOVED, MOVED, REWORDED, REASONS = "added", "removed", "moved", "reworded", "reasons"
REFUSED, ACCEPTED = "refused", "accepted"
ENGINE = "compiled"
"""Both give the same plans, and this one is ready at once."""
_WORDS = (
    *("title", "summary", "why", "watch_out", "track", "repeats", "goal", "steps", "resources", "letters"),
    *("guides", "stories", "effort_hours", "evidence", "short"),
)
"""Fields of an item that are read, other than its place and its reasons."""
_REASONS = ("because", "pinned")
_LAID_BY = (
    *("status", "scenarios", "track", "phase", "within_days", "repeats", "late", "due_by", "effort_hours"),
    *("course", "min_days_left", "excludes", "effort_for_some", "short_form", "reserved", "days_before_end"),
)
"""Fields of a strategy that decide whether and when it stands in a plan."""


@dataclass(frozen=True, slots=True)
class Happening:
    """What happens to one strategy in one plan, and the files that are the reason; none: it follows."""

    strategy: str
    what: str
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ChangedPlan:
    """One sheet whose plan is not the same. `what`: refused or accepted, where one version refuses it."""

    sheet: str
    happenings: tuple[Happening, ...]
    what: str = ""

    @property
    def files(self) -> tuple[str, ...]:
        """Every file that is a reason for something in it."""
        return tuple(sorted({file for one in self.happenings for file in one.files}))

    @property
    def in_words_only(self) -> bool:
        """Whether the same things stand in the same places."""
        return not self.what and all(one.what in (REWORDED, REASONS) for one in self.happenings)


@dataclass(frozen=True, slots=True)
class Comparison:
    """All sheets, the files that differ (path -> new, gone or changed), and the plans that do."""

    old: str
    new: str
    sheets: int
    files: Mapping[str, str]
    changed: tuple[ChangedPlan, ...]
    titles: Mapping[str, str] = field(repr=False)
    borrowed: tuple[str, ...] = ()
    """Files of the old version that can't be read any more and were taken from the new one."""


def compare(pair: Pair, sheets: Iterable[SheetToCompare]) -> Comparison:
    """The plans of every sheet in both versions."""
    old, new = pair.old, pair.new
    files = changed_files(old, new)
    count, found = 0, []
    for sheet in sheets:
        count += 1
        changed = _changed_plan(_Side(old, sheet), _Side(new, sheet), files, sheet)
        if changed is not None:
            found.append(changed)
    titles = {name: one.title for base in (old, new) for name, one in base.strategies.items()}
    return Comparison(old.version, new.version, count, files, tuple(found), titles, pair.borrowed)


def changed_files(old: KnowledgeBase, new: KnowledgeBase) -> dict[str, str]:
    """The data files that say something else, by path: new, gone or changed. Comments don't count."""
    found = {}
    for kind in FOLDERS:
        before, after = _things(old, kind), _things(new, kind)
        for name in sorted(before.keys() | after.keys()):
            if before.get(name) != after.get(name):
                what = "new" if name not in before else "gone" if name not in after else "changed"
                found[new.path(kind, name)] = what
    if old.sections != new.sections:
        found[MANIFEST] = "changed"
    return found


def _things(knowledge: KnowledgeBase, kind: str) -> Mapping[str, Any]:
    if kind == "question":
        return {**knowledge.questions, **knowledge.retired_questions}
    names = {"strategy": "strategies", "story": "stories", "diagnosis_rule": "diagnosis"}
    names |= {"advice_rule": "advice", "safety_rule": "safety"}
    things: Mapping[str, Any] = getattr(knowledge, names.get(kind, f"{kind}s"))
    return things


class _Side:
    """One sheet in one version: its plan, or that it is refused, and what the rules see of it."""

    def __init__(self, knowledge: KnowledgeBase, sheet: SheetToCompare):
        self.knowledge = knowledge
        self.plan: Plan | None = None
        self.view = View({})
        answers = known_answers(knowledge, sheet.answers)
        try:
            self.plan = make_plan(knowledge, answers, sheet.today, ENGINE)
        except InputError:
            return
        read = read_answers(knowledge, answers)
        found = {one.id: one.confidence for one in self.plan.findings}
        self.view = View(read.answers, derive(read, sheet.today).values, found)
        self.items = {item.id: item for item in self.plan.items}

    def whole(self) -> Mapping[str, Any] | None:
        """The plan as data, without the version that made it."""
        if self.plan is None:
            return None
        return {key: value for key, value in plan_to_json(self.plan).items() if key != "knowledge_version"}

    def effect(self, rule: Rule | None) -> tuple[Any, ...] | None:
        """What a rule does on this sheet: nothing, or its target, its weight and what it says."""
        if rule is None or conditions.confidence(rule.when, self.view) is None:
            return None
        return type(rule), _target(rule), rule.weight, rule.says


def _changed_plan(
    old: _Side, new: _Side, files: Mapping[str, str], sheet: SheetToCompare
) -> ChangedPlan | None:
    if old.whole() == new.whole():
        return None
    if old.plan is None or new.plan is None:
        return ChangedPlan(sheet.id, (), REFUSED if new.plan is None else ACCEPTED)
    found = [
        Happening(name, what, tuple(sorted(set(_reasons(old, new, name, what, files)))))
        for name, what in _happenings(old, new)
    ]
    return ChangedPlan(sheet.id, tuple(found))


def _happenings(old: _Side, new: _Side) -> Iterator[tuple[str, str]]:
    assert old.plan is not None
    assert new.plan is not None
    seen = differences(old.plan, new.plan)
    yield from ((name, ADDED) for name in seen.added)
    yield from ((name, REMOVED) for name in seen.removed)
    yield from ((one.strategy, MOVED) for one in seen.moved)
    for name in (name for name in new.items if name in old.items):
        before, after = old.items[name], new.items[name]
        if _differ(before, after, _WORDS):
            yield name, REWORDED
        if _differ(before, after, _REASONS):
            yield name, REASONS


def _differ(before: PlanItem, after: PlanItem, names: Iterable[str]) -> bool:
    return any(getattr(before, name) != getattr(after, name) for name in names)


def _reasons(old: _Side, new: _Side, strategy: str, what: str, files: Mapping[str, str]) -> Iterator[str]:
    """The changed files that are a reason for what happens to a strategy."""
    if what == REWORDED:
        yield from _words_from(new, strategy, files)
        return
    about = {strategy}
    if what in (ADDED, REMOVED):
        for side in (old, new):
            about |= side.knowledge.rivals.get(strategy, frozenset())
    if what != REASONS:
        yield from _laid_otherwise(old, new, about)
    rules = {rule for one in about for side in (old, new) for rule in _rules_about(side.knowledge, one)}
    rested_on: set[str] = set()
    for name in rules:
        before, after = old.knowledge.rules.get(name), new.knowledge.rules.get(name)
        if before != after and old.effect(before) != new.effect(after):
            yield from _file_of(name, old, new)
        for rule in (before, after):
            rested_on |= conditions.reads(rule.when, "finding") if rule is not None else set()
    for finding in rested_on:
        if old.view.findings.get(finding) != new.view.findings.get(finding):
            yield from _drawn_otherwise(old, new, finding)
    if old.view.answers != new.view.answers:
        questions = old.view.answers.keys() ^ new.view.answers.keys()
        paths = {f"{FOLDERS['question']}/{name}.yml" for name in questions}
        read = {name for rule in rules for name in _questions_read(old, new, rule)}
        yield from (path for path in sorted(paths & files.keys()) if _stem(path) in read)


def _words_from(new: _Side, strategy: str, files: Mapping[str, str]) -> list[str]:
    """The strategy's own file, or else those that its words are taken from."""
    own = f"{FOLDERS['strategy']}/{strategy}.yml"
    if own in files:
        return [own]
    item = new.items[strategy]
    shown = {f"{FOLDERS['resource']}/{one['id']}.yml" for one in item.resources if "id" in one}
    cited = new.knowledge.strategies[strategy].evidence.sources
    shown |= {f"{FOLDERS['source']}/{name}.yml" for name in cited}
    asked = {f"{FOLDERS['question']}/{name}.yml" for name in new.view.answers}
    return sorted(shown & files.keys()) or sorted(asked & files.keys())


def _laid_otherwise(old: _Side, new: _Side, strategies: Iterable[str]) -> Iterator[str]:
    """Strategies whose time, effort or neighbours are others now: more than words."""
    for name in strategies:
        before, after = old.knowledge.strategies.get(name), new.knowledge.strategies.get(name)
        if before is None or after is None:
            continue  # the rules that bring it are new or gone with it
        if any(getattr(before, one) != getattr(after, one) for one in _LAID_BY):
            yield f"{FOLDERS['strategy']}/{name}.yml"


def _drawn_otherwise(old: _Side, new: _Side, finding: str) -> Iterator[str]:
    for name in old.knowledge.diagnosis.keys() | new.knowledge.diagnosis.keys():
        before, after = old.knowledge.diagnosis.get(name), new.knowledge.diagnosis.get(name)
        draws = finding in {rule.finding for rule in (before, after) if rule is not None}
        if draws and before != after and old.effect(before) != new.effect(after):
            yield from _file_of(name, old, new)


def _questions_read(old: _Side, new: _Side, rule: str) -> Iterator[str]:
    for side in (old, new):
        known = side.knowledge.rules.get(rule)
        if known is None:
            continue
        conditions_read = [known.when]
        for finding in conditions.reads(known.when, "finding"):
            conditions_read += [
                one.when for one in side.knowledge.diagnosis.values() if one.finding == finding
            ]
        for when in conditions_read:
            yield from conditions.reads(when, "question")
            for fact in conditions.reads(when, "fact"):
                yield from FACTS[fact].reads


def _rules_about(knowledge: KnowledgeBase, strategy: str) -> set[str]:
    rules: Iterable[Rule] = (*knowledge.advice.values(), *knowledge.safety.values())
    return {rule.id for rule in rules if _target(rule) == strategy}


def _target(rule: Rule) -> str | None:
    for name in ("recommend", "rule_out", "pin", "suppress", "finding"):
        found: str | None = getattr(rule, name, None)
        if found is not None:
            return found
    return None


def _file_of(rule: str, old: _Side, new: _Side) -> Iterator[str]:
    for base in (old.knowledge, new.knowledge):
        for kind, rules in (
            ("diagnosis_rule", base.diagnosis),
            ("advice_rule", base.advice),
            ("safety_rule", base.safety),
        ):
            if rule in rules:
                yield base.path(kind, rule)


def _stem(path: str) -> str:
    return path.rsplit("/", 1)[-1].removesuffix(".yml")
