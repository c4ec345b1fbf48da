"""A plan to work on, and words for changing it."""

from __future__ import annotations

import datetime

from hypothesis import strategies as st

from engine.knowledge_base import load
from engine.model import Plan, PlanItem
from engine.pipeline import make_plan
from engine.planning.own_changes import (
    OWN,
    REASONS,
    Decline,
    LostDays,
    NotNeeded,
    OwnItem,
    OwnNote,
    OwnStep,
    PlanChange,
    PutOff,
    Reorder,
    Reschedule,
    TakeOut,
    What,
)
from engine.planning.working_limits import keeps_safe

TODAY = datetime.date(2026, 3, 2)
DAY = datetime.timedelta(days=1)
LATER = TODAY + 10 * DAY
ANSWERS = {
    "pip_stage": "under_way",
    "plan_start": "2026-02-19",
    "plan_end": "2026-04-19",
    "coping": "i_do_not_feel_safe",
    "concerns": ["deadlines", "communication"],
    "goal_clarity": "few",
    "hours_per_week": 5,
}
OWN_STEP = OwnItem(
    f"{OWN}1",
    "Call Sam",
    (OwnStep("s1", "Find the number."), OwnStep("s2", "Call.")),
    TODAY + 20 * DAY,
    TODAY + 27 * DAY,
    None,
    "prepare",
    1,
    rewritten=False,
)


APPOINTMENT = OwnItem(
    f"{OWN}2",
    "See the doctor",
    (OwnStep("s1", "Go there."),),
    TODAY + 9 * DAY,
    TODAY + 9 * DAY,
    None,
    "prepare",
    1,
    rewritten=False,
    at=datetime.time(14, 30),
    goal="Feel well",
)


def changes(*whats: What, on: datetime.date = TODAY) -> tuple[PlanChange, ...]:
    return tuple(PlanChange(str(number), on, what) for number, what in enumerate(whats))


def item_of(plan: Plan, item: str) -> PlanItem:
    return next(one for one in plan.items if one.id == item)


def single(plan: Plan) -> PlanItem:
    """A task of the weeks that is done once."""
    return next(
        one for one in plan.items if one.phase == "weekly" and one.repeats is None and not keeps_safe(one)
    )


@st.composite
def sequences(draw: st.DrawFn) -> list[What]:
    made = make_plan(load(), ANSWERS, TODAY, "compiled")
    ids = [one.id for one in made.items] + [OWN_STEP.item, "gone"]
    item = st.sampled_from(ids)
    part = st.sampled_from(["gone", *sorted({step.id for one in made.items for step in one.steps})])
    day = st.integers(-5, 140).map(lambda days: TODAY + days * DAY)
    one = st.one_of(
        st.builds(Reschedule, item, day, day),
        st.builds(PutOff, item, day),
        st.builds(LostDays, st.integers(-2, 70), day, st.lists(item, max_size=3).map(tuple)),
        st.builds(Decline, item, st.sampled_from([*REASONS, "unheard_of"]), st.text(max_size=5)),
        st.builds(Reorder, item, st.one_of(st.none(), item)),
        st.builds(OwnNote, item, st.text(max_size=5)),
        st.builds(TakeOut, item),
        st.builds(NotNeeded, item, part),
        st.just(OWN_STEP),
        st.just(APPOINTMENT),
    )
    return draw(st.lists(one, max_size=12))
