"""Answers as they come in: what is taken, what is refused and with which words, and what branching drops."""

from __future__ import annotations

import datetime
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine import answers, knowledge_base
from engine.answers import asked, read_answers, read_sheet_file
from engine.errors import InputError
from engine.knowledge_base import KnowledgeBase
from tests.conftest import TINY, Builder
from tests.generated import branching_sheets, hostile_sheets, tiny

BASE = tiny()


def refusal(raw: dict[str, Any]) -> str:
    with pytest.raises(InputError) as caught:
        read_answers(BASE, raw)
    return str(caught.value)


@pytest.mark.parametrize(
    ("question", "value", "taken"),
    [
        ("clarity", "few", "few"),
        ("hurdles", ["tools", "time", "tools"], ("time", "tools")),
        ("hurdles", ["nothing"], ("nothing",)),
        ("hours_per_week", 3, 3),
        ("hours_per_week", 2.5, 2.5),
        ("hours_per_week", 4.0, 4),
        ("hours_per_week", 0, 0),
        ("hours_per_week", 20, 20),
        ("hours_per_week", 0.00001, 0.00001),
        ("comfort", 4, 4),
        ("plan_start", "2026-02-28", datetime.date(2026, 2, 28)),
        ("plan_start", " 2028-02-29 ", datetime.date(2028, 2, 29)),
        ("plan_start", datetime.date(2026, 1, 1), datetime.date(2026, 1, 1)),
        ("main_goal", "  ship\n\tit \x07 now ", "ship it now"),
        ("main_goal", "\ud83d lone", "lone"),
        ("main_goal", "x" * 200, "x" * 200),
    ],
)
def test_a_value_that_fits_is_taken(question: str, value: Any, taken: Any) -> None:
    sheet = read_answers(BASE, {question: value})
    assert sheet.answers == {question: taken}
    assert type(sheet.answers[question]) is type(taken)


@pytest.mark.parametrize(
    ("question", "value", "words"),
    [
        ("clarity", "fwe", "'fwe' is not an option. Accepted: all, few, none. Did you mean 'few'?"),
        ("clarity", ["few"], "['few'] is not an option. Accepted: all, few, none."),
        ("clarity", 1, "1 is not an option."),
        ("clarity", True, "True is not an option."),
        ("hurdles", "time", "'time' is not a list. Accepted: a list of time, tools, other, nothing."),
        ("hurdles", ["tme"], "Did you mean 'time'?"),
        ("hurdles", [["time"]], "is not an option"),
        ("hurdles", {"time": True}, "is not a list"),
        (
            "hurdles",
            ["nothing", "time"],
            "'nothing' can't stand beside other options. Accepted: 'nothing' alone",
        ),
        ("hours_per_week", "3", "'3' is not a number. Accepted: a number from 0 to 20."),
        ("hours_per_week", True, "True is not a number."),
        ("hours_per_week", float("nan"), "nan is not a number."),
        ("hours_per_week", float("inf"), "inf is not a number."),
        ("hours_per_week", -0.5, "-0.5 is not a number in that range."),
        ("hours_per_week", 20.0001, "20.0001 is not a number in that range."),
        ("hours_per_week", 10**400, "is not a number in that range."),
        ("hours_per_week", 1e308, "1e+308 is not a number in that range."),
        ("comfort", 2.5, "2.5 is not a whole number in that range. Accepted: a whole number from 0 to 4."),
        ("comfort", 5, "5 is not a whole number in that range."),
        ("plan_start", "2026-02-30", "'2026-02-30' is not a day of the calendar."),
        ("plan_start", "2026-2-3", "'2026-2-3' is not a date. Accepted: a date as YYYY-MM-DD"),
        ("plan_start", "23.11.2026", "is not a date"),
        ("plan_start", "2026-11-23T10:00:00", "is not a date"),
        ("plan_start", 20261123, "is not a date"),
        ("plan_start", "1999-12-31", "is out of range"),
        ("plan_start", "9999-12-31", "is out of range"),
        ("plan_start", "٢٠٢٦-١١-٢٣", "is not a date"),
        ("main_goal", 7, "7 is not text. Accepted: text of at most 200 characters."),
        ("main_goal", ["a"], "is not text"),
        ("main_goal", "x" * 201, "201 characters are too many. Accepted: text of at most 200 characters."),
        ("clarty", "few", "there is no such question. Accepted: a question id"),
    ],
)
def test_a_value_that_does_not_fit_is_refused_with_what_is_accepted(
    question: str, value: Any, words: str
) -> None:
    assert words in refusal({question: value})


def test_all_mistakes_of_a_sheet_are_told_at_once_in_its_own_order() -> None:
    lines = refusal({"comfort": 9, "clarty": "few", "clarity": "mot", "main_goal": "fine"}).splitlines()
    assert [line.split(": ")[1] for line in lines] == ["comfort", "clarty", "clarity"]
    assert "Did you mean 'clarity'?" in lines[1]


def test_a_refused_value_is_shown_cut_short() -> None:
    assert len(refusal({"clarity": "x" * 10_000})) < 300


@pytest.mark.parametrize(
    ("question", "value"), [("health", "prefer_not"), ("hurdles", []), ("main_goal", " \n ")]
)
def test_saying_nothing_counts_as_unanswered_and_is_kept_as_given(question: str, value: Any) -> None:
    sheet = read_answers(BASE, {question: value})
    assert sheet.answers == {}
    assert list(sheet.given) == [question]
    assert sheet.ignored == ()


def test_null_is_as_if_the_question_did_not_stand_there() -> None:
    assert read_answers(BASE, {"clarity": None, "hurdles": None}) == read_answers(BASE, {})


def test_an_answer_that_hung_on_another_is_dropped_and_listed() -> None:
    sheet = read_answers(BASE, {"other_hurdle": "noise", "hurdles": ["time"]})
    assert sheet.ignored == ("other_hurdle",)
    assert "other_hurdle" not in sheet.given


CHAIN = {
    "knowledge/questions/comfort.yml": (TINY / "knowledge/questions/comfort.yml").read_text(encoding="utf-8")
    + "depends: {question: other_hurdle, answered: true}\n",
    "knowledge/questions/main_goal.yml": (TINY / "knowledge/questions/main_goal.yml").read_text(
        encoding="utf-8"
    )
    + "depends: {not: {question: comfort, answered: true}}\n",
}


def test_dropping_goes_on_through_whatever_hung_on_what_was_dropped(small_knowledge: Builder) -> None:
    chained = knowledge_base.load(small_knowledge(CHAIN))
    raw = {"hurdles": ["time"], "other_hurdle": "noise", "comfort": 3, "main_goal": "ship it"}
    sheet = read_answers(chained, raw)
    assert sheet.ignored == ("other_hurdle", "comfort")
    assert sheet.answers["main_goal"] == "ship it"


RETIRED = {
    "knowledge/questions/goals_seen.yml": """type: single
wording: Are the goals clear?
why: It was asked before.
options: [{value: all, label: All}, {value: few, label: A few}]
status: retired
replaced_by: clarity
""",
    "knowledge/questions/age.yml": """type: number
wording: How many years?
why: It was asked before.
min: 0
max: 99
status: retired
""",
    "knowledge/questions/an_older_one.yml": """type: single
wording: Are the goals clear?
why: It was asked before.
options: [{value: none, label: None}]
status: retired
replaced_by: clarity
""",
}


def test_an_answer_to_a_retired_question_goes_to_the_one_that_replaced_it(small_knowledge: Builder) -> None:
    base = knowledge_base.load(small_knowledge(RETIRED))
    assert read_answers(base, {"goals_seen": "few"}).answers == {"clarity": "few"}
    both = read_answers(base, {"goals_seen": "few", "clarity": "all"})
    assert (both.answers, both.ignored) == ({"clarity": "all"}, ("goals_seen",))


def test_an_answer_to_a_question_that_nothing_replaced_is_listed_and_does_no_harm(
    small_knowledge: Builder,
) -> None:
    base = knowledge_base.load(small_knowledge(RETIRED))
    assert read_answers(base, {"age": "any old answer"}).ignored == ("age",)


def test_old_answers_load_the_same_in_any_order(small_knowledge: Builder) -> None:
    base = knowledge_base.load(small_knowledge(RETIRED))
    one = {"goals_seen": "few", "an_older_one": "none", "age": 3}
    assert read_answers(base, one) == read_answers(base, dict(reversed(one.items())))


def in_file(tmp_path: Path, content: bytes | str, name: str = "sheet.yml") -> list[str]:
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(InputError) as caught:
        read_sheet_file(BASE, path)
    return [str(mistake).removeprefix(f"{tmp_path}/") for mistake in caught.value.mistakes]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("", "sheet.yml:1:1: this is not an answer sheet. Accepted: {answers: {question: value, ...}}."),
        ("- 1", "sheet.yml:1:1: this is not an answer sheet."),
        ("anwsers: {}", "Did you mean 'answers'?"),
        ("answers: {}\nage: 3\n", "sheet.yml:2:1: 'age' has no place in a sheet."),
        ("answers: [1]", "sheet.yml:1:1: 'answers' must map questions to values."),
        (
            "answers:\n  clarity: few\n  clarity: all\n",
            "sheet.yml:3:3: this is not valid YAML: found duplicate key",
        ),
        ("answers: {clarity: few", "sheet.yml:1:"),
        ("answers:\n\tclarity: few\n", "sheet.yml:2:1: this is not valid YAML"),
        (
            "answers: &a {clarity: *a}",
            "sheet.yml:1:23: this is not valid YAML: aliases (*name) are not used here.",
        ),
        ("answers: " + "[" * 5000, "sheet.yml:1:49: this is not valid YAML: more than 40 levels deep."),
        ("answers: !!python/object/apply:os.system [ls]", "could not determine a constructor"),
        ("answers: {main_goal: !!binary aGVsbG8=}", "bytes values are not used here"),
        ("answers: {? [a] : 1}", "sheet.yml"),
        ("answers: {}\n---\nanswers: {}\n", "sheet.yml:2:1: this is not valid YAML"),
        ("answers:\n  plan_start: 2026-02-30\n", "sheet.yml:2:3: plan_start: '2026-02-30' is not a day"),
        ("answers:\n  hours_per_week: .nan\n", "sheet.yml:2:3: hours_per_week: nan is not a number."),
        ("answers:\n  hours_per_week: " + "9" * 400, "sheet.yml:2:3: hours_per_week: 9999"),
        ("answers:\n  hours_per_week: " + "9" * 5000, "sheet.yml"),
        (b"answers: {main_goal: \xff}", "sheet.yml: this is not UTF-8 (byte 21)."),
        (b"\x7fELF\x02\x01\x01\x00\x00", "sheet.yml: "),
        (b"answers: {}\n#" + b"x" * 1_000_000, "this file is too large for a sheet. Accepted: at most 1 MB."),
    ],
)
def test_a_sheet_file_that_can_t_be_used_is_one_line_with_its_place(
    tmp_path: Path, content: bytes | str, expected: str
) -> None:
    (line,) = in_file(tmp_path, content)
    assert expected in line
    assert "\n" not in line


def test_a_bomb_of_aliases_is_refused_before_it_grows(tmp_path: Path) -> None:
    layers = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    layers += [f"a{number}: &a{number} [{', '.join([f'*a{number - 1}'] * 9)}]" for number in range(1, 12)]
    assert in_file(tmp_path, "\n".join([*layers, "answers: {hurdles: *a11}"])) == [
        "sheet.yml:2:10: this is not valid YAML: aliases (*name) are not used here."
    ]


def test_every_line_of_a_sheet_that_is_wrong_is_named(tmp_path: Path) -> None:
    lines = in_file(tmp_path, "answers:\n  clarty: few\n  clarity: few\n  comfort: 7\n")
    assert [line.split(": ")[0] for line in lines] == ["sheet.yml:2:3", "sheet.yml:4:3"]


ONE = {
    "clarity": "few",
    "hurdles": ["time", "other"],
    "main_goal": "caf\u00e9 \U0001f600",
    "hours_per_week": 2.5,
}


@pytest.mark.parametrize(
    "content",
    [
        json.dumps({"answers": ONE}),
        json.dumps({"answers": ONE}, ensure_ascii=False, indent="\t"),
        "\ufeff" + json.dumps({"answers": ONE}, ensure_ascii=False),
        json.dumps({"answers": ONE}, indent=2).replace("\n", "\r\n"),
        "answers:\n  clarity: few\n  hurdles: [time, other]\n  main_goal: caf\u00e9 \U0001f600\n"
        "  hours_per_week: 2.5\n",
        "answers:\n    hours_per_week: 2.50\n    hurdles:\n    - time\n    - other\n    clarity: 'few'\n"
        "    main_goal: >-\n      caf\u00e9\n      \U0001f600\n",
    ],
)
def test_the_same_sheet_reads_the_same_however_it_is_written(tmp_path: Path, content: str) -> None:
    path = tmp_path / "sheet"
    path.write_bytes(content.encode())
    assert read_sheet_file(BASE, path)[1] == read_answers(BASE, ONE)


def test_no_is_a_word_and_not_false(tmp_path: Path) -> None:
    path = tmp_path / "sheet.yml"
    path.write_text("answers: {health: no}", encoding="utf-8")
    assert read_sheet_file(BASE, path)[1].answers == {"health": "no"}


@given(st.data())
def test_nothing_is_dropped_from_answers_given_in_the_questionnaire_s_own_way(
    knowledge: KnowledgeBase, data: st.DataObject
) -> None:
    raw = data.draw(branching_sheets(knowledge))
    sheet = read_answers(knowledge, raw)
    assert sheet.ignored == ()
    assert set(sheet.given) == set(raw)
    assert set(raw) <= set(asked(knowledge, sheet))


@given(st.data())
def test_whatever_answers_come_what_is_kept_would_have_been_asked(
    knowledge: KnowledgeBase, data: st.DataObject
) -> None:
    raw = data.draw(hostile_sheets(knowledge))
    sheet = read_answers(knowledge, raw)
    answered = {name for name, value in raw.items() if value is not None}
    assert set(sheet.given) | set(sheet.ignored) == answered
    assert set(sheet.given) <= set(asked(knowledge, sheet))
    assert set(sheet.answers) <= set(sheet.given)


@given(st.data())
def test_a_sheet_survives_being_written_down_and_read_again(
    knowledge: KnowledgeBase, data: st.DataObject
) -> None:
    sheet = read_answers(knowledge, data.draw(hostile_sheets(knowledge)))
    written = json.loads(json.dumps(answers.to_plain(sheet.given)))
    again = read_answers(knowledge, written)
    assert (again.answers, again.given, again.ignored) == (sheet.answers, sheet.given, ())
