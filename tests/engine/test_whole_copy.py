"""Everything that a person keeps, as one file: it comes back as it was, and nothing hostile comes with it."""

from __future__ import annotations

import datetime
import json
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine import copy_schema, whole_copy
from engine.answers import read_answers
from engine.knowledge_base import KnowledgeBase
from engine.planning.own_changes import MOST_CHANGES
from engine.record.keeping import MOST_ENTRIES
from engine.record.reports import MOST_REPORTS
from engine.whole_copy import Unreadable, read_back, written

TODAY = datetime.date(2026, 3, 2)
ANSWERS = {"pip_stage": "under_way", "plan_start": "2026-02-19", "concerns": ["deadlines"]}
DOCUMENTS: dict[str, dict[str, Any]] = {
    "answers": ANSWERS,
    "place": {"quick": False, "at": "check", "turns": [["a", 1]]},
    "progress": {"evidence_log/start": "2026-03-01"},
    "plan": {"today": "2026-03-01", "items": []},
    "lock": {"form": 1, "pin": "hash"},
}


def a_file(documents: object = None, **more: object) -> bytes:
    shown = {"waymark_copy": 1, "taken_on": "2026-03-02", "documents": documents or DOCUMENTS, **more}
    return json.dumps(shown).encode()


def test_what_was_written_is_read_back(knowledge: KnowledgeBase) -> None:
    answers = read_answers(knowledge, ANSWERS).answers
    text = written(knowledge, DOCUMENTS, answers, TODAY)
    brought = read_back(text.encode())
    assert brought.documents == {
        "answers": ANSWERS,
        "place": {"quick": False, "at": "check"},
        "progress": DOCUMENTS["progress"],
    }
    assert brought.planned_on == datetime.date(2026, 3, 1)
    assert brought.left == ()


def test_the_file_can_be_read_by_people_and_keeps_its_schema(knowledge: KnowledgeBase) -> None:
    shown = json.loads(written(knowledge, DOCUMENTS, read_answers(knowledge, ANSWERS).answers, TODAY))
    jsonschema.Draft202012Validator(copy_schema.schema()).validate(shown)
    assert {"question": "Where are you now with the plan?", "answer": "It is under way"} in shown["in_words"]


def test_what_was_taken_out_and_waits_for_an_undo_does_not_go_along(knowledge: KnowledgeBase) -> None:
    gone = {"count": 1, "id": "x", "before": {"done": "Taken out again"}, "at": 0, "on": "2026-03-02"}
    record = {"form": 1, "count": 1, "entries": [], "undo": [gone]}
    assert "Taken out again" not in written(knowledge, {**DOCUMENTS, "record": record}, {}, TODAY)


def test_the_lock_stays_where_it_is(knowledge: KnowledgeBase) -> None:
    assert "pin" not in written(knowledge, DOCUMENTS, {}, TODAY)
    assert "lock" not in read_back(a_file()).documents


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "not the file that can come back"),
        (b"\xff\xfe\x00", "not the file that can come back"),
        (b"[]", "not the file that can come back"),
        (b'{"waymark_copy": 1}', "not the file that can come back"),
        (b"[" * 100_000, "not the file that can come back"),
        (b'{"waymark_copy": 1e999}', "not the file that can come back"),
        (a_file().replace(b'"2026-02-19"', b"NaN"), "not the file that can come back"),
        (b'{"waymark_copy": ' + b"9" * 10_000 + b"}", "not the file that can come back"),
        (a_file(waymark_copy=2), "A newer Waymark"),
        (a_file({"place": {}}), "no answers"),
        (a_file({"answers": {}}), "no answers"),
        (b" " * (whole_copy.LARGEST + 1), "too large"),
    ],
)
def test_a_file_that_is_none_is_refused_in_words(content: bytes, says: str) -> None:
    with pytest.raises(Unreadable, match=says):
        read_back(content)


def test_a_document_that_can_not_be_read_is_named_and_the_rest_comes_back() -> None:
    documents = {**DOCUMENTS, "progress": {"a/b": "no day"}, "changes": {"changes": [{"id": 1}]}, "other": {}}
    brought = read_back(a_file(documents))
    assert set(brought.left) == {"progress", "changes", "other"}
    assert brought.documents["answers"] == ANSWERS


def test_signs_that_no_page_can_show_are_taken_out() -> None:
    brought = read_back(a_file({"answers": {"main_goal": "a\ud800b\x00c"}}))
    assert brought.documents["answers"] == {"main_goal": "abc"}


@pytest.mark.parametrize(
    "what",
    [
        {"kind": "decline", "item": "x", "reason": "<script>", "words": ""},
        {"kind": "lost_days", "days": 10**12, "resume": "2026-03-02", "done": []},
        {"kind": "put_off", "item": "x", "until": "9999-12-31"},
        {"kind": "note", "item": "x", "text": ["not", "a", "text"]},
    ],
)
def test_a_change_that_no_page_could_have_made_is_not_taken(what: dict[str, Any]) -> None:
    changes = {"form": 1, "changes": [{"id": "c1", "on": "2026-03-02", **what}]}
    brought = read_back(a_file({**DOCUMENTS, "changes": changes}))
    assert brought.left == ("changes",)


def test_a_change_of_the_persons_own_comes_back() -> None:
    note = {"id": "c1", "on": "2026-03-02", "kind": "note", "item": "evidence_log", "text": "after lunch"}
    brought = read_back(a_file({**DOCUMENTS, "changes": {"form": 1, "changes": [note]}}))
    assert brought.documents["changes"]["changes"] == [note]


def test_what_was_ticked_or_noted_of_the_plan_comes_back_by_name_whatever_plan_is_made_there() -> None:
    note = {"id": "c1", "on": "2026-03-02", "kind": "note", "item": "noted", "text": "after lunch"}
    steps = [{"id": "start", "text": "Begin.", "done_when": "Begun."}]
    items = [
        {"id": name, "title": name.title(), "steps": steps} for name in ("evidence_log", "noted", "other")
    ]
    documents = {
        **DOCUMENTS,
        "plan": {"today": "2026-03-01", "items": items},
        "changes": {"form": 1, "changes": [note]},
    }
    changes = read_back(a_file(documents)).documents["changes"]
    assert changes["changes"] == [note]
    assert [one["id"] for one in changes["behind"]] == ["evidence_log", "noted"]
    assert changes["behind"][0]["steps"] == [{"id": "start", "text": "Begin."}]


def test_what_was_behind_the_person_comes_back() -> None:
    behind = [{"id": "gone", "title": "A step", "steps": [{"id": "s1", "text": "Do it."}]}]
    brought = read_back(a_file({**DOCUMENTS, "changes": {"form": 1, "changes": [], "behind": behind}}))
    assert brought.documents["changes"]["behind"] == behind


def test_the_rounds_of_habits_come_back_and_what_is_none_is_left_and_named() -> None:
    one = {"id": "r1", "on": "2026-03-09", "ticks": {"evidence_log/start": "2026-03-06"}}
    brought = read_back(a_file({**DOCUMENTS, "changes": {"form": 1, "changes": [], "rounds": [one]}}))
    assert brought.documents["changes"]["rounds"] == [one]
    for wrong in ({"ticks": {}}, {"ticks": {"<b>": "2026-03-06"}}, {"on": "soon"}, {"id": 3}):
        rounds = [{**one, **wrong}]
        brought = read_back(a_file({**DOCUMENTS, "changes": {"form": 1, "changes": [], "rounds": rounds}}))
        assert brought.left == ("changes",)


def test_a_change_that_was_taken_back_does_not_come_back() -> None:
    note = {"id": "c1", "on": "2026-03-02", "kind": "note", "item": "evidence_log", "text": "after lunch"}
    changes = {"form": 1, "changes": [note], "undone": {"c1": "2026-03-02"}}
    assert read_back(a_file({**DOCUMENTS, "changes": changes})).documents["changes"]["changes"] == []


_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=12,
)


@given(st.dictionaries(st.sampled_from(sorted([*whole_copy.READERS, "plan"])), _json, max_size=4))
def test_whatever_stands_in_it_nothing_breaks(documents: dict[str, Any]) -> None:
    try:
        brought = read_back(a_file({"answers": ANSWERS, **documents}))
    except Unreadable:
        return
    assert set(brought.documents) <= set(whole_copy.READERS)


def _own(number: int) -> dict[str, Any]:
    own = {
        "title": "Call",
        "steps": [{"id": "s", "text": "Call"}],
        "start": "2026-03-02",
        "due": "2026-03-02",
    }
    rest = {"repeats": None, "track": "improve", "hours": 1, "rewritten": False, "on": "2026-03-02"}
    return {"id": f"c{number}", "kind": "own", "item": f"own_{number}", **own, **rest}


@pytest.mark.parametrize(
    ("name", "document"),
    [
        ("changes", {"changes": [_own(number) for number in range(MOST_CHANGES + 1)]}),
        (
            "record",
            {
                "entries": [
                    {"id": f"e{number}", "kind": "evidence", "on": "2026-03-02", "done": "x"}
                    for number in range(MOST_ENTRIES + 1)
                ]
            },
        ),
        (
            "reports",
            {
                "reports": [
                    {
                        "id": f"r{number}",
                        "kind": "friday",
                        "on": "2026-03-02",
                        "subject": "",
                        "text": "",
                        "made": "",
                    }
                    for number in range(MOST_REPORTS + 1)
                ]
            },
        ),
    ],
)
def test_more_than_can_ever_have_been_kept_is_left_and_named(name: str, document: dict[str, Any]) -> None:
    """A plan with thousands of changes laid over it would keep whoever waits for a page for minutes."""
    assert read_back(a_file({"answers": ANSWERS, name: document})).left == (name,)
    [(inside, listed)] = document.items()
    fewer = read_back(a_file({"answers": ANSWERS, name: {inside: listed[1:]}}))
    assert (fewer.left, len(fewer.documents[name][inside])) == ((), len(listed) - 1)


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_an_entry_on_a_day_that_nobody_can_type_is_passed_over(day: str) -> None:
    entries = [
        {"id": "a", "kind": "check_in", "on": day},
        {"id": "b", "kind": "check_in", "on": "2026-03-02"},
    ]
    found = read_back(a_file({"answers": ANSWERS, "record": {"entries": entries}})).documents["record"]
    assert [one["id"] for one in found["entries"]] == ["b"]
