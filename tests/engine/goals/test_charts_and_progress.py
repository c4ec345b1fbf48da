"""Charts hold what they show inside their frame; weeks, phases and days add up to the plan's own."""

from __future__ import annotations

import datetime
import itertools
import re
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from engine.goals import Goal, Reading
from engine.goals.charts import HEIGHT, RIGHT, TOP, WIDTH, line_chart, week_chart
from engine.goals.files import progress_markdown, readings_csv
from engine.goals.goal import EarlierTarget, WeekStep
from engine.goals.offered import answers_of, apart, as_answered, goal_words, goals_from_answers, not_taken
from engine.goals.progress import progress
from engine.goals.serving import serving
from engine.goals.timeline import Stop, by_week, timeline
from engine.goals.week_cells import A_ROW, goal_cells, goal_weeks, stop_cells
from engine.knowledge_base import KnowledgeBase
from engine.model import Plan
from engine.pipeline import make_plan
from engine.rounds import Round

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


def test_the_ticks_of_a_habit_count_in_their_week_though_it_was_started_again(
    knowledge: KnowledgeBase,
) -> None:
    plan = plan_of(knowledge)
    habit = next(one for one in plan.items if one.repeats)
    ticks = {f"{habit.id}/{step.id}": TODAY for step in habit.steps}
    weeks = progress(plan, {}, TODAY, [Round("r", TODAY, ticks)]).weeks
    assert [week.ticked for week in weeks if week.now] == [len(habit.steps)]
    assert progress(plan, {}, TODAY).weeks[0].ticked == 0


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


@given(st.lists(st.integers(0, 700), min_size=1, max_size=60), st.integers(0, 700))
def test_every_day_that_matters_is_in_its_week_and_is_counted_there(days: list[int], now: int) -> None:
    today = TODAY + datetime.timedelta(days=now)
    stops = [Stop(TODAY + datetime.timedelta(days=day), "goal", "x") for day in days]
    weeks = by_week(sorted([*stops, Stop(today, "today", "Today")], key=lambda one: one.on), today)
    assert sum(week.days for week in weeks) == len(set(days))
    assert [week.monday for week in weeks] == sorted({week.monday for week in weeks})
    assert all(week.monday <= one.on <= week.sunday for week in weeks for one in week.stops)
    drawn = stop_cells(weeks, today)
    assert drawn is not None
    assert sum(int(cell.words) for cell in drawn.cells if cell.words) == len(set(days))
    assert [cell.now for cell in drawn.cells].count(True) == 1


def test_sixty_days_that_matter_stand_apart_on_the_narrowest_phone() -> None:
    days = (TODAY + datetime.timedelta(days=3 * place) for place in range(60))
    weeks = by_week([Stop(day, "check_in", "Check-in") for day in days], TODAY)
    drawn = stop_cells(weeks, TODAY)
    assert drawn is not None
    places = [(cell.x, cell.y) for cell in drawn.cells]
    assert len(set(places)) == len(places)
    assert all(x >= 0 and x + drawn.size <= drawn.width and y + drawn.size <= drawn.height for x, y in places)
    assert 288 / drawn.width * drawn.size >= 24, "a cell is wide enough to read at 320 pixels"
    assert len(drawn.rows) == -(-len(drawn.cells) // A_ROW)
    beside = [row.x > cell.x for row, cell in zip(drawn.rows, drawn.cells[::A_ROW], strict=True)]
    assert beside == [cell.now for cell in drawn.cells[::A_ROW]], "a day is never written under a sign"


def test_a_goal_without_a_number_shows_its_weeks_and_how_often_the_record_speaks_of_it() -> None:
    week = datetime.timedelta(days=7)
    goal = Goal(
        "a", "Attitude", weeks=(WeekStep(TODAY, "say hello", True), WeekStep(TODAY + week, "ask", False))
    )
    weeks = goal_weeks(goal, [TODAY, TODAY + datetime.timedelta(days=4), TODAY + 3 * week])
    assert [(one.monday, one.entries) for one in weeks] == [
        (TODAY, 2),
        (TODAY + week, 0),
        (TODAY + 3 * week, 1),
    ]
    drawn = goal_cells(goal, weeks, TODAY)
    assert drawn is not None
    assert [cell.look for cell in drawn.cells] == ["done", "open", "", "marked"]
    assert goal_cells(Goal("a", "A"), (), TODAY) is None


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


def test_the_steps_that_name_a_goal_serve_it_until_the_person_chooses(knowledge: KnowledgeBase) -> None:
    plan = make_plan(knowledge, ANSWERS, TODAY, "compiled", {"main_goal": "nine tickets a day"})
    named = serving(plan, Goal("a", "Nine tickets a day"))
    assert named
    assert all("nine tickets a day" in " ".join([one.goal, *(s.text for s in one.steps)]) for one in named)
    chosen = serving(plan, Goal("a", "Nine tickets a day", steps=(plan.items[0].id, "gone")))
    assert chosen == (plan.items[0],)
    assert serving(plan, Goal("a", "Nine tickets a day", steps=())) == ()


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
    (goal,) = goals_from_answers({**answers, "plan_end": "2026-04-19"}, TODAY)
    assert (goal.title, goal.measure, goal.now, goal.target) == ("Nine a day", "tickets", 5, 9)
    assert not_taken((goal,), ()) == (goal,)
    assert goal.by == datetime.date(2026, 4, 19)
    assert not_taken((goal,), (Goal("x", "nine a DAY"),)) == ()
    assert not_taken((goal,), (Goal("x", "Rewritten", row=1),)) == ()
    assert goals_from_answers({}, TODAY) == ()


def test_further_measures_are_offered_as_goals_of_their_own() -> None:
    answers = {"measure_name": "tickets", "measure_2_name": "replies", "measure_2_target": 3}
    assert [goal.title for goal in goals_from_answers(answers, TODAY)] == ["tickets", "replies"]


def test_a_last_day_that_nobody_named_is_no_goals_last_day() -> None:
    (goal,) = goals_from_answers({"main_goal": "Nine a day", "plan_start": "2026-02-19"}, TODAY)
    assert goal.by is None


def test_a_goal_and_its_answers_are_apart_only_where_both_say_something_else() -> None:
    answers = {"main_goal": "Nine a day", "measure_name": "tickets", "measure_now": 5, "measure_target": 9}
    found = goals_from_answers(answers, TODAY)
    (goal,) = found
    assert apart(replace(goal, now=6, what="more", unit="a day"), found) is None
    changed = replace(goal, target=8)
    other = apart(changed, found)
    assert other is not None
    assert as_answered(changed, other).target == 9
    agreed = goals_from_answers({**answers, **answers_of(changed)}, TODAY)
    assert apart(changed, agreed) is None


def test_a_further_goal_with_words_of_its_own_is_not_apart_from_the_measure_it_came_from() -> None:
    found = goals_from_answers({"measure_name": "tickets", "measure_2_name": "replies"}, TODAY)
    second = replace(found[1], title="Answer every customer")
    assert apart(second, found) is None
    assert "main_goal" not in answers_of(second)


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
