"""What a worked case expects, held against the plan that came out: one function for each kind of expectation.

Each gives, for what does not hold, the place in the case's `expect` and a sentence.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

from engine.answers import to_plain
from engine.calendar import week_of
from engine.errors import list_of
from engine.model import Plan, PlanItem
from engine.schema import Expectation, ExpectedAssumption, ExpectedItem
from engine.yaml_files import KeyPath

Unmet = Iterator[tuple[KeyPath, str]]


def unmet_by(expect: Expectation, plan: Plan) -> Unmet:
    """Every expectation that the plan does not meet."""
    for check in CHECKS:
        yield from check(expect, plan)


def _items(expect: Expectation, plan: Plan) -> Unmet:
    items = {item.id: item for item in plan.items}
    out = {one.strategy: one.code for one in plan.left_out}
    for index, wanted in enumerate(expect.include):
        name = wanted.strategy if isinstance(wanted, ExpectedItem) else wanted
        item = items.get(name)
        if item is None:
            yield ("include", index), f"'{name}' is not in the plan ({out.get(name, 'no rule brings it')})"
        elif isinstance(wanted, ExpectedItem):
            for field_name, what in _of_the_item(wanted, item, plan):
                yield ("include", index, field_name), f"'{name}' {what}"
    for index, name in enumerate(expect.exclude):
        if name in items:
            yield ("exclude", index), f"'{name}' is in the plan"
    for name, code in expect.left_out.items():
        if out.get(name) != code:
            yield ("left_out", name), f"'{name}' is left out as {out.get(name, 'nothing')}, not {code}"


def _of_the_item(wanted: ExpectedItem, item: PlanItem, plan: Plan) -> Iterator[tuple[str, str]]:
    for attribute in ("phase", "pinned", "track", "late"):
        expected, real = getattr(wanted, attribute), getattr(item, attribute)
        if expected is not None and expected != real:
            yield attribute, f"has {attribute} {real}, not {expected}"
    if wanted.starts_from is not None and item.start < wanted.starts_from:
        yield "starts_from", f"starts on {item.start}"
    if wanted.due_by is not None and item.due > wanted.due_by:
        yield "due_by", f"is due on {item.due}"
    places = {str(one["id"]) for one in item.resources}
    for name in wanted.resources:
        if name not in places:
            yield "resources", f"does not name '{name}', but {list_of(sorted(places), 30) or 'nothing'}"
    for name in wanted.no_resources:
        if name in places:
            yield "no_resources", f"names '{name}'"
    words = " ".join([item.goal, *(f"{step.text} {step.done_when}" for step in item.steps)])
    for phrase in wanted.says:
        if phrase not in words:
            yield "says", f"does not say '{phrase}'"
    reasons = _answers_behind(item, plan)
    for name in wanted.because:
        if name not in reasons:
            yield "because", f"does not rest on '{name}', but on {list_of(sorted(reasons), 30) or 'nothing'}"


def _answers_behind(item: PlanItem, plan: Plan) -> set[str]:
    """The questions whose answers an item rests on, directly or through its findings."""
    through = {name for one in item.because for name in one.findings}
    found = [one for finding in plan.findings if finding.id in through for one in finding.because]
    return {name for one in (*item.because, *found) for name in one.answers}


def _findings(expect: Expectation, plan: Plan) -> Unmet:
    found = {finding.id for finding in plan.findings}
    for index, name in enumerate(expect.findings):
        if name not in found:
            yield ("findings", index), f"'{name}' is not found"
    for index, name in enumerate(expect.no_findings):
        if name in found:
            yield ("no_findings", index), f"'{name}' is found"
    facts = to_plain(plan.facts)
    for name, wanted in expect.facts.items():
        if facts.get(name) != wanted:
            yield ("facts", name), f"'{name}' is {facts.get(name, 'not known')}, not {wanted}"


def _told(expect: Expectation, plan: Plan) -> Unmet:
    """What the plan tells of the answers themselves: set aside, or taken for granted."""
    for index, name in enumerate(expect.ignored):
        if name not in plan.ignored:
            yield ("ignored", index), f"'{name}' is not ignored"
    for index, wanted in enumerate(expect.assumed):
        name = wanted.question if isinstance(wanted, ExpectedAssumption) else wanted
        told = [one.says for one in plan.assumed if one.question == name]
        if not told:
            yield ("assumed", index), f"nothing is assumed of '{name}'"
        elif isinstance(wanted, ExpectedAssumption) and wanted.says and wanted.says not in " ".join(told):
            yield ("assumed", index, "says"), f"of '{name}' the plan says: {' '.join(told)}"
    for index, name in enumerate(expect.not_assumed):
        if any(one.question == name for one in plan.assumed):
            yield ("not_assumed", index), f"something is assumed of '{name}'"


def _order(expect: Expectation, plan: Plan) -> Unmet:
    names = [item.id for item in plan.items]
    first = names[: len(expect.first)]
    if sorted(first) != sorted(expect.first):
        yield ("first",), f"the plan begins with {list_of(first)}"
    pinned = sorted(item.id for item in plan.items if item.pinned)
    if expect.pinned is not None and pinned != sorted(expect.pinned):
        yield ("pinned",), f"pinned are {list_of(pinned, 30) or 'none'}"
    for index, wanted in enumerate(expect.in_order):
        for name in wanted:
            if name not in names:
                yield ("in_order", index), f"'{name}' is not in the plan"
        real = [name for name in names if name in wanted]
        if len(real) == len(wanted) and real != list(wanted):
            yield ("in_order", index), f"the order is {', '.join(real)}"


def _dates(expect: Expectation, plan: Plan) -> Unmet:
    for name in ("starts", "ends"):
        expected, real = getattr(expect, name), getattr(plan, name)
        if expected is not None and expected != real:
            yield (name,), f"the plan {name} on {real}"
    limit = expect.nothing_due_after
    for item in plan.items:
        if limit is not None and item.due > limit:
            yield ("nothing_due_after",), f"'{item.id}' is due on {item.due}"


def _amount(expect: Expectation, plan: Plan) -> Unmet:
    count = len(plan.items)
    if expect.max_items is not None and count > expect.max_items:
        yield ("max_items",), f"the plan has {count} items"
    if expect.min_items is not None and count < expect.min_items:
        yield ("min_items",), f"the plan has {count} items"
    if expect.items_a_week is not None:
        weeks = Counter(
            week
            for item in plan.items
            if not item.pinned
            for week in range(week_of(item.start.toordinal()), week_of(item.due.toordinal()) + 1)
        )
        most = max(weeks.values(), default=0)
        if most > expect.items_a_week:
            yield ("items_a_week",), f"one week of the plan has {most} items"


CHECKS: tuple[Callable[[Expectation, Plan], Unmet], ...] = (_items, _findings, _told, _order, _dates, _amount)
