"""A whole run of the measurements: rule bases made, checked to agree, timed."""

from __future__ import annotations

import datetime
import time
from collections.abc import Callable, Sequence

from engine.answers import read_answers
from engine.bench import generated
from engine.bench.measure import RuleBase, agree, inference_times, interleaved, rule_base
from engine.bench.report import COMPILED, Measured, Report
from engine.exports import plan_to_text
from engine.facts import derive
from engine.knowledge_base import KnowledgeBase, load, load_cases
from engine.model import Facts, Sheet
from engine.pipeline import plan_of

TODAY = datetime.date(2026, 3, 3)
OWN = "our own"
FEW, MANY = 300, 3000
"""Rules between which growth is measured, with as many that can hold."""
LOADS = 5


def run(
    sizes: Sequence[int],
    sheets: int,
    repeats: int,
    own: bool = True,
    say: Callable[[str], None] = lambda text: None,
) -> Report:
    """Everything: our own rule base where `own`, generated ones of these sizes, growth and loading."""
    report = Report()
    if own:
        say("our own rules")
        knowledge = load()
        report.bases.append(
            _measured(rule_base(f"{OWN}, {len(knowledge.rules)}", knowledge, own_sheets(knowledge)), repeats)
        )
    for size in sizes:
        say(f"{size} rules")
        knowledge = generated.knowledge_base(size)
        read = generated_sheets(knowledge, sheets)
        report.bases.append(_measured(rule_base(f"{size:,} rules", knowledge, read), repeats))
    if sizes and max(sizes) >= FEW:
        say("growth")
        report.growth = growth(sheets, repeats)
    if own:
        say("loading")
        report.load_ms = load_ms()
    return report


def own_sheets(knowledge: KnowledgeBase) -> list[tuple[Sheet, Facts]]:
    """The people of rules/cases, each on the day of their case."""
    read = []
    for case in load_cases(knowledge.root).values():
        if not case.expect.refused:
            sheet = read_answers(knowledge, case.answers)
            read.append((sheet, derive(sheet, case.today)))
    return read


def generated_sheets(knowledge: KnowledgeBase, count: int) -> list[tuple[Sheet, Facts]]:
    """Sheets of a generated rule base."""
    read = [read_answers(knowledge, raw) for raw in generated.sheets(knowledge, count)]
    return [(sheet, derive(sheet, TODAY)) for sheet in read]


def _measured(base: RuleBase, repeats: int) -> Measured:
    share = agree(base)
    times = inference_times(base, repeats)
    return Measured(
        base.label, len(base.knowledge.rules), share, times, _plan_time(base, repeats), base.missing
    )


def _plan_time(base: RuleBase, repeats: int) -> float:
    """Median microseconds from raw answers to a dated plan as JSON text, with `compiled`."""

    def task(raw: dict[str, object], today: datetime.date) -> Callable[[], object]:
        knowledge = base.knowledge
        return lambda: plan_to_text(
            knowledge, plan_of(knowledge, read_answers(knowledge, raw), today, COMPILED)
        )

    tasks = [task(dict(one.sheet.given), one.facts.calendar.today) for one in base.sheets]
    return interleaved({"plan": tasks}, repeats)["plan"]


def growth(sheets: int, repeats: int) -> float:
    """How many times as long one inference with `compiled` takes with ten times the rules, where as many can
    hold.
    """
    bases = {
        size: rule_base(str(size), knowledge, generated_sheets(knowledge, sheets), only_own=True)
        for size, knowledge in (
            (FEW, generated.knowledge_base(FEW)),
            (MANY, generated.knowledge_base(MANY, MANY // FEW)),
        )
    }
    times = {size: inference_times(base, repeats)[COMPILED] for size, base in bases.items()}
    return times[MANY] / times[FEW]


def load_ms() -> float:
    """Milliseconds to load our knowledge base when it was parsed before: the median of a few."""
    load()
    times = []
    for _ in range(LOADS):
        start = time.perf_counter()
        load()
        times.append((time.perf_counter() - start) * 1e3)
    return sorted(times)[LOADS // 2]
