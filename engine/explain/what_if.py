"""What other answers would change: strategies that come, go or move in the plan."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from engine.answers import read_answers
from engine.explain.sentences import title
from engine.knowledge_base import KnowledgeBase
from engine.language import full_day
from engine.language import gettext as _
from engine.model import Plan, PlanItem
from engine.pipeline import make_plan
from engine.words import PHASE_TITLES


@dataclass(frozen=True, slots=True)
class Place:
    """Where an item stands in a plan."""

    phase: str
    start: datetime.date
    due: datetime.date

    def to_json(self) -> dict[str, str]:
        """Dates as YYYY-MM-DD."""
        return {"phase": self.phase, "start": self.start.isoformat(), "due": self.due.isoformat()}


@dataclass(frozen=True, slots=True)
class Moved:
    """A strategy that is in both plans, in another place."""

    strategy: str
    before: Place
    after: Place


@dataclass(frozen=True, slots=True)
class WhatIf:
    """The differences of a plan: strategies by id, in the order of the plan that has them."""

    added: tuple[str, ...]
    removed: tuple[str, ...]
    moved: tuple[Moved, ...]

    def to_json(self) -> dict[str, Any]:
        """`{"added", "removed", "moved"}`."""
        return {
            "added": list(self.added),
            "removed": list(self.removed),
            "moved": [
                {"strategy": one.strategy, "from": one.before.to_json(), "to": one.after.to_json()}
                for one in self.moved
            ],
        }

    def lines(self, knowledge: KnowledgeBase) -> list[str]:
        """The same in sentences."""
        if not (self.added or self.removed or self.moved):
            return [_("The plan would stay as it is.")]
        found = []
        if self.added:
            found += [_("These would come in:"), *(f"  {title(knowledge, one)}" for one in self.added)]
        if self.removed:
            found += [
                _("These would leave the plan:"),
                *(f"  {title(knowledge, one)}" for one in self.removed),
            ]
        if self.moved:
            found += [
                _("These would move:"),
                *(f"  {_way(knowledge, one)}" for one in self.moved),
            ]
        return found


def what_if(
    knowledge: KnowledgeBase,
    raw: Mapping[str, Any],
    changes: Mapping[str, Any],
    today: datetime.date,
    engine: str | None = None,
) -> WhatIf:
    """The plan's differences with other answers (None takes one away); InputError for what can't be used."""
    read_answers(knowledge, changes, "what-if")
    before = make_plan(knowledge, raw, today, engine)
    return differences(before, make_plan(knowledge, {**raw, **changes}, today, engine))


def differences(before: Plan, after: Plan) -> WhatIf:
    """What changed from one plan to another."""
    old = {item.id: _place(item) for item in before.items}
    new = {item.id: _place(item) for item in after.items}
    return WhatIf(
        tuple(name for name in new if name not in old),
        tuple(name for name in old if name not in new),
        tuple(Moved(name, old[name], new[name]) for name in new if name in old and old[name] != new[name]),
    )


def _place(item: PlanItem) -> Place:
    return Place(item.phase, item.start, item.due)


def _way(knowledge: KnowledgeBase, moved: Moved) -> str:
    before, after = moved.before, moved.after
    strategy = title(knowledge, moved.strategy)
    first, last = full_day(after.start), full_day(after.due)
    if before.phase == after.phase:
        return _("%(strategy)s: now %(first)s to %(last)s.", strategy=strategy, first=first, last=last)
    return _(
        "%(strategy)s: from “%(old)s” to “%(new)s”, now %(first)s to %(last)s.",
        strategy=strategy,
        old=_(PHASE_TITLES[before.phase]),
        new=_(PHASE_TITLES[after.phase]),
        first=first,
        last=last,
    )
