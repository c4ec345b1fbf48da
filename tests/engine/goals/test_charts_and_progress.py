"""Charts hold what they show inside their frame; weeks, phases and days add up to the plan's own."""

from __future__ import annotations

import datetime
import itertools
import re

from hypothesis import given
from hypothesis import strategies as st

from engine.goals import Goal, Reading
from engine.goals.charts import HEIGHT, LEFT, LINE_WIDTH, RIGHT, TOP, WIDTH, line_chart, time_line, week_chart
from engine.goals.files import progress_markdown, readings_csv
from engine.goals.offered import goal_words, not_taken, offered
from engine.goals.progress import progress
from engine.goals.timeline import Stop, timeline
from engine.knowledge_base import KnowledgeBase
from engine.model import Plan
from engine.pipeline import make_plan

TODAY = datetime.date(2026, 3, 2)
ANSWERS = {
    "pip_stage": "under_way",
    "plan_start": "2026-02-19",
    "plan_end": "2026-04-19",
    "concerns": ["deadlines"],
    "asked_to_sign": "yes_by_date",
    "sign_by": "2026-03-06",
}
values = st.floats(-1e9, 1e9, allow_nan=False, width=32)


def plan_of(knowledge: KnowledgeBase) -> Plan:
    return make_plan(knowledge, ANSWERS, TODAY, "compiled")


@given(
    values,
    st.none() | values,
    st.none() | st.integers(-10, 400),
    st.dictionaries(st.integers(-30, 300), values, max_size=12),
)
def test_every_mark_of_a_chart_stands_inside_its_frame(
    now: float, target: float | None, length: int | None, read: dict[int, float]
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
        readings=tuple(Reading(day(count), read[count]) for count in sorted(read)),
    )
    chart = line_chart(goal, day(20))
    assert chart is not None
    places = [*chart.dots, *(chart.plan or ())]
    for place in places:
        assert LEFT <= place.x <= WIDTH - RIGHT
        assert TOP - 0.2 <= place.y <= chart.floor + 0.2
    assert [dot.x for dot in chart.dots] == sorted(dot.x for dot in chart.dots)
    assert 2 <= len(chart.heights) <= 8
    assert chart.floor < HEIGHT


def test_a_goal_without_a_number_has_no_chart() -> None:
    assert line_chart(Goal("a", "A"), TODAY) is None
    assert line_chart(Goal("a", "A", counted="done", now=1, since=TODAY), TODAY) is None


def test_the_weeks_count_every_step_that_is_due_once(knowledge: KnowledgeBase) -> None:
    plan = plan_of(knowledge)
    found = progress(plan, {}, TODAY)
    assert sum(week.due for week in found.weeks) == sum(
        len(item.steps) for item in plan.items if not item.repeats
    )
    assert sum(one.steps for one in found.phases) == sum(len(item.steps) for item in plan.items)
    assert found.done == 0
    assert [week.number for week in found.weeks if week.now] == [3]


def test_ticks_are_found_in_their_week_and_their_phase(knowledge: KnowledgeBase) -> None:
    plan = plan_of(knowledge)
    item = next(one for one in plan.items if not one.repeats)
    ticked = {f"{item.id}/{step.id}": "2026-03-03" for step in item.steps} | {
        "gone/step": "2026-03-03",
        "x/y": "?",
    }
    found = progress(plan, ticked, TODAY)
    assert found.done == len(item.steps)
    assert found.items_done == 1
    (now,) = [week for week in found.weeks if week.now]
    assert now.ticked == len(item.steps)
    assert sum(week.done for week in found.weeks) == len(item.steps)


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
        assert LEFT <= bar.x <= bar.x + bar.width <= WIDTH - RIGHT + 0.2


def test_the_days_that_matter_come_in_order_with_today_among_them(knowledge: KnowledgeBase) -> None:
    record = {
        "entries": [
            {"kind": "check_in", "on": "2026-03-10", "state": "planned"},
            {"kind": "mood", "on": "2026-03-01"},
            {"kind": "check_in", "on": "nonsense"},
            5,
        ]
    }
    goals = (Goal("a", "Nine tickets", by=datetime.date(2026, 4, 1)),)
    stops = timeline(knowledge, plan_of(knowledge), ANSWERS, goals, record, TODAY)
    assert [one.on for one in stops] == sorted(one.on for one in stops)
    words = [one.words for one in stops]
    assert [words.index(one) for one in ("Start", "Today", "Halfway", "Last day")] == sorted(
        words.index(one) for one in ("Start", "Today", "Halfway", "Last day")
    )
    assert "Check-in planned" in words
    assert "Answer on signing is due" in words
    assert "Goal due: Nine tickets" in words
    assert not any("mood" in one.lower() for one in words)


def test_the_offer_of_money_stays_out_of_the_file(knowledge: KnowledgeBase) -> None:
    answers = {**ANSWERS, "money_offer": "yes_deadline", "offer_deadline": "2026-03-20"}
    plan = plan_of(knowledge)
    stops = timeline(knowledge, plan, answers, (), None, TODAY)
    (offer,) = [one for one in stops if "offer" in one.words]
    assert offer.private
    text = progress_markdown((), plan, progress(plan, {}, TODAY), stops, TODAY)
    assert "offer" not in text
    assert "Last day" in text


@given(st.lists(st.integers(0, 700), min_size=1, max_size=25))
def test_stops_on_the_line_never_lie_on_one_another(days: list[int]) -> None:
    stops = [Stop(TODAY + datetime.timedelta(days=day), "goal", "x") for day in sorted(days)]
    line = time_line([*stops, Stop(stops[-1].on, "today", "Today")])
    places = [place.x for place, _kind in line.stops]
    assert all(right - left >= 27 for left, right in itertools.pairwise(places))
    assert all(0 < x < LINE_WIDTH for x in places)


def test_files_hold_no_formula_and_nothing_of_what_a_person_thinks_of_a_goals_chances() -> None:
    goal = Goal(
        "a",
        "=HYPERLINK(1)",
        measure="+calls",
        now=1,
        since=TODAY,
        possible="no",
        needed="more time than this",
        readings=(Reading(TODAY, 2.5, "@cmd"),),
    )
    table = readings_csv([goal])
    assert not re.search(r"(^|,)[=+@]", table, re.MULTILINE)
    assert ",2.5," in table
    text = progress_markdown((goal,), None, None, (), TODAY)
    assert "more time than this" not in text
    assert "too little" not in text
    assert "| 2.5 |" in text


def test_the_answers_offer_a_goal_once() -> None:
    answers = {"main_goal": "Nine a day", "measure_name": "tickets", "measure_now": 5, "measure_target": 9}
    (goal,) = offered(answers, TODAY, datetime.date(2026, 4, 19))
    assert (goal.title, goal.measure, goal.now, goal.target) == ("Nine a day", "tickets", 5, 9)
    assert not_taken((goal,), ()) == (goal,)
    assert not_taken((goal,), (Goal("x", "nine a DAY"),)) == ()
    assert offered({}, TODAY, None) == ()


def test_further_measures_are_offered_as_goals_of_their_own() -> None:
    answers = {"measure_name": "tickets", "measure_2_name": "replies", "measure_2_target": 3}
    assert [goal.title for goal in offered(answers, TODAY, None)] == ["tickets", "replies"]


def test_the_first_goal_speaks_only_where_the_answers_are_silent(knowledge: KnowledgeBase) -> None:
    goals = (Goal("a", "Nine a day", measure="tickets", now=5, target=9, unit="a day"), Goal("b", "Other"))
    assert goal_words(knowledge.questions, {}, goals) == {
        "main_goal": "Nine a day",
        "measure_name": "tickets",
        "measure_now": "5",
        "measure_target": "9",
        "measure_unit": "a day",
    }
    assert goal_words(knowledge.questions, {"main_goal": "Mine", "measure_now": 2}, goals) == {}


def test_words_of_a_goal_stand_in_the_plan_and_decide_nothing(knowledge: KnowledgeBase) -> None:
    plain = plan_of(knowledge)
    spoken = make_plan(knowledge, ANSWERS, TODAY, "compiled", {"main_goal": "nine tickets a day"})
    assert any("nine tickets a day" in item.goal for item in spoken.items)
    assert [(one.id, one.start, one.due, one.score) for one in spoken.items] == [
        (one.id, one.start, one.due, one.score) for one in plain.items
    ]
