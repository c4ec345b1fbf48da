"""SE3 where people meet it: each place says how far it was checked, on pages and in files."""

from __future__ import annotations

import datetime
import json
from dataclasses import replace
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from engine.exports import CHECKLISTS
from engine.knowledge_base import KnowledgeBase
from engine.pipeline import make_plan
from engine.standing import ROUTES, checked
from tests.safety.every_page import with_a_closer_plan
from tests.webapp.without_script import Person
from webapp import create_app
from webapp.guides.opaque import opaque

GATHERED = datetime.date(2026, 11, 23)
OVERDUE = datetime.date(2027, 3, 1)
"""After the day by which crisis and rights entries are looked at again."""
UNSURE = {"harassment": "yes", "coping": "i_do_not_feel_safe", "country": "UK", "hours_per_week": 20}
"""Someone whose plan names crisis lines and places for work rights."""
LATE = "This may be out of date."
NOT_YET = "Not yet confirmed by us on its own page."


@pytest.fixture
def gathered(knowledge: KnowledgeBase) -> KnowledgeBase:
    """What is served, as if nobody had confirmed any of it, and all due for another look by one day."""
    dates = {"verified_on": None, "review_by": datetime.date(2027, 2, 22)}
    resources = {name: one.model_copy(update=dates) for name, one in knowledge.resources.items()}
    return replace(knowledge, resources=resources)


def person(folder: Path, knowledge: KnowledgeBase, today: datetime.date) -> Person:
    client: FlaskClient = create_app(
        folder, today=lambda: today, engine="compiled", kb=knowledge
    ).test_client()
    return Person(client)


def test_se3_nothing_is_called_confirmed_that_no_person_has_confirmed(knowledge: KnowledgeBase) -> None:
    for one in knowledge.resources.values():
        found = checked(one, GATHERED)
        assert not found.confirmed or one.verified_on is not None, one.id
        if one.kind == "crisis" or (one.kind in ROUTES and set(one.countries) - {"other"}):
            assert found.confirmed or found.route, one.id


@pytest.mark.parametrize(
    ("verified_on", "today", "standing"),
    [
        (None, "2027-02-22", "unconfirmed"),
        (None, "2027-02-23", "overdue"),
        ("2026-12-01", "2026-12-01", "confirmed"),
        ("2026-12-01", "2026-11-30", "unconfirmed"),
        ("2026-12-01", "2027-02-22", "confirmed"),
        ("2026-12-01", "2027-02-23", "overdue"),
    ],
)
def test_se3_the_standing_follows_from_the_two_dates_and_the_day(
    gathered: KnowledgeBase, verified_on: str | None, today: str, standing: str
) -> None:
    day = datetime.date.fromisoformat(verified_on) if verified_on else None
    resource = gathered.resources["crisis_uk"].model_copy(
        update={"verified_on": day, "review_by": datetime.date(2027, 2, 22)}
    )
    assert checked(resource, datetime.date.fromisoformat(today)).standing == standing


@pytest.mark.parametrize(
    ("today", "said"), [(GATHERED, "We have not yet confirmed these numbers"), (OVERDUE, LATE)]
)
def test_se3_the_help_page_says_it_for_each_country(
    tmp_path: Path, gathered: KnowledgeBase, today: datetime.date, said: str
) -> None:
    words = person(tmp_path, gathered, today).open("/help").words
    countries = [one for one in gathered.resources.values() if one.kind == "crisis" and one.countries]
    assert words.count(said) >= len(countries)
    assert words.count(ROUTES["crisis"]) == len(countries)


def test_se3_past_its_day_the_general_route_comes_before_the_numbers(
    tmp_path: Path, gathered: KnowledgeBase
) -> None:
    def places(today: datetime.date) -> tuple[int, int]:
        words = person(tmp_path, gathered, today).open("/help").words
        country = words[words.index("United States") :]
        return country.index(ROUTES["crisis"]), country.index("741741")

    route, number = places(GATHERED)
    assert number < route
    route, number = places(OVERDUE)
    assert route < number


@pytest.mark.parametrize(("today", "said"), [(GATHERED, NOT_YET), (OVERDUE, LATE)])
def test_se3_guides_and_the_plan_page_say_it(
    tmp_path: Path, gathered: KnowledgeBase, today: datetime.date, said: str
) -> None:
    someone = person(tmp_path, gathered, today)
    guide = next(one for one in gathered.guides.values() if "rights_uk_acas" in one.resources)
    words = someone.open(f"/reading/guide/{opaque(guide.id)}").words
    assert said in words
    assert ROUTES["rights"] in words
    words = with_a_closer_plan(someone, harassment="yes", country="UK").words
    assert said in words
    assert ROUTES["rights"] in words


def test_se3_the_page_for_paper_says_it(tmp_path: Path, gathered: KnowledgeBase) -> None:
    someone = with_a_closer_plan(person(tmp_path, gathered, GATHERED), harassment="yes", country="UK")
    words = someone.open("/plan/print").words
    assert "not yet confirmed on its own page" in words
    assert ROUTES["rights"] in words
    assert "How sure: " in words


@pytest.mark.parametrize("kind", ["markdown", "print"])
def test_se3_files_for_people_say_it_with_the_route_beside_or_first(
    gathered: KnowledgeBase, kind: str
) -> None:
    plan = make_plan(gathered, UNSURE, GATHERED, "compiled")
    fresh = CHECKLISTS[kind].render(gathered, plan, {}, GATHERED)
    late = CHECKLISTS[kind].render(gathered, plan, {}, OVERDUE)
    assert "not yet confirmed on its own page" in fresh
    assert "may be out of date, due for another look by 22 February 2027" in late
    for route in (ROUTES["crisis"], ROUTES["rights"]):
        assert route in fresh
        assert route in late
    assert fresh.index("116 123") < fresh.index(ROUTES["crisis"])
    assert late.index(ROUTES["crisis"]) < late.index("116 123")


def test_se3_the_json_file_says_it_for_programs(gathered: KnowledgeBase) -> None:
    plan = make_plan(gathered, UNSURE, GATHERED, "compiled")

    def crisis(today: datetime.date) -> dict[str, str]:
        data = json.loads(CHECKLISTS["json"].render(gathered, plan, {}, today))
        places = [one for item in data["items"] for one in item["resources"]]
        found: dict[str, str] = next(one for one in places if one["id"] == "crisis_uk")
        return found

    assert (crisis(GATHERED)["standing"], crisis(OVERDUE)["standing"]) == ("unconfirmed", "overdue")
    assert crisis(GATHERED)["general_route"] == ROUTES["crisis"]
    assert crisis(GATHERED)["verified_on"] is None


def test_se3_a_table_for_spreadsheets_names_no_place_that_could_go_out_of_date(
    gathered: KnowledgeBase,
) -> None:
    plan = make_plan(gathered, UNSURE, GATHERED, "compiled")
    text = CHECKLISTS["csv"].render(gathered, plan, {}, OVERDUE)
    for item in plan.items:
        for place in item.resources:
            for contact in place["contacts"]:
                number = contact["number"]
                assert number is None or len(number) < 4 or number not in text, (place["id"], number)


def test_se3_an_old_plan_leaves_with_the_numbers_of_today(gathered: KnowledgeBase) -> None:
    """A number that was put right after the plan was made is right in the file; a retired place is gone."""
    plan = make_plan(gathered, UNSURE, GATHERED, "compiled")
    old = gathered.resources["crisis_uk"]
    right = old.model_copy(update={"contacts": old.contacts[:1], "offline_text": "Call 999."})
    retired = gathered.resources["rights_uk_acas"].model_copy(update={"status": "retired"})
    now = {**gathered.resources, "crisis_uk": right, "rights_uk_acas": retired}

    newer = replace(gathered, resources=now)
    for kind in ("markdown", "print", "json"):
        before = CHECKLISTS[kind].render(gathered, plan, {}, GATHERED)
        text = CHECKLISTS[kind].render(newer, plan, {}, GATHERED)
        assert "85258" in before
        assert "85258" not in text, kind
        assert "Acas: advice" in before
        assert "Acas: advice" not in text, kind


def test_se3_what_a_person_confirmed_is_said_with_its_day(gathered: KnowledgeBase) -> None:
    found = checked(gathered.resources["crisis_uk"].model_copy(update={"verified_on": GATHERED}), GATHERED)
    assert found.says == "We confirmed this on its own page on 23 November 2026."
    assert found.route is None
