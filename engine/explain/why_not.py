"""Why a strategy is not in a plan: what stands in its way now, and the fewest changed answers that bring it.

The search runs on the compiled evaluator; what it finds is checked once more by the whole pipeline.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from engine.answers import READERS, plain_value, read_answers
from engine.conditions import Value
from engine.explain.search import Found, Limits, Search
from engine.explain.sentences import change, known_strategy, title
from engine.explain.trials import NOT_WANTED, Trials
from engine.knowledge_base import KnowledgeBase
from engine.language import gettext as _
from engine.language import mark, ngettext
from engine.model import Plan, Sheet
from engine.pipeline import plan_of

NO_RULE_HOLDS = mark("Nothing in your answers calls for it.")
NO_RULE = mark("No answers lead to it.")


@dataclass(frozen=True, slots=True)
class Blocked:
    """What stands in the way now: a code as in a plan's `left_out`, or not_recommended."""

    code: str
    reason: str
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WhyNot:
    """The fewest changed answers after which a strategy is in the plan's items.

    `changes` is empty where it is there already, and None where none were found: then `search` is
    `impossible` (no answers bring it), `none_found` (none of up to `up_to` changed answers) and otherwise
    `found`. `fewest`: every smaller set of changes was tried. `falls_away`: answers that would no longer be
    asked for. `before`: the answers as they are, for the questions in `changes`.
    """

    strategy: str
    in_plan: bool
    changes: Mapping[str, Value | None] | None
    before: Mapping[str, Value | None]
    blocked_by: Blocked | None
    falls_away: tuple[str, ...]
    search: str
    up_to: int
    fewest: bool

    def to_json(self) -> dict[str, Any]:
        """`{"strategy", "in_plan", "changes", "blocked_by", ...}`; null takes an answer away."""
        changes = None
        if self.changes is not None:
            changes = {
                name: None if value is None else plain_value(value) for name, value in self.changes.items()
            }
        blocked = None
        if self.blocked_by is not None:
            blocked = {
                "code": self.blocked_by.code,
                "reason": self.blocked_by.reason,
                "rules": list(self.blocked_by.rules),
            }
        return {
            "strategy": self.strategy,
            "in_plan": self.in_plan,
            "changes": changes,
            "blocked_by": blocked,
            "falls_away": list(self.falls_away),
            "search": {"code": self.search, "up_to": self.up_to, "fewest": self.fewest},
        }

    def lines(self, knowledge: KnowledgeBase) -> list[str]:
        """The same in sentences."""
        name = title(knowledge, self.strategy)
        if self.in_plan:
            return [_("%(strategy)s is in the plan already.", strategy=name)]
        found = [_("%(strategy)s is not in the plan.", strategy=name)]
        if self.blocked_by is not None:
            found.append(self.blocked_by.reason)
        if self.changes is None:
            if self.search == "impossible":
                return [*found, _("No other answers would bring it.")]
            says = _("No set of up to %(n)s other answers was found that brings it.", n=self.up_to)
            return [*found, says]
        found.append(
            ngettext(
                "It would come in with this answer:",
                "It would come in with these answers:",
                len(self.changes),
            )
        )
        for question, value in self.changes.items():
            found.append(f"  {change(knowledge, question, self.before[question], value)}")
        gone = (knowledge.questions[question].wording for question in self.falls_away)
        found.extend(
            "  " + _("“%(question)s” would then no longer be asked.", question=wording) for wording in gone
        )
        if not self.fewest:
            found.append(_("There may be a way with fewer changes."))
        found.append(_("This only shows how the plan works. Change an answer only if it is true for you."))
        return found


def why_not(
    knowledge: KnowledgeBase,
    raw: Mapping[str, Any],
    strategy: str,
    today: datetime.date,
    engine: str | None = None,
    limits: Limits | None = None,
) -> WhyNot:
    """What would bring a strategy; InputError for bad answers or an unknown strategy."""
    known_strategy(knowledge, strategy)
    limits = limits or Limits()
    sheet = read_answers(knowledge, raw)
    plan = plan_of(knowledge, sheet, today, engine)
    if any(item.id == strategy for item in plan.items):
        return WhyNot(strategy, True, {}, {}, None, (), "found", 0, True)
    read = _all_answers(knowledge, sheet, raw)
    found = Search(knowledge, Trials(knowledge, read, today, strategy), limits).run()
    if found.changes is not None:
        _hold(knowledge, read, strategy, today, engine, found)
    order = list(knowledge.questions)
    changes = found.changes and {name: found.changes[name] for name in sorted(found.changes, key=order.index)}
    return WhyNot(
        strategy=strategy,
        in_plan=False,
        changes=changes,
        before={name: read.get(name) for name in changes or {}},
        blocked_by=_blocked(knowledge, plan, strategy, found.no_way),
        falls_away=found.falls_away,
        search="found" if changes is not None else "impossible" if found.no_way else "none_found",
        up_to=found.up_to,
        fewest=found.proven,
    )


def _all_answers(knowledge: KnowledgeBase, sheet: Sheet, raw: Mapping[str, Any]) -> dict[str, Value]:
    """Every answer that was given, also to questions not asked now: another answer may open them."""
    read = dict(sheet.given)
    for name in sheet.ignored:
        if name in knowledge.questions and raw.get(name) is not None:
            question = knowledge.questions[name]
            read[name] = READERS[question.type](question, raw[name])
    return read


def _hold(
    knowledge: KnowledgeBase,
    read: Mapping[str, Value],
    strategy: str,
    today: datetime.date,
    engine: str | None,
    found: Found,
) -> None:
    """Checks a found set by the whole pipeline, on the evaluator that was asked for."""
    changed = {**read, **(found.changes or {})}
    plan = plan_of(knowledge, read_answers(knowledge, changed), today, engine)
    if all(item.id != strategy for item in plan.items):
        raise RuntimeError(f"{dict(found.changes or {})} does not bring {strategy}: the search is wrong")


def _blocked(knowledge: KnowledgeBase, plan: Plan, strategy: str, no_way: bool) -> Blocked:
    """What the plan itself says of the strategy."""
    out = next((one for one in plan.left_out if one.strategy == strategy), None)
    if out is None:
        return Blocked(NOT_WANTED, _(NO_RULE if no_way else NO_RULE_HOLDS), ())
    against = {
        "suppressed": [rule.id for rule in knowledge.safety.values() if rule.suppress == strategy],
        "ruled_out": [rule.id for rule in knowledge.advice.values() if rule.rule_out == strategy],
    }.get(out.code, [])
    rules = tuple(name for name in against if knowledge.rules[name].says in out.reason)
    return Blocked(out.code, out.reason, rules)
