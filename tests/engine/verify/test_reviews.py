"""SE3, SE5, SE8, SE28 as `check` holds them: each breach that is planted is found, with its place."""

from __future__ import annotations

import datetime

import pytest

from engine import cli, knowledge_base
from engine.knowledge_base import KnowledgeBase
from engine.verify.reviews import out_of_date, unreviewed, without_source
from tests.conftest import TINY, Builder

TODAY = datetime.date(2026, 11, 23)
FIRST = "# yaml-language-server: $schema=../../docs/schema/resource.json\n"
CRISIS = {
    "title": "Help now in a place",
    "kind": "crisis",
    "countries": "[UK]",
    "offline_text": "Call 999.",
    "contacts": "[{label: Emergency services, number: '999', how: call}]",
    "mark": "K",
    "review_by": "2027-02-22",
}
RIGHTS = {**CRISIS, "kind": "rights", "contacts": "[]", "clock": "Check with an adviser."}
COURSE = {**CRISIS, "kind": "learning", "countries": "[]", "contacts": "[]", "review_by": "2027-05-22"}
Fields = dict[str, str]


def place(fields: Fields, **changes: str | None) -> dict[str, str | None]:
    """A file of one place to go, with some of its fields changed or left out."""
    kept = {name: value for name, value in {**fields, **changes}.items() if value is not None}
    text = FIRST + "".join(f"{name}: {value}\n" for name, value in kept.items())
    return {"knowledge/resources/one.yml": text}


def strategy(old: str, new: str) -> dict[str, str | None]:
    file = "knowledge/strategies/rest_first.yml"
    before = (TINY / file).read_text(encoding="utf-8")
    assert old in before
    return {file: before.replace(old, new)}


def found(builder: Builder, files: dict[str, str | None], today: datetime.date = TODAY) -> list[str]:
    knowledge = knowledge_base.load(builder(files))
    to_mend, _ = out_of_date(knowledge, today)
    return [str(one) for one in (*unreviewed(knowledge), *to_mend)]


def test_se28_what_is_served_lacks_no_source_view_or_reader(knowledge: KnowledgeBase) -> None:
    assert [str(one) for one in unreviewed(knowledge)] == []
    assert without_source(knowledge) == []


def test_se3_what_is_served_was_not_overdue_when_someone_last_looked(
    knowledge: KnowledgeBase, last_looked_at: datetime.date
) -> None:
    to_mend, warnings = out_of_date(knowledge, last_looked_at)
    assert [str(one) for one in (*to_mend, *warnings)] == []


@pytest.mark.parametrize("fields", [CRISIS, RIGHTS, COURSE], ids=["crisis", "rights", "course"])
def test_sound_places_are_sound(small_knowledge: Builder, fields: Fields) -> None:
    assert found(small_knowledge, place(fields)) == []


PLANTED = [
    pytest.param(
        place(CRISIS, review_by="2026-11-22"), "was due for another look by 2026-11-22", id="overdue"
    ),
    pytest.param(place(RIGHTS, review_by="2026-11-22"), "was due for another look", id="overdue law"),
    pytest.param(place(CRISIS, review_by=None), "someone must look at it again", id="no day to look again"),
    pytest.param(place(CRISIS, review_by="2027-02-25"), "too far off", id="more than three months ahead"),
    pytest.param(place(COURSE, review_by="2027-05-28"), "too far off", id="more than six months ahead"),
    pytest.param(
        place(CRISIS, verified_on="2026-11-24", reviewed_by="[A, B]"),
        "has not come yet",
        id="verified tomorrow",
    ),
    pytest.param(
        place(CRISIS, verified_on="2026-11-20", review_by="2026-11-19", reviewed_by="[A, B]"),
        "lies before verified_on",
        id="looked at again before",
    ),
    pytest.param(
        place(CRISIS, verified_on="2026-08-01", review_by="2026-12-01", reviewed_by="[A, B]"),
        "too far off",
        id="confirmed for too long",
    ),
    pytest.param(place(RIGHTS, countries="[]"), "a rule of law holds in a country", id="law of nowhere"),
    pytest.param(place(CRISIS, countries="[]"), "a number is that of a country", id="a number of nowhere"),
    pytest.param(
        place(CRISIS, contacts="[{label: A line, number: '116 123', how: call}]"),
        "the emergency number comes first",
        id="no emergency number first",
    ),
    pytest.param(
        place(CRISIS, contacts="[{label: Emergency, number: '9', how: call}]"),
        "'9' can't be dialled",
        id="too short to dial",
    ),
    pytest.param(
        place(CRISIS, contacts="[{label: Emergency, number: '0800 111 0 111 222 333 4', how: call}]"),
        "can't be dialled",
        id="too long to dial",
    ),
    pytest.param(place(CRISIS, mark="S"), "S says that a source was read", id="seen, and nobody says where"),
    pytest.param(
        place(CRISIS, status="reviewed"), "a person of the field has read it", id="reviewed by nobody"
    ),
    pytest.param(
        place(CRISIS, verified_on="2026-11-20", reviewed_by="[A]"),
        "two different names",
        id="one reader for a crisis",
    ),
    pytest.param(
        place(CRISIS, verified_on="2026-11-20", reviewed_by="[A, A]"),
        "two different names",
        id="one reader twice",
    ),
    pytest.param(
        place(COURSE, verified_on="2026-11-20"), "a person has opened its page", id="confirmed by nobody"
    ),
    pytest.param(strategy(", sources: [source_1]", ""), "A needs a source", id="a grade without a source"),
    pytest.param(strategy("grade: A", "grade: A, mixed: true"), "both views stand there", id="no views"),
    pytest.param(
        strategy("sources: [source_1]", "sources: [source_1], mixed: true, views: [{holder: A, says: B}]"),
        "both views stand there",
        id="one view",
    ),
    pytest.param(
        strategy(
            "sources: [source_1]",
            "sources: [source_1], views: [{holder: A, says: B}, {holder: C, says: D}]",
        ),
        "views that differ mean",
        id="views that nobody is told of",
    ),
    pytest.param(
        strategy("phase:", "status: reviewed\nphase:"), "a person of the field has read it", id="no reader"
    ),
]


@pytest.mark.parametrize(("files", "expected"), PLANTED)
def test_se3_se5_se8_se28_a_planted_breach_is_found(
    small_knowledge: Builder, files: dict[str, str | None], expected: str
) -> None:
    lines = found(small_knowledge, files)
    (file,) = files
    assert any(expected in line and line.startswith(f"{file}:") for line in lines), lines


def test_se3_a_course_that_is_overdue_is_only_worth_a_look(
    small_knowledge: Builder, capsys: pytest.CaptureFixture[str]
) -> None:
    root = str(small_knowledge(place(COURSE, review_by="2026-11-01", status="draft")))
    knowledge = knowledge_base.load(small_knowledge(place(COURSE, review_by="2026-11-01")))
    to_mend, warnings = out_of_date(knowledge, TODAY)
    assert (len(to_mend), len(warnings)) == (0, 1)
    cli.main(["check", "--root", root, "--today", "2026-11-23"])
    assert "Worth a look: knowledge/resources/one.yml" in capsys.readouterr().out


def test_se3_check_stops_on_an_overdue_crisis_entry_from_the_day_after(
    small_knowledge: Builder, capsys: pytest.CaptureFixture[str]
) -> None:
    root = str(small_knowledge(place(CRISIS)))
    assert cli.main(["check", "--root", root, "--today", "2027-02-22"]) == 0
    assert cli.main(["check", "--root", root, "--today", "2027-02-23"]) == 1
    assert "'one' was due for another look by 2027-02-22" in capsys.readouterr().out


def test_what_is_retired_need_not_be_looked_at(small_knowledge: Builder) -> None:
    assert found(small_knowledge, place(CRISIS, review_by="2020-01-01", status="retired")) == []


def test_two_readers_and_a_fresh_day_are_enough(small_knowledge: Builder) -> None:
    files = place(CRISIS, verified_on="2026-11-23", status="reviewed", reviewed_by="[A nurse, A volunteer]")
    assert found(small_knowledge, files) == []


def test_a_rule_that_does_not_say_where_it_comes_from_is_worth_a_look(small_knowledge: Builder) -> None:
    lines = [str(one) for one in without_source(knowledge_base.load(small_knowledge()))]
    assert any(line.startswith("rules/advice/everyone_looks_back.yml:1:1: nobody can tell") for line in lines)
