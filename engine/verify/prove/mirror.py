"""That what the proofs reason about is what the engine does, seen on real sheets.

Drawn sheets are run on the engine and on the circuits, and every rule, fact, finding and strategy is
compared. It proves nothing by itself: it stands guard over the parts of the circuits that repeat the engine
(`fact_values`, `meaning`), which tests go through in full.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from engine.verify.prove.fact_values import Values
from engine.verify.prove.meaning import Meaning
from engine.verify.prove.prover import Prover, doubt, holding, recommending
from engine.verify.prove.reports import Report
from engine.verify.prove.trials import Trial

NO_TIME = ("too_short", "phase_passed")
"""The codes of what is left out for want of time in the plan's dates."""


@dataclass(frozen=True, slots=True)
class _Pair:
    """A statement in a circuit, and what the engine says of it; None where it says nothing."""

    name: str
    literal: int
    says: Callable[[Trial], bool | None]


class Mirror:
    """Everything in which circuits and engine can be compared."""

    def __init__(self, meaning: Meaning):
        self._meaning = meaning
        self._pairs = list(_pairs(meaning))
        self._nodes = meaning.circuit.cone([one.literal for one in self._pairs])

    def differences(self, trial: Trial) -> list[str]:
        """What the circuits say otherwise than the engine on a sheet."""
        given = self._meaning.space.truth(trial.sheet.answers, trial.facts.calendar)
        truth = self._meaning.circuit.values(self._nodes, given)
        return [
            one.name
            for one in self._pairs
            if (says := one.says(trial)) is not None
            and (truth[one.literal] if one.literal > 0 else not truth[-one.literal]) is not says
        ]


def differences(prover: Prover) -> Iterator[Report]:
    """Sheets on which circuits and engine differ, one for each thing in which they do."""
    mirror = Mirror(prover.meaning)
    met: set[str] = set()
    for trial in prover.drawn:
        for name in mirror.differences(trial):
            if name not in met:
                met.add(name)
                what = f"it differs from the engine in the {name}"
                yield doubt(name.replace(" ", "."), "engine/verify/prove", what, trial.raw)


def _pairs(meaning: Meaning) -> Iterator[_Pair]:
    for name, rule in meaning.knowledge.rules.items():
        yield _Pair(f"rule {name}", meaning.fires(rule), holding(name))
    for name, values in meaning.facts.items():
        yield from _fact(meaning, name, values)
    for name in meaning.knowledge.findings:
        for sure, literal in meaning.confidences(name).items():
            yield _Pair(f"finding {name} {sure}", literal, _found(name, sure))
    for name in meaning.knowledge.strategies:
        yield _Pair(f"strategy {name}", meaning.kept(name), recommending(name))
        yield _Pair(f"time for {name}", meaning.in_time(name), _has_time(name))
        for (pinned, score), literal in meaning.ranks(name).items():
            what = f"{'pin' if pinned else 'score'} {name} {score}"
            yield _Pair(what, literal, _ranked(name, pinned, score))


def _fact(meaning: Meaning, name: str, values: Values) -> Iterator[_Pair]:
    known = meaning.circuit.any(values.values())
    yield _Pair(f"fact {name}", known, lambda trial: name in trial.facts.values)
    if name == "weekly_hours":  # one value stands for a whole stretch of hours
        return
    for value, literal in values.items():
        yield _Pair(f"fact {name} {value}", literal, _is(name, value))


def _is(fact: str, value: object) -> Callable[[Trial], bool]:
    return lambda trial: trial.facts.values.get(fact) == value


def _found(finding: str, sure: int) -> Callable[[Trial], bool]:
    return lambda trial: trial.view.findings.get(finding) == sure


def _has_time(strategy: str) -> Callable[[Trial], bool | None]:
    def says(trial: Trial) -> bool | None:
        if strategy not in trial.recommended:
            return None
        return trial.left_out.get(strategy) not in NO_TIME

    return says


def _ranked(strategy: str, pinned: bool, score: int) -> Callable[[Trial], bool | None]:
    def says(trial: Trial) -> bool | None:
        found = next((one for one in trial.inference.recommendations if one.strategy == strategy), None)
        return None if found is None else (found.pinned, found.score) == (pinned, score)

    return says
