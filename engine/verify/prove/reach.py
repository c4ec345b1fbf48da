"""That nothing stands in the knowledge base in vain: every question can be asked, every rule can hold, every
finding can be found and changes a plan, every strategy can come into one.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine import conditions
from engine.answers import asked
from engine.conditions import All, Always, Condition
from engine.knowledge_base import Rule
from engine.verify.prove.circuit import FALSE
from engine.verify.prove.mirror import NO_TIME
from engine.verify.prove.prover import Claim, Prover, Shows, doubt, finding, holding, named, placing
from engine.verify.prove.reports import Report
from engine.verify.prove.search import Raw
from engine.verify.prove.trials import Trial


def unasked_questions(prover: Prover) -> Iterator[Report]:
    """Questions that no answers open."""
    for name, question in prover.knowledge.questions.items():
        if question.depends is None:
            continue
        where = prover.knowledge.locate("question", name, ("depends",))
        sheet = prover.find(prover.meaning.holds(question.depends))
        if sheet is None:
            claim = Claim("unasked_question", name, where, f"no answers open the question '{name}'")
            yield prover.report(claim, {}, _asking(name, False))
        elif prover.shown(sheet, _asking(name, True)) is not None:
            yield doubt(name, where, f"these answers should open '{name}'", sheet)


def _asking(question: str, wanted: bool) -> Shows:
    return lambda trial: (question in asked(trial.knowledge, trial.sheet)) is wanted


def unreachable_rules(prover: Prover) -> Iterator[Report]:
    """Rules that hold on no sheet. The witness comes as near to it as a sheet can."""
    for name, rule in prover.knowledge.rules.items():
        sheet = prover.find(prover.meaning.fires(rule))
        if sheet is None:
            yield _unreachable(prover, rule)
        elif (failure := prover.shown(sheet, holding(name))) is not None:
            yield doubt(name, prover.place(rule), f"'{name}' should hold here, but {failure}", sheet)


def _unreachable(prover: Prover, rule: Rule) -> Report:
    what = f"the rule '{rule.id}' holds on no sheet"
    near: Raw = {}
    rest: Condition = Always()
    parts = rule.when.parts if isinstance(rule.when, All) else ()
    for number, part in enumerate(parts):
        others = All((*parts[:number], *parts[number + 1 :])) if len(parts) > 1 else Always()
        sheet = prover.find(prover.meaning.holds(others))
        if sheet is not None:
            what += f"; on this one all of it does but: {_said(part)}"
            near, rest = sheet, others
            break

    def misses(trial: Trial) -> bool:
        return rule.id not in trial.fired and conditions.confidence(rest, trial.view) is not None

    return prover.report(Claim("unreachable_rule", rule.id, prover.place(rule), what), near, misses)


def _said(condition: Condition) -> str:
    return conditions.in_words(condition, lambda subject, name: name, lambda subject, name, code: code)


def steps_in_vain(prover: Prover) -> Iterator[Report]:
    """Steps and efforts for some people only that no answers choose."""
    for name, strategy in prover.knowledge.strategies.items():
        for keys, when, _ in strategy.choices():
            step = strategy.steps[int(keys[1])].id if keys[0] == "steps" else "effort"
            where = prover.knowledge.locate("strategy", name, keys)
            sheet = prover.find(prover.meaning.holds(when))
            if sheet is None:
                claim = Claim("unreachable_step", name, where, f"no answers choose the step '{step}'")
                yield prover.report(claim, {}, _choosing(when, False))
            elif prover.shown(sheet, _choosing(when, True)) is not None:
                yield doubt(name, where, f"these answers should choose '{step}'", sheet)


def _choosing(when: Condition, wanted: bool) -> Shows:
    return lambda trial: (conditions.confidence(when, trial.view) is not None) is wanted


def findings_in_vain(prover: Prover) -> Iterator[Report]:
    """Findings that are never found, and findings that change no plan."""
    for name in prover.knowledge.findings:
        where = prover.knowledge.locate("finding", name)
        sheet = prover.find(prover.meaning.found(name))
        if sheet is None:
            claim = Claim("unreachable_finding", name, where, f"'{name}' is found on no sheet")
            yield prover.report(claim, {}, finding(name, False))
        elif (idle := _idle(prover, name)) is not None:
            yield prover.report(Claim("idle_finding", name, where, idle), sheet, finding(name))


def _idle(prover: Prover, name: str) -> str | None:
    """How far the finding changes nothing; None where some plan is another when it is taken away: with other
    strategies, times or scores.
    """
    meaning = prover.meaning
    silent = frozenset(one.id for one in prover.knowledge.diagnosis.values() if one.finding == name)

    def differs(trial: Trial) -> bool:
        return trial.items != prover.trials(trial.raw, silent).items

    readers = [
        rule for rule in prover.knowledge.rules.values() if name in conditions.reads(rule.when, "finding")
    ]
    targets = {target for rule in readers for target in _targets(rule)}
    what = f"no plan is another because '{name}' is found"
    for strategy in sorted(targets):
        there, without = meaning.stands(strategy), meaning.stands(strategy, name)
        ranks, without_it = meaning.ranks(strategy), meaning.ranks(strategy, name)
        others = [prover.all([one, -without_it.get(rank, FALSE)]) for rank, one in ranks.items()]
        for goal in (
            prover.all([-meaning.circuit.same(there, without)]),
            prover.all([there, without, prover.any(others)]),
        ):
            in_time = prover.any([meaning.in_time(strategy), meaning.in_time(strategy, name)])
            needed = (meaning.found(name), goal, in_time)
            sheet = prover.find(*needed)
            if sheet is None:
                continue
            if prover.with_room(sheet, differs, *needed) is not None:
                return None
            what = f"no plan was seen to be another because '{name}' is found"
    return what


def _targets(rule: Rule) -> list[str]:
    effects = ("recommend", "rule_out", "pin", "suppress")
    return [target for effect in effects if (target := getattr(rule, effect, None)) is not None]


def strategies_in_vain(prover: Prover) -> Iterator[Report]:
    """Strategies that come into no plan, though a rule wants them, with what always keeps them out."""
    meaning = prover.meaning
    for name, strategy in prover.knowledge.strategies.items():
        in_use = meaning.rules("recommend", name) or meaning.rules("pin", name)
        if strategy.status == "retired" or not in_use:
            continue
        wanted = prover.any([meaning.some_rule("recommend", name), meaning.some_rule("pin", name)])
        goal = (meaning.kept(name), meaning.in_time(name))
        sheet = prover.find(*goal)
        if sheet is not None:
            if prover.with_room(sheet, placing(name), *goal) is None:
                what = f"no plan was seen to have room for '{name}'"
                claim = Claim("strategy_without_room", name, prover.knowledge.locate("strategy", name), what)
                yield prover.report(claim, sheet, _left_out(name, "no_room"))
            continue
        beaten = f"beaten by what it excludes ({named(meaning.rivals(name))})"
        steps = [
            (-meaning.some_rule("suppress", name), "suppressed", ("suppressed",)),
            (-meaning.barred(name), "ruled out", ("ruled_out",)),
            (meaning.kept(name), beaten, ("excluded",)),
            (meaning.in_time(name), "without enough time left", NO_TIME),
        ]
        yield _kept_out(prover, name, wanted, steps)


def _left_out(strategy: str, *codes: str) -> Shows:
    return lambda trial: trial.left_out.get(strategy) in codes


def _kept_out(
    prover: Prover, name: str, wanted: int, steps: list[tuple[int, str, tuple[str, ...]]]
) -> Report:
    where = prover.knowledge.locate("strategy", name)
    sheet = prover.find(wanted)
    if sheet is None:
        claim = Claim("unreachable_strategy", name, where, f"no sheet ever wants '{name}'")
        return prover.report(claim, {}, placing(name, False))
    held = [wanted]
    what = f"'{name}' comes into no plan"
    shown_by: tuple[str, ...] = ()
    for literal, reason, codes in steps:
        held.append(literal)
        nearer = prover.find(*held)
        if nearer is None:
            what, shown_by = f"{what}: wherever it is wanted, it is {reason}", codes
            break
        sheet = nearer
    claim = Claim("unreachable_strategy", name, where, what)
    return prover.report(claim, sheet, _left_out(name, *shown_by))
