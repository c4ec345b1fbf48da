"""What a goal lacks of SMART is said in words, and its pace in numbers; nothing is scored or foretold."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.goals import Goal, Reading
from engine.goals.goal import DONE, NO, UNSURE, YES, EarlierTarget, amount
from engine.goals.pace import in_short, milestones, on_the_line, pace, told, workdays
from engine.goals.smart import exact_words, letters, missing
from engine.knowledge_base import KnowledgeBase

TODAY = datetime.date(2026, 3, 2)
BY = datetime.date(2026, 4, 17)
EXACT = Goal(
    "a",
    "Close more tickets",
    what="Nine tickets are closed each day",
    measure="tickets closed",
    unit="a day",
    now=5,
    since=TODAY,
    target=9,
    by=BY,
    possible=YES,
    why="It is in the job description",
)


def signs(goal: Goal) -> str:
    return "".join(one.sign for one in missing(goal, TODAY))


def says(goal: Goal, sign: str) -> str:
    return next(one.says for one in letters(goal, TODAY) if one.sign == sign)


def test_a_goal_in_the_papers_words_alone_lacks_every_letter() -> None:
    assert signs(Goal("a", "Improve your attitude")) == "SMART"


def test_an_exact_goal_lacks_none() -> None:
    assert signs(EXACT) == ""


@pytest.mark.parametrize(
    ("without", "sign", "words"),
    [
        ({"what": ""}, "S", "Say what someone else would see when it is met."),
        ({"measure": ""}, "M", "Say how you’d count it."),
        ({"target": None}, "M", "You count “tickets closed”. Say which number is asked for."),
        ({"now": None, "since": None}, "M", "Say where “tickets closed” stands now."),
        ({"why": ""}, "R", "Say why it belongs to your job, or who agreed it."),
        ({"by": None}, "T", "Give the day by which it has to be met."),
    ],
)
def test_each_missing_letter_says_what_to_add(without: dict[str, object], sign: str, words: str) -> None:
    goal = replace(EXACT, **without)  # type: ignore[arg-type]
    assert signs(goal) == sign
    assert says(goal, sign) == words


def test_a_thing_that_is_done_or_not_is_measured_by_its_proof() -> None:
    course = Goal("a", "Finish the course", counted=DONE)
    assert says(course, "M") == "Say what would prove that it is done."
    assert "M" not in signs(replace(course, proof="the certificate"))


def test_each_missing_letter_comes_with_a_question_and_a_letter_that_asks_it(
    knowledge: KnowledgeBase,
) -> None:
    for goal in (
        Goal("a", "Better"),
        Goal("a", "Done", counted=DONE),
        replace(EXACT, target=None, possible=NO),
    ):
        for one in missing(goal, TODAY):
            assert one.ask.endswith("?")
            assert one.letter in knowledge.letters
    assert all(not one.ask for one in letters(EXACT, TODAY))


def test_a_goal_is_said_as_one_that_can_be_checked_from_what_is_known_of_it() -> None:
    assert exact_words(EXACT) == (
        "Nine tickets are closed each day. Measured by tickets closed: from 5 to 9 a day. By 17 April 2026."
    )
    assert exact_words(Goal("a", "Course", what="It is passed", counted=DONE, proof="certificate")) == (
        "It is passed. Proof: certificate."
    )
    assert exact_words(Goal("a", "Improve your attitude", by=BY)) == ""


@pytest.mark.parametrize(
    ("value", "unit", "says"),
    [
        (30, "calls a day", "30 calls a day"),
        (95, "%", "95%"),
        (95.5, "% of calls", "95.5% of calls"),
        (18500, "£ a month", "£18,500 a month"),
        (-20, "€", "-€20"),
        (4, "minutes", "4 minutes"),
        (4, "", "4"),
        (1, "updates", "1 (updates)"),
        (1, "", "1"),
        (1, "% of calls", "1% of calls"),
        (1, "£ a month", "£1 a month"),
    ],
)
def test_numbers_carry_their_unit_as_people_write_it(value: float, unit: str, says: str) -> None:
    assert amount(value, unit) == says


@pytest.mark.parametrize("thinks", ["", UNSURE, NO])
def test_whether_it_can_be_done_is_only_filled_by_the_persons_yes(thinks: str) -> None:
    assert signs(replace(EXACT, possible=thinks)) == "A"


def test_the_pace_is_told_as_numbers() -> None:
    goal = replace(EXACT, readings=(Reading(datetime.date(2026, 3, 13), 6),))
    assert told(goal, datetime.date(2026, 3, 16)) == (
        "3 to go, with 25 workdays left.",
        "That is 0.6 more each week.",
        "A pace stands here once two weeks lie between your numbers.",
    )


def test_a_number_that_has_to_sink_is_told_as_less() -> None:
    goal = replace(EXACT, now=20, target=10, readings=(Reading(datetime.date(2026, 3, 9), 18),))
    found = told(goal, datetime.date(2026, 3, 9))
    assert found[1] == "That is 1.3 less each week."
    later = replace(goal, readings=(Reading(datetime.date(2026, 3, 23), 17),))
    assert told(later, datetime.date(2026, 3, 23))[-1] == "So far it went down by 1 a week, over 15 workdays."


@pytest.mark.parametrize(("day", "known"), [(13, False), (16, True)])
def test_a_pace_so_far_waits_for_two_weeks(day: int, known: bool) -> None:
    latest = datetime.date(2026, 3, day)
    found = told(replace(EXACT, readings=(Reading(latest, 6),)), latest)[-1]
    assert (found == "So far it went up by 0.5 a week, over 10 workdays.") is known


@pytest.mark.parametrize(
    ("target", "says"),
    [
        (6, "There was 1 to go."),
        (7, "There were 2 to go."),
        (5.5, "There were 0.5 to go."),
    ],
)
def test_after_the_last_day_what_is_left_is_said_as_one_or_as_many(target: float, says: str) -> None:
    assert told(replace(EXACT, target=target), BY + datetime.timedelta(days=1))[0].endswith(says)


def test_with_less_than_a_week_left_nothing_is_asked_a_week() -> None:
    assert told(EXACT, BY)[0] == "4 to go, with 1 workday left."
    assert not any("each week" in one for one in told(EXACT, BY))


def test_money_is_told_as_money_and_large_numbers_without_small_change() -> None:
    sales = replace(EXACT, now=18500, target=40000, unit="£ a month")
    assert told(sales, TODAY)[:2] == (
        "£21,500 to go, with 35 workdays left.",
        "That is £3,071 more each week.",
    )
    assert in_short(sales).endswith("The target is £40,000 a month.")


def test_after_the_target_was_changed_the_line_begins_anew_with_the_number_of_that_day() -> None:
    changed = datetime.date(2026, 3, 16)
    readings = (Reading(datetime.date(2026, 3, 13), 6), Reading(datetime.date(2026, 3, 20), 6.5))
    goal = replace(EXACT, readings=readings, target=7, earlier=(EarlierTarget(changed, 9, BY),))
    assert on_the_line(goal, changed) == 6
    assert on_the_line(goal, BY) == 7
    assert all(one.on > changed and 6 <= one.value <= 7 for one in milestones(goal))


def test_what_is_marked_as_met_is_asked_nothing_more() -> None:
    goal = replace(EXACT, met=TODAY, readings=(Reading(datetime.date(2026, 3, 16), 7),))
    assert told(goal, TODAY) == ("So far it went up by 1 a week, over 10 workdays.",)


def test_a_goal_at_its_target_is_about_keeping_it() -> None:
    goal = replace(EXACT, readings=(Reading(TODAY, 9.5),))
    assert goal.reached
    assert told(goal, TODAY)[0].startswith("The newest number is at its target.")


def test_after_the_last_day_nothing_is_asked_a_week() -> None:
    found = pace(EXACT, BY + datetime.timedelta(days=1))
    assert found is not None
    assert found.needed is None
    assert told(EXACT, BY + datetime.timedelta(days=1))[0] == "The day has gone by. There were 4 to go."


def test_a_last_day_on_a_weekend_has_not_gone_by_before_it_is_over() -> None:
    saturday, sunday = datetime.date(2026, 3, 14), datetime.date(2026, 3, 15)
    goal = replace(EXACT, by=sunday)
    assert told(goal, saturday)[0] == "4 to go, with 0 workdays left."
    assert told(goal, sunday + datetime.timedelta(days=1))[0].startswith("The day has gone by.")


def test_a_number_too_small_to_tell_a_week_is_not_told_as_nothing() -> None:
    goal = replace(EXACT, now=0.0001, target=0.0002)
    assert not any("each week" in one for one in told(goal, TODAY))


def test_a_goal_that_began_at_its_target_asks_which_way_is_better() -> None:
    goal = replace(EXACT, now=95, target=95, readings=(Reading(datetime.date(2026, 3, 9), 97),))
    assert not any("to go" in one or "each week" in one for one in told(goal, datetime.date(2026, 3, 9)))
    assert told(replace(goal, way="up"), datetime.date(2026, 3, 9))[0].startswith("The newest number is at")


def test_no_pace_without_a_number_a_target_and_a_day() -> None:
    for without in ({"now": None, "since": None}, {"target": None}, {"by": None}):
        assert told(replace(EXACT, **without), TODAY) == ()  # type: ignore[arg-type]


def test_no_sentence_about_a_goal_speaks_of_odds() -> None:
    said = [*told(EXACT, TODAY), *(one.says for one in letters(EXACT, TODAY))]
    assert not any(word in one.lower() for one in said for word in ("chance", "likely", "%", "odds", "score"))


def test_milestones_lead_week_by_week_to_the_target_on_the_last_day() -> None:
    found = milestones(EXACT)
    assert [one.on.isoformat() for one in found[:2]] == ["2026-03-06", "2026-03-13"]
    assert found[-1].on == BY
    assert found[-1].value == 9
    assert [one.value for one in found] == sorted(one.value for one in found)


def test_milestones_of_whole_numbers_are_whole() -> None:
    assert all(one.value == int(one.value) for one in milestones(replace(EXACT, now=20, target=33)))


def test_a_milestone_shows_the_number_of_its_week() -> None:
    goal = replace(
        EXACT, readings=(Reading(datetime.date(2026, 3, 10), 5.5), Reading(datetime.date(2026, 3, 12), 6))
    )
    assert [one.read for one in milestones(goal)[:3]] == [None, 6, None]


days = st.dates(datetime.date(2025, 1, 1), datetime.date(2028, 1, 1))


@given(days, st.integers(-400, 400))
def test_workdays_are_counted_as_a_calendar_counts_them(first: datetime.date, length: int) -> None:
    last = first + datetime.timedelta(days=length)
    one = datetime.timedelta(days=1)
    slowly = sum((first + one * step).weekday() < 5 for step in range(1, length + 1))
    assert workdays(first, last) == slowly


@given(days, st.integers(1, 400), st.integers(-1000, 1000), st.integers(-1000, 1000))
def test_the_line_and_its_milestones_stay_between_the_first_number_and_the_target(
    first: datetime.date, length: int, now: int, target: int
) -> None:
    goal = replace(EXACT, now=now, target=target, since=first, by=first + datetime.timedelta(days=length))
    low, high = sorted((now, target))
    for one in milestones(goal):
        assert low <= one.value <= high
        line = on_the_line(goal, one.on)
        assert line is not None
        assert low <= line <= high
        assert first < one.on <= first + datetime.timedelta(days=length)
