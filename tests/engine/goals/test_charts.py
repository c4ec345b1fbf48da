"""Charts hold what they show inside their frame, and are labelled as a person would write it."""

from __future__ import annotations

import datetime
import itertools

from hypothesis import given
from hypothesis import strategies as st

from engine.goals import Goal, Reading
from engine.goals.charts import HEIGHT, RIGHT, TOP, WIDTH, line_chart, week_chart
from engine.goals.goal import EarlierTarget
from engine.goals.progress import progress
from engine.knowledge_base import KnowledgeBase
from tests.engine.goals.a_plan import TODAY, plan_of

values = st.floats(-1e9, 1e9, allow_nan=False, width=32)


@given(
    values,
    st.none() | values,
    st.none() | values,
    st.none() | st.integers(-10, 400),
    st.dictionaries(st.integers(-30, 300), values, max_size=12),
)
def test_every_mark_of_a_chart_stands_inside_its_frame(
    now: float, target: float | None, earlier: float | None, length: int | None, read: dict[int, float]
) -> None:
    def day(count: int) -> datetime.date:
        return TODAY + datetime.timedelta(days=count)

    goal = Goal(
        "a",
        "A",
        now=now,
        since=TODAY,
        target=target,
        by=None if length is None else day(length),
        earlier=() if earlier is None else (EarlierTarget(day(9), earlier),),
        readings=tuple(Reading(day(count), read[count]) for count in sorted(read)),
    )
    chart = line_chart(goal, day(20))
    assert chart is not None
    places = [*chart.dots, *(chart.plan or ()), *itertools.chain.from_iterable(chart.targets)]
    for place in places:
        assert chart.left <= place.x <= WIDTH - RIGHT
        assert TOP - 0.2 <= place.y <= chart.floor + 0.2
    assert [dot.x for dot in chart.dots] == sorted(dot.x for dot in chart.dots)
    assert 2 <= len(chart.heights) <= 8
    assert chart.floor < HEIGHT


def test_a_goal_without_a_number_has_no_chart() -> None:
    assert line_chart(Goal("a", "A"), TODAY) is None
    assert line_chart(Goal("a", "A", counted="done", now=1, since=TODAY), TODAY) is None


def test_bars_stand_on_the_floor_and_what_is_done_is_no_higher_than_what_is_due(
    knowledge: KnowledgeBase,
) -> None:
    plan = plan_of(knowledge)
    ticked = {f"{item.id}/{step.id}": "2026-03-03" for item in plan.items[:4] for step in item.steps}
    chart = week_chart(progress(plan, ticked, TODAY).weeks)
    assert chart is not None
    for bar in chart.bars:
        assert abs(bar.due_top + bar.due_height - chart.floor) < 0.2
        assert bar.done_height <= bar.due_height
        assert chart.left <= bar.x <= bar.x + bar.width <= WIDTH - RIGHT + 0.2


def test_counts_have_no_half_numbers_beside_their_chart() -> None:
    chart = line_chart(Goal("a", "Late", now=2, since=TODAY, target=0), TODAY)
    assert chart is not None
    assert [one.words for one in chart.heights] == ["0", "1", "2"]


def test_large_numbers_close_together_can_be_drawn() -> None:
    for target in (12345678905, 12345678901.001):
        chart = line_chart(Goal("a", "A", now=12345678901, since=TODAY, target=target), TODAY)
        assert chart is not None
        assert len({place.words for place in chart.heights}) == len(chart.heights) > 1


def test_nothing_counted_goes_below_nought_on_a_chart() -> None:
    chart = line_chart(Goal("a", "Late", now=0, since=TODAY, target=0), TODAY)
    assert chart is not None
    assert chart.heights[0].words == "0"


def test_a_target_that_was_changed_stands_at_both_heights_each_for_its_days() -> None:
    week = datetime.timedelta(days=7)
    goal = Goal(
        "a", "A", now=5, since=TODAY, target=7, by=TODAY + 6 * week, earlier=(EarlierTarget(TODAY + week, 9),)
    )
    chart = line_chart(goal, TODAY + 2 * week)
    assert chart is not None
    (before, until), (since, after) = chart.targets
    assert before.y == until.y < since.y == after.y
    assert (before.x, until.x) == (chart.left, since.x)
