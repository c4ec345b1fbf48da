"""Worked cases: people whose plan must hold what their file says (rules/cases/)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from engine import yaml_files
from engine.errors import InputError, Mistake, list_of, nearest
from engine.knowledge_base import CASES, KnowledgeBase, load_cases
from engine.model import Plan
from engine.pipeline import make_plan
from engine.schema import Case, ExpectedItem


def broken_cases(
    knowledge: KnowledgeBase, engine: str | None = None, root: Path | None = None
) -> list[Mistake]:
    """Every expectation of every case that does not hold, with file, line and column."""
    try:
        cases = load_cases(root or knowledge.root)
    except InputError as error:
        return list(error.mistakes)
    return [
        mistake
        for case in cases.values()
        for mistake in unmet(knowledge, case, engine, root or knowledge.root)
    ]


def unmet(knowledge: KnowledgeBase, case: Case, engine: str | None, root: Path) -> Iterator[Mistake]:
    """What a case expects and its plan does not show."""
    shown = f"{CASES}/{case.id}.yml"

    def mistake(keys: yaml_files.KeyPath, what: str, accepted: str = "", near: str = "") -> Mistake:
        dotted = ".".join(str(key) for key in keys)
        return Mistake(yaml_files.locate(root / shown, keys, shown), what, dotted, accepted, near)

    unknown = list(_unknown_names(knowledge, case))
    if unknown:
        for keys, name, known in unknown:
            yield mistake(keys, f"'{name}' does not exist", list_of(sorted(known)), nearest(name, known))
        return
    try:
        plan = make_plan(knowledge, case.answers, case.today, engine)
    except InputError as error:
        if case.expect.error is None or case.expect.error not in str(error):
            yield mistake(("answers",), f"the sheet is refused: {error}")
        return
    if case.expect.error is not None:
        yield mistake(("expect", "error"), "the sheet is not refused")
        return
    for keys, what in _unmet(case, plan):
        yield mistake(("expect", *keys), what)


def _unknown_names(
    knowledge: KnowledgeBase, case: Case
) -> Iterator[tuple[yaml_files.KeyPath, str, list[str]]]:
    strategies, findings = list(knowledge.strategies), list(knowledge.findings)
    expect = case.expect
    for index, wanted in enumerate(expect.include):
        name = wanted.strategy if isinstance(wanted, ExpectedItem) else wanted
        if name not in strategies:
            yield ("expect", "include", index), name, strategies
    for field_name, names, known in (
        ("exclude", expect.exclude, strategies),
        ("first", expect.first, strategies),
        ("findings", expect.findings, findings),
        ("no_findings", expect.no_findings, findings),
    ):
        for index, name in enumerate(names):
            if name not in known:
                yield ("expect", field_name, index), name, known
    for name in expect.left_out:
        if name not in strategies:
            yield ("expect", "left_out", name), name, strategies


def _unmet(case: Case, plan: Plan) -> Iterator[tuple[tuple[str | int, ...], str]]:
    expect = case.expect
    items = {item.id: item for item in plan.items}
    out = {one.strategy: one.code for one in plan.left_out}
    found = {finding.id for finding in plan.findings}
    for index, wanted in enumerate(expect.include):
        name = wanted.strategy if isinstance(wanted, ExpectedItem) else wanted
        item = items.get(name)
        if item is None:
            yield ("include", index), f"'{name}' is not in the plan ({out.get(name, 'no rule brings it')})"
        elif isinstance(wanted, ExpectedItem):
            for attribute in ("phase", "pinned", "track"):
                expected, real = getattr(wanted, attribute), getattr(item, attribute)
                if expected is not None and expected != real:
                    yield ("include", index, attribute), f"'{name}' has {attribute} {real}, not {expected}"
    for index, name in enumerate(expect.exclude):
        if name in items:
            yield ("exclude", index), f"'{name}' is in the plan"
    for index, name in enumerate(expect.findings):
        if name not in found:
            yield ("findings", index), f"'{name}' is not found"
    for index, name in enumerate(expect.no_findings):
        if name in found:
            yield ("no_findings", index), f"'{name}' is found"
    for name, code in expect.left_out.items():
        if out.get(name) != code:
            yield ("left_out", name), f"'{name}' is left out as {out.get(name, 'nothing')}, not {code}"
    for index, name in enumerate(expect.ignored):
        if name not in plan.ignored:
            yield ("ignored", index), f"'{name}' is not ignored"
    first = [item.id for item in plan.items[: len(expect.first)]]
    if sorted(first) != sorted(expect.first):
        yield ("first",), f"the plan begins with {list_of(first)}"
    if expect.max_items is not None and len(plan.items) > expect.max_items:
        yield ("max_items",), f"the plan has {len(plan.items)} items"
