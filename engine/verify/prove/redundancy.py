"""That no rule says what another says already.

Rules are compared when they have the same effect on the same thing. Identical: they hold on the same sheets.
Subsumed: one holds only where the other does and has nothing of its own to add; for rule-outs and
suppressions that is always so, for a pin where it is no heavier, for a rule whose weight adds up where the
weight is the same. A narrower rule of another weight is a note: it makes the broader one stronger, which is
how rules are meant to be written.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from engine.knowledge_base import Rule
from engine.schema import SafetyRule
from engine.verify.prove.circuit import FALSE
from engine.verify.prove.prover import Claim, Prover, changing_nothing, holding, named
from engine.verify.prove.reports import Report

EFFECTS = {
    "finding": "find",
    "recommend": "recommend",
    "rule_out": "rule out",
    "pin": "pin",
    "suppress": "suppress",
}


def repeated_rules(prover: Prover) -> Iterator[Report]:
    """Rules that are identical to another, or subsumed by others."""
    for (effect, target), rules in _by_effect(prover).items():
        reached = [rule for rule in rules if prover.find(prover.meaning.fires(rule)) is not None]
        for rule in reached:
            yield from _repeated(prover, rule, [one for one in reached if one is not rule], effect, target)


def _by_effect(prover: Prover) -> dict[tuple[str, str], list[Rule]]:
    found: dict[tuple[str, str], list[Rule]] = {}
    for rule in prover.knowledge.rules.values():
        for effect in EFFECTS:
            target = getattr(rule, effect, None)
            if target is not None:
                found.setdefault((effect, target), []).append(rule)
    return {key: rules for key, rules in found.items() if len(rules) > 1}


def _repeated(
    prover: Prover, rule: Rule, others: Sequence[Rule], effect: str, target: str
) -> Iterator[Report]:
    fires = prover.meaning.fires
    broader = [one for one in others if prover.find(fires(rule), -fires(one)) is None]
    same = [one for one in broader if prover.find(fires(one), -fires(rule)) is None]
    does = f"{EFFECTS[effect]} '{target}'"
    for one in same:
        if rule.id < one.id:
            what = f"'{rule.id}' and '{one.id}' {does} on the same sheets"
            yield _report(prover, "identical_rules", rule, [one], what)
    stricter = [one for one in broader if one not in same]
    weight = _weight(rule)
    if weight is None:
        if (
            not broader
            and len(others) > 1
            and prover.find(fires(rule), *(-fires(one) for one in others)) is None
        ):
            stricter = list(others)
        if stricter and not same:
            what = (
                f"'{rule.id}' and {named(one.id for one in stricter)} {does}, and wherever the first holds, "
            )
            what += "the other does" if len(stricter) == 1 else "one of the others does"
            yield _report(prover, "subsumed_rule", rule, stricter[:1] if broader else [], what)
        return
    for one in stricter:
        copied = weight <= (_weight(one) or 0) if effect == "pin" else weight == _weight(one)
        what = f"'{rule.id}' ({weight}) holds only where '{one.id}' ({_weight(one)}) does; both {does}"
        yield _report(prover, "subsumed_rule" if copied else "strengthens", rule, [one], what, not copied)


def _weight(rule: Rule) -> int | None:
    """The weight, where it decides anything."""
    decides = not isinstance(rule, SafetyRule) or rule.pin is not None
    return rule.weight if decides else None


def _report(
    prover: Prover, kind: str, rule: Rule, others: Sequence[Rule], what: str, is_note: bool = False
) -> Report:
    ids = [rule.id, *(one.id for one in others)]
    sheet = prover.find(*(prover.meaning.fires(one) for one in (rule, *others)))
    assert sheet is not None
    return prover.report(Claim(kind, ".".join(ids), prover.place(rule), what, is_note), sheet, holding(*ids))


def rules_without_effect(prover: Prover) -> Iterator[Report]:
    """Recommendations that add a reason and nothing else: their strategy is pinned wherever they hold, or its
    score can't rise. A note, since the reason is read.
    """
    meaning = prover.meaning
    for rule in prover.knowledge.advice.values():
        name = rule.recommend
        if name is None:
            continue
        fires, barred = meaning.fires(rule), meaning.barred(name)
        sheet = prover.find(fires, -barred)
        alone = [-meaning.fires(one) for one in meaning.rules("recommend", name) if one.id != rule.id]
        free = (fires, -barred, -meaning.some_rule("pin", name))
        if sheet is None or prover.find(*free, *alone) is not None:
            continue
        with_it, without = meaning.scores(name), meaning.scores(name, rule.id)
        rises = [prover.all([one, -without.get(score, FALSE)]) for score, one in with_it.items()]
        if prover.find(*free, prover.any(rises)) is None:
            what = (
                f"'{rule.id}' adds a reason for '{name}', but neither the strategy nor its score hangs on it"
            )
            claim = Claim("adds_a_reason_only", rule.id, prover.place(rule), what, is_note=True)
            yield prover.report(claim, sheet, changing_nothing(prover, rule.id))
