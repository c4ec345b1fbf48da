"""That each named scenario yields strategies of its own.

A strategy is of a scenario's own where its `scenarios` name it and not "all". On every sheet of the scenario,
while the plan is ahead or running, at least one of them must be recommended; each scenario must have one that
no other scenario names; and each concern, marked alone, must bring a strategy that the empty sheet has not.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.conditions import Test
from engine.facts import FACTS
from engine.verify.prove.prover import Claim, Prover, Shows
from engine.verify.prove.reports import Report
from engine.verify.prove.trials import Trial

UNKNOWN = "unknown"
AHEAD = ("none", "running")
"""Once a plan is over there is nothing left to do better in it, so advice of a scenario may end."""


def scenarios_without_strategies(prover: Prover) -> Iterator[Report]:
    """Sheets of a scenario that yield nothing of its own."""
    own = {name: _own(prover, name) for name in FACTS["scenario"].options if name != UNKNOWN}
    for name, strategies in own.items():
        here = prover.meaning.holds(Test("fact", "scenario", "is", (name,)))
        sheet = prover.find(here)
        if sheet is None:
            continue
        others = {one for other, theirs in own.items() if other != name for one in theirs}
        if not strategies - others:
            what = f"the scenario '{name}' has no strategy that is not also another scenario's"
            claim = Claim("scenario_without_its_own", name, "knowledge/strategies", what)
            yield prover.report(claim, sheet, _is_in(name))
        none_of_them = [-prover.meaning.kept(one) for one in sorted(strategies)]
        ahead = prover.any(prover.meaning.holds(Test("fact", "pip_state", "is", (one,))) for one in AHEAD)
        sheet = prover.find(here, ahead, *none_of_them)
        if sheet is not None:
            what = f"a sheet of the scenario '{name}' for which none of its own strategies is recommended"
            claim = Claim("scenario_without_strategies", name, "rules/advice", what)
            yield prover.report(claim, sheet, _yields_none(name, strategies))


def _yields_none(scenario: str, strategies: frozenset[str]) -> Shows:
    def none(trial: Trial) -> bool:
        facts = trial.facts.values
        ahead = facts["pip_state"] in AHEAD and facts["scenario"] == scenario
        return ahead and not strategies & set(trial.recommended)

    return none


def _is_in(scenario: str) -> Shows:
    return lambda trial: trial.facts.values["scenario"] == scenario


def _own(prover: Prover, scenario: str) -> frozenset[str]:
    return frozenset(
        name
        for name, strategy in prover.knowledge.strategies.items()
        if scenario in strategy.scenarios and "all" not in strategy.scenarios and strategy.status != "retired"
    )


def concerns_without_strategies(prover: Prover) -> Iterator[Report]:
    """Concerns that bring nothing when they are marked alone."""
    question = prover.knowledge.questions.get("concerns")
    if question is None or question.type != "multi":
        return
    usual = set(prover.trials({}).recommended)
    for option in question.options:
        sheet = {"concerns": [option.value]}

        def brings_nothing(trial: Trial) -> bool:
            return set(trial.recommended) <= usual

        if prover.shown(sheet, brings_nothing) is None:
            what = (
                f"the concern '{option.value}', marked alone, brings no strategy that the empty sheet has not"
            )
            place = prover.knowledge.locate("question", "concerns", ("options",))
            yield prover.report(
                Claim("concern_without_strategies", option.value, place, what), sheet, brings_nothing
            )
