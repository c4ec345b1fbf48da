"""Worked cases: people whose plan must hold what their file says (rules/cases/)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from engine import yaml_files
from engine.errors import InputError, Mistake, list_of, nearest
from engine.facts import FACTS
from engine.knowledge_base import CASES, KnowledgeBase, load_cases
from engine.pipeline import make_plan
from engine.schema import Case, Expectation, ExpectedAssumption, ExpectedItem
from engine.verify.expectations import unmet_by


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

    unknown = list(_unknown_names(knowledge, case.expect))
    if unknown:
        for keys, name, known in unknown:
            yield mistake(("expect", *keys), f"'{name}' does not exist", list_of(known), nearest(name, known))
        return
    try:
        plan = make_plan(knowledge, case.answers, case.today, engine)
    except InputError as error:
        for keys, what in _unmet_by_refusal(case.expect, error):
            yield mistake(keys, what)
        return
    for name in ("error", "error_for"):
        if getattr(case.expect, name):
            yield mistake(("expect", name), "the sheet is not refused")
            return
    for keys, what in unmet_by(case.expect, plan):
        yield mistake(("expect", *keys), what)


def _unmet_by_refusal(expect: Expectation, error: InputError) -> Iterator[tuple[yaml_files.KeyPath, str]]:
    refused = sorted({one.field for one in error.mistakes})
    if expect.error is None and not expect.error_for:
        yield ("answers",), f"the sheet is refused: {error}"
    if expect.error is not None and expect.error not in str(error):
        yield ("answers",), f"the sheet is refused: {error}"
    if expect.error_for and refused != sorted(expect.error_for):
        yield ("expect", "error_for"), f"the sheet is refused for {list_of(refused)}"


def _unknown_names(
    knowledge: KnowledgeBase, expect: Expectation
) -> Iterator[tuple[yaml_files.KeyPath, str, list[str]]]:
    """Every name in an expectation that nothing has, so that a mistyped one can never hold by itself."""
    strategies, questions = sorted(knowledge.strategies), sorted(knowledge.questions)
    items = [
        (("include", index), one if isinstance(one, ExpectedItem) else ExpectedItem(strategy=one))
        for index, one in enumerate(expect.include)
    ]
    assumed = [one.question if isinstance(one, ExpectedAssumption) else one for one in expect.assumed]
    places: list[tuple[yaml_files.KeyPath, Iterable[str], list[str]]] = [
        *((keys, (one.strategy,), strategies) for keys, one in items),
        *(((*keys, "because"), one.because, questions) for keys, one in items),
        *(
            ((*keys, "resources"), (*one.resources, *one.no_resources), sorted(knowledge.resources))
            for keys, one in items
        ),
        *((("in_order", index), names, strategies) for index, names in enumerate(expect.in_order)),
        (("left_out",), expect.left_out, strategies),
        (("facts",), expect.facts, sorted(FACTS)),
        (("pinned",), expect.pinned or (), strategies),
    ]
    lists = (
        ("exclude", expect.exclude, strategies),
        ("first", expect.first, strategies),
        ("findings", expect.findings, sorted(knowledge.findings)),
        ("no_findings", expect.no_findings, sorted(knowledge.findings)),
        ("ignored", expect.ignored, questions),
        ("assumed", assumed, questions),
        ("not_assumed", expect.not_assumed, questions),
        ("error_for", expect.error_for, questions),
    )
    places += [
        ((name, index), (one,), known) for name, names, known in lists for index, one in enumerate(names)
    ]
    for keys, names, known in places:
        for name in names:
            if name not in known:
                yield (*keys, name) if keys[0] in ("left_out", "facts") else keys, name, known
