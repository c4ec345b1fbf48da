"""The foundation, what is said to everybody, is at most a third of a plan: the rest answers this person.

The foundation is what rules with `when: always` recommend. Where a short plan would hold more of it, what
weighs least is left out; the last item of a track stays, so that neither track ever vanishes.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from engine.language import gettext as _
from engine.language import mark
from engine.model import Calendar, LeftOut
from engine.planning.load import fit
from engine.planning.weeks import Candidate

PART = 3
"""One in so many items of a plan may be of the foundation."""
ENOUGH_OF_THE_GENERAL = mark("Your plan is short. Steps that fit everybody make room for what you answered.")


def fit_with_foundation(
    candidates: Sequence[Candidate],
    weekly_hours: float,
    improve_share: int,
    calendar: Calendar,
    foundation: Collection[str],
) -> tuple[list[Candidate], list[LeftOut]]:
    """As `load.fit`, with at most a third of the items from the `foundation`, strategies by id."""
    waiting = list(candidates)
    left_out: list[LeftOut] = []
    placed, no_room = fit(waiting, weekly_hours, improve_share, calendar)
    while (least := _one_too_many(placed, foundation)) is not None:
        left_out.append(LeftOut(least.strategy.id, "no_room", _(ENOUGH_OF_THE_GENERAL)))
        waiting = [one for one in waiting if one.strategy is not least.strategy]
        if no_room:  # something may take its place
            placed, no_room = fit(waiting, weekly_hours, improve_share, calendar)
        else:
            placed.remove(least)
    return placed, [*no_room, *left_out]


def _one_too_many(placed: Sequence[Candidate], foundation: Collection[str]) -> Candidate | None:
    """Of too much foundation the item that weighs least; None where there is enough beside it."""
    general = [one for one in placed if one.strategy.id in foundation]
    if PART * len(general) <= len(placed):
        return None
    tracks = [one.strategy.track for one in placed]
    kept = [one for one in general if one.recommendation.pinned or _is_stop(one)]
    free = [one for one in general if one not in kept and tracks.count(one.strategy.track) > 1]
    return max(free, key=lambda one: one.turn, default=None)


def _is_stop(candidate: Candidate) -> bool:
    """Whether it is a stop that no plan goes without: reserved, and no step of the first days."""
    return candidate.strategy.reserved and candidate.slot.phase != "first_48_hours"
