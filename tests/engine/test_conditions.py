"""The language of conditions: what holds, how sure, what is behind it, and what can't be read."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine import conditions
from engine.conditions import ConditionError, View, confidence, parse
from tests.generated import finding_tests, single_tests, tiny, trees

VIEW = View(
    answers={
        "mood": "calm",
        "hurdles": ("time", "tools"),
        "hours": 2.5,
        "comfort": 0,
        "goal": "ship it",
        "begin": datetime.date(2026, 1, 2),
    },
    facts={"phase": "weekly", "days_left": 10},
    findings={"unclear": 80, "slow": 30},
)
TINY = tiny()


def holds(condition: Any, view: View = VIEW) -> bool:
    return confidence(parse(condition), view) is not None


@pytest.mark.parametrize(
    "condition",
    [
        "always",
        {"question": "mood", "is": "calm"},
        {"question": "mood", "is": ["tense", "calm"]},
        {"question": "hurdles", "includes": "tools"},
        {"question": "hurdles", "includes": ["people", "time"]},
        {"question": "hours", "at_least": 2.5},
        {"question": "hours", "at_most": 2.5},
        {"question": "comfort", "at_most": 0},
        {"question": "comfort", "at_least": 0},
        {"question": "goal", "answered": True},
        {"question": "begin", "answered": True},
        {"question": "unasked", "answered": False},
        {"fact": "phase", "is": "weekly"},
        {"fact": "days_left", "at_least": 10},
        {"finding": "unclear"},
        {"finding": "unclear", "at_least": 80},
        {"no_finding": "absent"},
        {"not": {"question": "mood", "is": "tense"}},
    ],
)
def test_a_true_test_holds(condition: Any) -> None:
    assert holds(condition)


@pytest.mark.parametrize(
    "condition",
    [
        {"question": "mood", "is": "tense"},
        {"question": "hurdles", "includes": "people"},
        {"question": "hours", "at_least": 2.501},
        {"question": "hours", "at_most": 2.499},
        {"question": "comfort", "at_least": 1},
        {"question": "goal", "answered": False},
        {"question": "unasked", "answered": True},
        {"fact": "phase", "is": "final"},
        {"fact": "unknown_fact", "at_least": 0},
        {"finding": "absent"},
        {"finding": "unclear", "at_least": 81},
        {"no_finding": "unclear"},
        {"no_finding": "slow"},
        {"not": "always"},
    ],
)
def test_a_false_test_does_not(condition: Any) -> None:
    assert not holds(condition)


@pytest.mark.parametrize("test", [{"is": "x"}, {"includes": "x"}, {"at_least": 0}, {"at_most": 9}])
def test_silence_is_never_an_answer(test: dict[str, Any]) -> None:
    assert not holds({"question": "unasked", **test})
    assert holds({"not": {"question": "unasked", **test}})


@pytest.mark.parametrize(
    ("condition", "sure"),
    [
        ("always", 100),
        ({"question": "mood", "is": "calm"}, 100),
        ({"finding": "slow"}, 30),
        ({"all": [{"finding": "unclear"}, {"finding": "slow"}, "always"]}, 30),
        ({"any": [{"finding": "unclear"}, {"finding": "slow"}]}, 80),
        ({"any": [{"finding": "absent"}, {"finding": "slow"}]}, 30),
        ({"not": {"finding": "absent"}}, 100),
        ({"not": {"not": {"finding": "slow"}}}, 100),
        ({"all": [{"any": [{"finding": "slow"}, {"finding": "unclear"}]}, {"no_finding": "absent"}]}, 80),
        ({"all": [{"finding": "slow"}, {"finding": "absent"}]}, None),
        ({"any": [{"finding": "absent"}, {"not": "always"}]}, None),
    ],
)
def test_all_is_as_sure_as_its_least_and_any_as_its_greatest_true_branch(
    condition: Any, sure: int | None
) -> None:
    assert confidence(parse(condition), VIEW) == sure


def test_a_reason_names_what_made_it_true_and_not_the_other_branches() -> None:
    condition = parse(
        {
            "any": [
                {"all": [{"question": "mood", "is": "calm"}, {"finding": "slow"}]},
                {"question": "comfort", "at_least": 3},
                {"fact": "phase", "is": "weekly"},
            ]
        }
    )
    support = conditions.support(condition, VIEW)
    assert (support.answers, support.facts, support.findings) == (
        {"mood": "calm"},
        {"phase": "weekly"},
        {"slow": 30},
    )


def test_a_reason_from_a_negation_names_the_answer_that_was_another() -> None:
    condition = parse(
        {"not": {"any": [{"question": "mood", "is": "tense"}, {"question": "unasked", "is": "x"}]}}
    )
    assert conditions.support(condition, VIEW).answers == {"mood": "calm"}


@pytest.mark.parametrize(
    ("condition", "path", "words"),
    [
        (None, (), "is not a condition"),
        ({}, (), "is not a condition"),
        ([], (), "is not a condition"),
        ("sometimes", (), "is not a condition"),
        ({"al": []}, ("al",), "begins no condition"),
        ({"all": []}, ("all",), "at least one condition"),
        ({"all": "always"}, ("all",), "at least one condition"),
        ({"any": [{"all": [{"oops": 1}]}]}, ("any", 0, "all", 0, "oops"), "begins no condition"),
        ({"all": ["always"], "any": ["always"]}, ("any",), "has no place here"),
        ({"not": []}, ("not",), "is not a condition"),
        ({"question": "a"}, (), "exactly one operator"),
        ({"question": "a", "is": "x", "at_most": 1}, (), "exactly one operator"),
        ({"question": "a", "equals": "x"}, ("equals",), "is not an operator"),
        ({"question": "a", "is": 3}, ("is",), "not a code"),
        ({"question": "a", "is": True}, ("is",), "not a code"),
        ({"question": "a", "includes": []}, ("includes",), "not a code"),
        ({"question": 3, "is": "x"}, ("question",), "is not an id"),
        ({"question": "a", "answered": "yes"}, ("answered",), "not true or false"),
        ({"question": "a", "at_least": "3"}, ("at_least",), "can't be compared"),
        ({"question": "a", "at_least": True}, ("at_least",), "can't be compared"),
        ({"question": "a", "at_least": float("nan")}, ("at_least",), "can't be compared"),
        ({"question": "a", "at_most": float("inf")}, ("at_most",), "can't be compared"),
        ({"question": "a", "at_most": 1e-7}, ("at_most",), "can't be compared"),
        ({"question": "a", "at_most": 1e308}, ("at_most",), "can't be compared"),
        ({"finding": "a", "at_least": 0}, ("at_least",), "from 1 to 100"),
        ({"finding": "a", "at_least": 50.5}, ("at_least",), "from 1 to 100"),
        ({"finding": "a", "at_most": 50}, ("at_most",), "has no place here"),
        ({"no_finding": "a", "at_least": 5}, ("at_least",), "has no place here"),
    ],
)
def test_a_condition_that_can_t_be_read_says_where_and_why(
    condition: Any, path: tuple[Any, ...], words: str
) -> None:
    with pytest.raises(ConditionError) as caught:
        parse(condition)
    assert [(place, words in mistake.what) for place, mistake in caught.value.mistakes] == [(path, True)]


def test_every_mistake_of_a_condition_is_reported_at_once() -> None:
    with pytest.raises(ConditionError) as caught:
        parse({"all": [{"question": "a", "iss": "x"}, {"nott": "always"}, {"finding": "f", "at_least": 0}]})
    assert [place for place, _ in caught.value.mistakes] == [
        ("all", 0, "iss"),
        ("all", 1, "nott"),
        ("all", 2, "at_least"),
    ]


conditions_as_data = trees(st.one_of(single_tests(TINY.questions), finding_tests(TINY.findings)))


@given(conditions_as_data)
def test_a_condition_comes_back_from_its_data_as_it_was(data: Any) -> None:
    condition = parse(data)
    assert parse(conditions.to_data(condition)) == condition


@given(conditions_as_data)
def test_every_condition_can_be_said_in_words(data: Any) -> None:
    words = conditions.in_words(parse(data), lambda subject, name: name, lambda subject, name, code: code)
    assert words
    assert "{" not in words


def test_words_name_the_labels_and_keep_the_order_of_the_branches() -> None:
    condition = parse(
        {
            "all": [
                {"question": "mood", "is": ["calm", "glad"]},
                {"any": [{"finding": "slow"}, {"not": "always"}]},
            ]
        }
    )
    said = conditions.in_words(
        condition, lambda subject, name: name.upper(), lambda subject, name, code: code * 2
    )
    assert said == "“MOOD” is “calmcalm” or “gladglad” and (“SLOW” was found or not (for everyone))"


@given(conditions_as_data)
def test_what_a_condition_reads_is_all_that_can_change_it(data: Any) -> None:
    condition = parse(data)
    read = {kind: conditions.reads(condition, kind) for kind in ("question", "fact", "finding")}
    more = View(
        {**VIEW.answers, "never_read": "x"},
        {**VIEW.facts, "never_read": 1},
        {**VIEW.findings, "never_read": 50},
    )
    less = View(
        {name: value for name, value in VIEW.answers.items() if name in read["question"]},
        {name: value for name, value in VIEW.facts.items() if name in read["fact"]},
        {name: value for name, value in VIEW.findings.items() if name in read["finding"]},
    )
    assert confidence(condition, more) == confidence(condition, VIEW) == confidence(condition, less)
