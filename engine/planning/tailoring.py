"""A coach's changes to a plan: items hidden, moved, added and annotated, laid over what the rules made.

The plan of the rules is never touched: `tailor` reads it and the list of edits, and gives another plan. So
each edit can be taken back on its own, and all of them at once (SE24). What keeps a person safe can't be
hidden (SE23), and every reason stays.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from engine.language import gettext as _
from engine.language import mark
from engine.model import PHASES, LeftOut, Plan, PlanItem, PlanStep
from engine.planning.plain_changes import from_plain, to_plain

ADDED = "coach_"
"""Ids of items that a coach added begin so; no strategy's does."""
ALWAYS_STAY = frozenset({"get_advice_early", "get_safe_first"})
"""ST08 and ST09: no coach takes these out, pinned or not (SE23)."""
HIDDEN = "hidden_by_coach"
HIDDEN_SAYS = mark("Your coach took this out for now.")
ADDED_SAYS = mark("Your coach added this to the plan.")
ADDED_EVIDENCE: Mapping[str, Any] = {
    "grade": "D",
    "mixed": False,
    "about": mark("This comes from your coach, who knows your case."),
    "sources": [],
    "views": [],
}


@dataclass(frozen=True, slots=True)
class Hide:
    """Leave an item out. Nothing happens to one that stays."""

    item: str


@dataclass(frozen=True, slots=True)
class Note:
    """Words of the coach's beside an item; a later note takes the place of an earlier one."""

    item: str
    text: str


@dataclass(frozen=True, slots=True)
class Move:
    """Put an item right before another of its phase, or, without one, at the end of its phase."""

    item: str
    before: str | None


@dataclass(frozen=True, slots=True)
class Add:
    """An item of the coach's own. `steps` are its lines; `hours` in all, or a week if it repeats."""

    item: str
    title: str
    goal: str
    steps: tuple[str, ...]
    start: datetime.date
    due: datetime.date
    repeats: str | None
    hours: float


Change = Hide | Note | Move | Add
KINDS: Mapping[str, type[Change]] = {
    "hide": Hide,
    "note": Note,
    "move": Move,
    "add": Add,
}


@dataclass(frozen=True, slots=True)
class Edit:
    """One change by a coach. `id` tells it from the others, `on` is the day it was made."""

    id: str
    on: datetime.date
    change: Change


def tailor(plan: Plan, edits: Iterable[Edit]) -> Plan:
    """The plan with the edits, one after another. An edit whose item is not in the plan changes nothing."""
    items, left_out = list(plan.items), list(plan.left_out)
    for edit in edits:
        change = edit.change
        if isinstance(change, Add):
            items = _with(items, added_item(change, plan))
            continue
        found = next((item for item in items if item.id == change.item), None)
        if found is None or not applies(change, found):
            continue
        if isinstance(change, Hide):
            items.remove(found)
            left_out.append(LeftOut(found.id, HIDDEN, _(HIDDEN_SAYS)))
        elif isinstance(change, Note):
            items[items.index(found)] = found._replace(note=change.text)
        else:
            items = _moved(items, found, change.before)
    return replace(plan, items=tuple(items), left_out=tuple(sorted(left_out, key=lambda one: one.strategy)))


def applies(change: Change, item: PlanItem) -> bool:
    """Whether the change may be made to this item."""
    return not (isinstance(change, Hide) and stays(item))


def stays(item: PlanItem) -> bool:
    """Whether a coach can't take the item out: a safety rule pinned it, or it is one that always stays."""
    return item.pinned or item.id in ALWAYS_STAY


def idle(plan: Plan, edits: Sequence[Edit]) -> tuple[str, ...]:
    """The ids of edits that change nothing in this plan, for instance since it was made again without the
    item.
    """
    without = [tailor(plan, edits[: place + 1]) == tailor(plan, edits[:place]) for place in range(len(edits))]
    return tuple(edit.id for edit, nothing in zip(edits, without, strict=True) if nothing)


def in_phase(items: Sequence[PlanItem], item: PlanItem) -> list[PlanItem]:
    """The items among which this one can be moved: those of its phase, pinned apart from the others."""
    return [one for one in items if one.phase == item.phase and one.pinned == item.pinned]


def _moved(items: list[PlanItem], item: PlanItem, before: str | None) -> list[PlanItem]:
    others = [one for one in in_phase(items, item) if one is not item]
    rest = [one for one in items if one is not item]
    if before is None:
        return _after(rest, others[-1], item) if others else items
    target = next((one for one in others if one.id == before), None)
    if target is None:
        return items
    place = rest.index(target)
    return [*rest[:place], item, *rest[place:]]


def _after(items: list[PlanItem], last: PlanItem, item: PlanItem) -> list[PlanItem]:
    place = items.index(last) + 1
    return [*items[:place], item, *items[place:]]


def _with(items: list[PlanItem], item: PlanItem) -> list[PlanItem]:
    """The added item after the last unpinned one of its phase, or of a phase before it."""
    if any(one.id == item.id for one in items):
        return items
    rank = PHASES.index(item.phase)
    earlier = [one for one in items if one.pinned or PHASES.index(one.phase) <= rank]
    return _after(items, earlier[-1], item) if earlier else [item, *items]


def added_item(change: Add, plan: Plan) -> PlanItem:
    """The coach's item as it stands in this plan."""
    return PlanItem(
        id=change.item,
        ref=None,
        title=change.title,
        summary=change.goal or change.title,
        why=_(ADDED_SAYS),
        watch_out=None,
        track="improve",
        phase=_phase(change, plan),
        start=change.start,
        due=change.due,
        repeats=change.repeats,
        late=False,
        score=0,
        pinned=False,
        goal=change.goal or change.title,
        steps=tuple(
            PlanStep(f"step_{number}", text, _("You can say that it is done."))
            for number, text in enumerate(change.steps, 1)
        ),
        resources=(),
        letters=(),
        guides=(),
        stories=(),
        effort_hours=change.hours,
        evidence={**ADDED_EVIDENCE, "about": _(ADDED_EVIDENCE["about"])},
        because=(),
        by_coach=True,
    )


def _phase(change: Add, plan: Plan) -> str:
    """After the end (of a plan that is over, everything is), in the first week, or simply week by week."""
    if change.start > plan.ends or all(item.phase == "after" for item in plan.items):
        return "after"
    return "week_1" if change.due < plan.starts + datetime.timedelta(days=7) else "weekly"


def edits_to_json(edits: Iterable[Edit]) -> list[dict[str, Any]]:
    """Edits as plain data; `edits_from_json` reads them back."""
    return [to_plain(edit.id, edit.on, edit.change, KINDS) for edit in edits]


def edits_from_json(data: Iterable[Mapping[str, Any]]) -> tuple[Edit, ...]:
    """The edits that `edits_to_json` wrote; KeyError, TypeError or ValueError for anything else."""
    return tuple(Edit(*from_plain(one, KINDS)) for one in data)
