"""What must be in a plan: something on every sheet, and a safety route whenever its flag is up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from engine import conditions
from engine.conditions import Condition
from engine.fact_makers import LEAST_HOURS
from engine.planning.hours import minutes_of
from engine.verify.prove.prover import Claim, Prover, named
from engine.verify.prove.reports import Report
from engine.verify.prove.trials import Trial


@dataclass(frozen=True, slots=True)
class Route:
    """A flag and the strategies of which one must then be pinned in the plan."""

    id: str
    flag: Condition
    strategies: tuple[str, ...]


ROUTES = (
    Route("unsafe", conditions.parse({"fact": "unsafe", "is": "yes"}), ("get_safe_first",)),
    Route("legal_flag", conditions.parse({"fact": "legal_flag", "is": "yes"}), ("get_advice_early",)),
    Route(
        "offer_with_a_deadline",
        conditions.parse({"question": "money_offer", "is": "yes_deadline"}),
        ("offer_on_the_table",),
    ),
)
"""docs/requirements.md, SE7, SE2 and the conflicts of 3.4. Pinned, since full weeks push out all else."""


def lost_safety_routes(prover: Prover) -> Iterator[Report]:
    """Flags that can be up while none of their strategies is pinned in the plan."""
    meaning = prover.meaning
    for route in ROUTES:
        if not _can_be_read(prover, route):
            continue
        known = [name for name in route.strategies if name in prover.knowledge.strategies]
        present = [
            prover.all([meaning.some_rule("pin", name), meaning.kept(name), meaning.open(name, pinned=True)])
            for name in known
        ]
        sheet = prover.find(meaning.holds(route.flag), -prover.any(present))
        if sheet is None:
            continue

        def lost(trial: Trial, route: Route = route) -> bool:
            pinned = {one.id for one in trial.plan.items if one.pinned}
            flag = conditions.confidence(route.flag, trial.view) is not None
            return flag and not pinned & set(route.strategies)

        what = f"'{route.id}' can be so while {named(route.strategies)} is not pinned in the plan"
        yield prover.report(Claim("lost_safety_route", route.id, "rules/safety", what), sheet, lost)


def _can_be_read(prover: Prover, route: Route) -> bool:
    """Whether the questionnaire has what the flag reads."""
    return conditions.reads(route.flag, "question") <= set(prover.knowledge.questions)


def sheets_without_a_plan(prover: Prover) -> Iterator[Report]:
    """Sheets on which nothing at all may be placed.

    A pinned strategy for which the dates leave time is always placed. Of the others at least one is, if one
    of them fits into an empty week of the fewest hours: either something was placed before its turn, or the
    weeks are empty when it comes (`planning.load.fit`).
    """
    meaning = prover.meaning
    placed: list[int] = []
    for name in sorted(
        prover.knowledge.strategies, key=lambda name: (not _is_for_everyone(prover, name), name)
    ):
        strategy = prover.knowledge.strategies[name]
        fits = minutes_of(strategy) <= LEAST_HOURS * 60
        needed = [meaning.kept(name), meaning.in_time(name)]
        placed.append(prover.all(needed if fits else [*needed, meaning.some_rule("pin", name)]))
        if (fits or meaning.rules("pin", name)) and prover.find(-prover.any(placed)) is None:
            return
    sheet = prover.find(-prover.any(placed))
    if sheet is not None:
        claim = Claim("sheet_without_a_plan", "plan", "rules", "on this sheet the plan may be empty")
        yield prover.report(claim, sheet, lambda trial: not trial.plan.items)


def _is_for_everyone(prover: Prover, strategy: str) -> bool:
    rules = [*prover.meaning.rules("pin", strategy), *prover.meaning.rules("recommend", strategy)]
    return any(isinstance(rule.when, conditions.Always) for rule in rules)
