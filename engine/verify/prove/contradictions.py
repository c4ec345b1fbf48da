"""That no two rules work against each other without a winner, and that a winner leaves the other its place.

The order is fixed: suppress, pin, rule out, recommend; so a recommendation and a rule-out on one sheet are no
contradiction by themselves. What is one: a strategy both pinned and suppressed, two pinned strategies that
exclude each other, a recommendation that is overruled wherever it is made, and a rule-out or suppression that
never takes anything away.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.schema import AdviceRule, SafetyRule
from engine.verify.prove.prover import Claim, Prover, Shows, changing_nothing, holding, named, recommending
from engine.verify.prove.reports import Report
from engine.verify.prove.trials import Trial


def pinned_and_suppressed(prover: Prover) -> Iterator[Report]:
    """Strategies that one safety rule pins and another suppresses on one sheet."""
    for name in prover.knowledge.strategies:
        for pin in prover.meaning.rules("pin", name):
            for suppress in prover.meaning.rules("suppress", name):
                sheet = prover.find(prover.meaning.fires(pin), prover.meaning.fires(suppress))
                if sheet is not None:
                    what = f"'{pin.id}' pins '{name}' and '{suppress.id}' suppresses it on one sheet"
                    claim = Claim("pinned_and_suppressed", f"{pin.id}.{suppress.id}", prover.place(pin), what)
                    yield prover.report(claim, sheet, holding(pin.id, suppress.id))


def exclusive_pairs(prover: Prover) -> Iterator[Report]:
    """Pairs that exclude each other and stand in one plan, or are both pinned so that one gets lost."""
    meaning = prover.meaning
    pairs = [
        (one, other) for one in prover.knowledge.strategies for other in meaning.rivals(one) if one < other
    ]
    for one, other in pairs:
        where = prover.knowledge.locate("strategy", one)
        both = prover.find(meaning.kept(one), meaning.kept(other))
        if both is not None:
            claim = Claim(
                "exclusive_pair", f"{one}.{other}", where, f"'{one}' and '{other}' stand in one plan"
            )
            yield prover.report(claim, both, recommending(one, other))
        pinned = [meaning.some_rule("pin", name) for name in (one, other)]
        sheet = prover.find(*pinned, meaning.stands(one), meaning.stands(other))
        if sheet is not None:
            what = f"'{one}' and '{other}' exclude each other and are both pinned: one of them gets lost"
            claim = Claim("exclusive_pins", f"{one}.{other}", where, what)
            yield prover.report(claim, sheet, _one_is_lost(prover, one, other))


def _one_is_lost(prover: Prover, *pair: str) -> Shows:
    def lost(trial: Trial) -> bool:
        pins = [{rule.id for rule in prover.meaning.rules("pin", name)} for name in pair]
        return all(trial.fired & some for some in pins) and not set(pair) <= set(trial.recommended)

    return lost


def always_overruled(prover: Prover) -> Iterator[Report]:
    """Recommendations that are ruled out or suppressed wherever they are made."""
    for rule in prover.knowledge.advice.values():
        name = rule.recommend
        if name is None:
            continue
        fires = prover.meaning.fires(rule)
        sheet = prover.find(fires)
        if sheet is None or prover.find(fires, -prover.meaning.barred(name)) is not None:
            continue
        against = [*prover.meaning.rules("rule_out", name), *prover.meaning.rules("suppress", name)]
        what = f"'{rule.id}' recommends '{name}', and {named(one.id for one in against)} always overrules it"
        claim = Claim("always_overruled", rule.id, prover.place(rule), what)
        yield prover.report(claim, sheet, _overruled(rule))


def _overruled(rule: AdviceRule) -> Shows:
    return lambda trial: rule.id in trial.fired and rule.recommend not in trial.recommended


def overrules_nothing(prover: Prover) -> Iterator[Report]:
    """Rule-outs and suppressions under which nothing would have stood anyway.

    A suppression of this kind is a note: a safety rule may guard against what no rule does yet.
    """
    meaning = prover.meaning
    deciding: list[AdviceRule | SafetyRule] = [
        *prover.knowledge.advice.values(),
        *prover.knowledge.safety.values(),
    ]
    for rule in deciding:
        name = rule.rule_out if isinstance(rule, AdviceRule) else rule.suppress
        if name is None:
            continue
        wanted = prover.any([meaning.some_rule("recommend", name), meaning.some_rule("pin", name)])
        loses = [wanted]
        if isinstance(rule, AdviceRule):
            loses += [-meaning.some_rule("pin", name), -meaning.some_rule("suppress", name)]
        fires = meaning.fires(rule)
        sheet = prover.find(fires)
        if sheet is None or prover.find(fires, *loses) is not None:
            continue
        verb = "rules out" if isinstance(rule, AdviceRule) else "suppresses"
        what = f"'{rule.id}' {verb} '{name}' only where it would not stand anyway"
        claim = Claim("overrules_nothing", rule.id, prover.place(rule), what, isinstance(rule, SafetyRule))
        yield prover.report(claim, sheet, changing_nothing(prover, rule.id))
