"""Timing: every engine on the same sheets in turn, in one process, so that what is left is a ratio.

Sheets and engines are interleaved, each is repeated, of the repeats of one sheet the fastest counts and of
the sheets the median: what else the machine does falls on all alike.
"""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from engine.bench.libraries import BusinessRules, RuleEngine, Zen
from engine.bench.networks import Clips, PlainDurable
from engine.bench.peers import Lambdas, OwnEvaluator, Peer, PlainLoop, Strata
from engine.conditions import View
from engine.inference import durable_is_here, evaluator_for, infer
from engine.inference.compiled import strata
from engine.knowledge_base import KnowledgeBase
from engine.model import Facts, Sheet

A_TURN = 0.01
"""Seconds that a fast engine stays on its turn, so that none is measured cold."""
SLOWEST_FIRST = 20_000
"""Microseconds an inference beyond which an engine gets fewer repeats."""
LIBRARIES: Sequence[type[Peer]] = (
    PlainLoop,
    Lambdas,
    Zen,
    Clips,
    RuleEngine,
    BusinessRules,
    PlainDurable,
)


class Disagreement(RuntimeError):
    """Two engines don't find the same rules: nothing is timed then."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A sheet that is ready to be run, with how sure its findings are."""

    sheet: Sheet
    facts: Facts
    view: View
    sure: Mapping[str, int]


@dataclass(slots=True)
class RuleBase:
    """A knowledge base with its sheets and the engines that can run it."""

    label: str
    knowledge: KnowledgeBase
    sheets: list[Prepared]
    peers: list[Peer]
    missing: list[str] = field(default_factory=list)
    """Engines that are not installed."""
    finding_of: Mapping[str, str] = field(init=False)

    def __post_init__(self) -> None:
        self.finding_of = {name: rule.finding for name, rule in self.knowledge.diagnosis.items()}


def rule_base(
    label: str, knowledge: KnowledgeBase, read: Sequence[tuple[Sheet, Facts]], only_own: bool = False
) -> RuleBase:
    """A rule base with every engine that is installed here, or with `compiled` alone."""
    compiled = evaluator_for(knowledge, "compiled")
    sheets = []
    for sheet, facts in read:
        found = infer(knowledge, sheet, facts, compiled).findings
        view = View(sheet.answers, facts.values)
        sheets.append(Prepared(sheet, facts, view, {one.id: one.confidence for one in found}))
    made = RuleBase(label, knowledge, sheets, [OwnEvaluator(compiled)])
    if only_own:
        return made
    if durable_is_here():
        made.peers.append(OwnEvaluator(evaluator_for(knowledge, "durable")))
    else:
        made.missing.append("durable")
    conditions = {
        stratum: {name: rule.when for name, rule in rules.items()}
        for stratum, rules in strata(knowledge).items()
        if rules
    }
    for library in LIBRARIES:
        _add(made, library, conditions)
    return made


def _add(made: RuleBase, library: type[Peer], conditions: Strata) -> None:
    try:
        made.peers.append(library(conditions))  # type: ignore[call-arg]
    except ImportError:
        made.missing.append(library.name)


def held(base: RuleBase, peer: Peer, sheet: Any, sure: Mapping[str, int]) -> list[str]:
    """One inference: the ids of the rules of all strata that hold."""
    finding_of = base.finding_of
    found = peer.fired("diagnosis", sheet, {})
    findings = {finding_of[name]: sure[finding_of[name]] for name in found}
    found = found + peer.fired("advice", sheet, findings)
    return found + peer.fired("safety", sheet, findings) if base.knowledge.safety else found


def agree(base: RuleBase) -> float:
    """The share of rules that hold on a sheet, once every engine has found the same, each with its reason;
    Disagreement.
    """
    rules, shares = base.knowledge.rules, []
    for prepared in base.sheets:
        wanted = None
        for peer in base.peers:
            found = {
                name: rules[name].says for name in held(base, peer, peer.sheet(prepared.view), prepared.sure)
            }
            if wanted is None:
                wanted = found
                shares.append(len(found) / len(rules))
            elif found != wanted:
                odd = sorted(found.keys() ^ wanted.keys())[:5]
                raise Disagreement(f"{base.label}: {peer.name} differs from {base.peers[0].name} on {odd}")
    return statistics.mean(shares)


def inference_times(base: RuleBase, repeats: int) -> dict[str, float]:
    """Median microseconds an inference, by engine."""
    runs = {peer.name: [_task(base, peer, one) for one in base.sheets] for peer in base.peers}
    return interleaved(runs, repeats)


def _task(base: RuleBase, peer: Peer, prepared: Prepared) -> Callable[[], object]:
    sheet = peer.sheet(prepared.view)
    return lambda: held(base, peer, sheet, prepared.sure)


def interleaved(runs: Mapping[str, Sequence[Callable[[], object]]], repeats: int) -> dict[str, float]:
    """Median over the tasks of the fastest of several runs, in microseconds, by name."""
    best: dict[str, list[float]] = {name: [float("inf")] * len(tasks) for name, tasks in runs.items()}
    with _no_collection():
        for turn in range(repeats):
            for name, tasks in runs.items():
                if turn > 2 and statistics.median(best[name]) > SLOWEST_FIRST:
                    continue
                until = time.perf_counter() + A_TURN
                while True:
                    _one_pass(tasks, best[name])
                    if time.perf_counter() > until:
                        break
    return {name: statistics.median(times) for name, times in best.items()}


def _one_pass(tasks: Sequence[Callable[[], object]], best: list[float]) -> None:
    for place, task in enumerate(tasks):
        start = time.perf_counter()
        task()
        best[place] = min(best[place], (time.perf_counter() - start) * 1e6)


@contextmanager
def _no_collection() -> Iterator[None]:
    """Without the garbage collector's pauses, which would fall on whoever is running just then."""
    was_on = gc.isenabled()
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
