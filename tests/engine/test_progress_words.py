"""What a letter says of the ticks, and what it never says."""

from __future__ import annotations

import datetime
import re
from dataclasses import replace

import pytest

from engine.knowledge_base import KnowledgeBase
from engine.model import Plan
from engine.pipeline import make_plan
from engine.progress_words import MOST_NEXT, MOST_THIS_WEEK, progress_words, still_ahead
from engine.rounds import Round
from engine.schema import Strategy
from engine.templates import PROGRESS

TODAY = datetime.date(2026, 3, 2)
A_DAY = datetime.timedelta(days=1)
ANSWERS = {
    "concerns": ["deadlines"],
    "pip_stage": "under_way",
    "plan_start": "2026-02-19",
    "plan_end": "2026-04-19",
}


@pytest.fixture(scope="module")
def plan(knowledge: KnowledgeBase) -> Plan:
    return make_plan(knowledge, {**ANSWERS, "wanted_result": "leave_well"}, TODAY, "compiled")


def _ticks(plan: Plan, name: str, day: str, most: int = 99) -> dict[str, str]:
    item = next(item for item in plan.items if item.id == name)
    return {f"{item.id}/{step.id}": day for step in item.steps[:most]}


def _thing(knowledge: KnowledgeBase, name: str) -> str:
    thing = knowledge.strategies[name].in_reports
    assert thing is not None
    return thing[:1].upper() + thing[1:]


def _reported_item(knowledge: KnowledgeBase, plan: Plan) -> str:
    return next(one.id for one in plan.items if knowledge.strategies[one.id].in_reports and not one.repeats)


def test_every_placeholder_of_progress_is_filled_or_empty(knowledge: KnowledgeBase, plan: Plan) -> None:
    found = progress_words(knowledge, plan, {}, TODAY)
    assert found.keys() == PROGRESS.keys()
    assert found["done_this_week"] == found["done_so_far"] == ""
    assert 1 <= len(found["next_steps"].splitlines()) <= MOST_NEXT


MONDAY, FRIDAY, SUNDAY = (datetime.date(2026, 3, day) for day in (2, 6, 8))


def _due(knowledge: KnowledgeBase, plan: Plan, *days: datetime.date) -> tuple[Plan, list[str]]:
    """The plan with only so many items that reports name, due on these days; and what reports call them."""
    named = [one for one in plan.items if knowledge.strategies[one.id].in_reports and not one.repeats]
    items = tuple(one._replace(due=day) for one, day in zip(named, days, strict=False))
    return replace(plan, items=items), [_thing(knowledge, one.id) for one in items]


def test_what_is_due_in_the_week_is_told_apart_from_what_comes_after_it(
    knowledge: KnowledgeBase, plan: Plan
) -> None:
    short, (today, weekend, later) = _due(knowledge, plan, FRIDAY, SUNDAY, SUNDAY + A_DAY)
    found = progress_words(knowledge, short, {}, FRIDAY, MONDAY)
    assert found["still_to_do"].splitlines() == [
        "Still to do this week:",
        f"- {today}, by 6 March 2026",
        f"- {weekend}, by 8 March 2026",
    ]
    assert found["next_week_on"] == f"- {later}, by 9 March 2026"


def test_what_was_due_earlier_in_the_week_and_is_open_is_named_without_its_day(
    knowledge: KnowledgeBase, plan: Plan
) -> None:
    short, (before, open_yet, _later) = _due(knowledge, plan, MONDAY - A_DAY, MONDAY, SUNDAY + A_DAY)
    found = progress_words(knowledge, short, {}, FRIDAY, MONDAY)
    assert found["still_to_do"].splitlines() == ["Still to do this week:", f"- {open_yet}"]
    assert before not in " ".join(found.values())


def test_of_a_week_that_is_over_what_was_done_since_is_not_called_open(
    knowledge: KnowledgeBase, plan: Plan
) -> None:
    short, (open_yet, done_since) = _due(knowledge, plan, FRIDAY, FRIDAY)
    ticks = _ticks(short, short.items[1].id, "2026-03-09")
    found = progress_words(knowledge, short, ticks, SUNDAY, MONDAY)
    lines = ["Still open from this week:", f"- {open_yet}"]
    assert found["still_to_do"].splitlines() == lines
    assert done_since not in " ".join(found.values())


def test_a_step_that_was_done_since_is_not_what_comes_after_the_week(
    knowledge: KnowledgeBase, plan: Plan
) -> None:
    short, _things = _due(knowledge, plan, SUNDAY + A_DAY)
    ticks = _ticks(short, short.items[0].id, "2026-03-09")
    assert progress_words(knowledge, short, ticks, SUNDAY, MONDAY)["next_week_on"] == ""


def test_a_full_week_names_what_can_still_be_done_first_and_counts_the_rest(
    knowledge: KnowledgeBase, plan: Plan
) -> None:
    habits = tuple(one._replace(repeats=None) for one in plan.items)
    short, things = _due(knowledge, replace(plan, items=habits), *[MONDAY] * (MOST_THIS_WEEK + 1), SUNDAY)
    found = progress_words(knowledge, short, {}, FRIDAY, MONDAY)["still_to_do"]
    heading, first, *others, more = found.splitlines()
    assert (heading, first) == ("Still to do this week:", f"- {things[-1]}, by 8 March 2026")
    assert not re.search(r"\d{4}", " ".join(others))
    assert len(others) == MOST_THIS_WEEK - 1
    assert more == "- 2 more in my plan"


def test_what_comes_next_is_counted_from_the_day_on_which_it_will_be_read(
    knowledge: KnowledgeBase, plan: Plan
) -> None:
    short, (before, then, later) = _due(knowledge, plan, FRIDAY, SUNDAY, SUNDAY + A_DAY)
    found = progress_words(knowledge, short, {}, MONDAY, ahead_of=SUNDAY)["next_steps"]
    assert found == f"- {then}, by 8 March 2026\n- {later}, by 9 March 2026"
    assert before in progress_words(knowledge, short, {}, MONDAY)["next_steps"]


def test_of_what_was_kept_beside_a_check_in_only_offered_steps_with_a_past_day_go(
    knowledge: KnowledgeBase, plan: Plan
) -> None:
    short, (before, then) = _due(knowledge, plan, FRIDAY, SUNDAY)
    kept = progress_words(knowledge, short, {}, MONDAY)["next_steps"]
    own = "- Ask for the list, by 6 March 2026"
    assert still_ahead(knowledge, kept, FRIDAY) == kept
    assert still_ahead(knowledge, f"{own}\n{kept}", SUNDAY) == f"{own}\n- {then}, by 8 March 2026"
    assert before not in still_ahead(knowledge, kept, SUNDAY + 30 * A_DAY)


@pytest.mark.parametrize(
    ("start", "due", "listed"),
    [
        (MONDAY - 14 * A_DAY, SUNDAY + 30 * A_DAY, False),
        (MONDAY - 14 * A_DAY, FRIDAY, False),
        (SUNDAY + A_DAY, SUNDAY + 30 * A_DAY, True),
    ],
)
def test_only_a_habit_that_begins_after_the_week_comes_next(
    knowledge: KnowledgeBase, plan: Plan, start: datetime.date, due: datetime.date, listed: bool
) -> None:
    habit = next(one for one in plan.items if knowledge.strategies[one.id].in_reports and one.repeats)
    short = replace(plan, items=(habit._replace(start=start, due=due),))
    found = progress_words(knowledge, short, {}, FRIDAY, MONDAY)["next_week_on"]
    assert found == (f"- {_thing(knowledge, habit.id)}" if listed else "")


def test_a_week_with_nothing_left_has_no_heading_for_it(knowledge: KnowledgeBase, plan: Plan) -> None:
    short, _things = _due(knowledge, plan, FRIDAY)
    ticks = _ticks(short, short.items[0].id, "2026-03-05")
    found = progress_words(knowledge, short, ticks, FRIDAY, MONDAY)
    assert found["still_to_do"] == found["next_week_on"] == ""


def test_a_finished_item_is_named_with_its_day_and_is_not_what_comes_next(
    knowledge: KnowledgeBase, plan: Plan
) -> None:
    name = _reported_item(knowledge, plan)
    thing = _thing(knowledge, name)
    found = progress_words(knowledge, plan, _ticks(plan, name, "2026-02-27"), TODAY)
    assert found["done_so_far"] == f"- {thing} (27 February 2026)"
    assert found["done_this_week"] == f"- {thing}"
    assert thing not in found["next_steps"]


def test_what_was_done_stands_in_the_order_of_its_days(knowledge: KnowledgeBase, plan: Plan) -> None:
    named = [one.id for one in plan.items if knowledge.strategies[one.id].in_reports][:3]
    days = ("2026-02-27", "2026-02-20", "2026-02-25")
    ticked = {key: day for name, day in zip(named, days, strict=True) for key in _ticks(plan, name, day)}
    lines = progress_words(knowledge, plan, ticked, TODAY)["done_so_far"].splitlines()
    assert [line.split("(")[1] for line in lines] == [
        "20 February 2026)",
        "25 February 2026)",
        "27 February 2026)",
    ]


def test_what_was_ticked_eight_days_ago_is_not_of_this_week(knowledge: KnowledgeBase, plan: Plan) -> None:
    name = _reported_item(knowledge, plan)
    assert progress_words(knowledge, plan, _ticks(plan, name, "2026-02-24"), TODAY)["done_this_week"]
    assert not progress_words(knowledge, plan, _ticks(plan, name, "2026-02-23"), TODAY)["done_this_week"]


def test_a_habit_that_was_started_again_is_told_with_its_rounds(knowledge: KnowledgeBase, plan: Plan) -> None:
    name = next(one.id for one in plan.items if knowledge.strategies[one.id].in_reports and one.repeats)
    thing = _thing(knowledge, name)
    days = [datetime.date(2026, 2, 20), datetime.date(2026, 2, 27)]
    rounds = [Round(f"r{at}", day, dict.fromkeys(_ticks(plan, name, ""), day)) for at, day in enumerate(days)]
    part = Round("part", TODAY, dict.fromkeys(_ticks(plan, name, "", most=1), TODAY))

    def told(ticks: dict[str, str], over: list[Round]) -> dict[str, str]:
        return progress_words(knowledge, plan, ticks, TODAY, rounds=over)

    assert told({}, [*rounds, part])["done_so_far"] == f"- {thing} (2 times, last on 27 February 2026)"
    assert told({}, rounds)["done_this_week"] == f"- {thing}"
    assert told({}, rounds[:1])["done_this_week"] == ""
    assert told({}, rounds[:1])["done_so_far"] == f"- {thing} (20 February 2026)"
    now = told(_ticks(plan, name, "2026-03-02"), rounds)["done_so_far"]
    assert now == f"- {thing} (3 times, last on 2 March 2026)"


def test_what_was_only_begun_says_so(knowledge: KnowledgeBase, plan: Plan) -> None:
    name = _reported_item(knowledge, plan)
    found = progress_words(knowledge, plan, _ticks(plan, name, "2026-03-02", most=1), TODAY)
    assert found["done_this_week"] == f"- {_thing(knowledge, name)} (begun)"
    assert found["done_so_far"] == ""


def test_no_report_names_a_step_that_prepares_for_leaving_or_is_private(
    knowledge: KnowledgeBase, plan: Plan
) -> None:
    everything = {f"{item.id}/{step.id}": "2026-03-01" for item in plan.items for step in item.steps}
    silent = [item for item in plan.items if not knowledge.strategies[item.id].in_reports]
    assert {"quiet_second_track", "evidence_log"} <= {item.id for item in silent}
    said = " ".join(progress_words(knowledge, plan, everything, TODAY).values())
    assert said.count("\n- ") + 3 >= len(plan.items) - len(silent)
    assert all(item.title not in said for item in silent)


def test_strategies_about_health_money_rights_or_leaving_are_in_no_report(knowledge: KnowledgeBase) -> None:
    private = {
        *(
            "get_safe_first",
            "get_advice_early",
            "ask_for_adjustments",
            "talk_to_eap_or_doctor",
            "evidence_log",
        ),
        *("hours_or_leave_request", "keep_own_copies", "go_private", "tell_one_person", "write_it_out"),
        *("stress_routine", "move_and_recover", "honest_reframe", "bring_a_companion", "use_hr_well"),
    }
    assert private <= knowledge.strategies.keys()
    for name, strategy in knowledge.strategies.items():
        if strategy.track == "prepare" or name in private:
            assert strategy.in_reports is None, name


def test_a_strategy_for_leaving_cannot_be_given_a_name_in_reports(knowledge: KnowledgeBase) -> None:
    plain = next(
        one
        for one in knowledge.strategies.values()
        if one.track == "prepare" and all(step.when is None for step in one.steps)
    )
    data = {**plain.model_dump(mode="json"), "in_reports": "a new CV"}
    with pytest.raises(ValueError, match="never in a report"):
        Strategy.model_validate(data)
