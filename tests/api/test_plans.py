"""POST /api/v1/plans: a plan from answers, or every mistake; nothing stored, no cookie."""

from __future__ import annotations

import datetime
import json
import time
from typing import Any

import pytest
from flask.testing import FlaskClient

from engine.exports import plan_to_json
from engine.knowledge_base import KnowledgeBase
from engine.pipeline import make_plan
from tests.store.conftest import raw_bytes
from webapp import LARGEST_REQUEST
from webapp.store import Store

PLANS = "/api/v1/plans"
ANSWERS = {
    "pip_stage": "under_way",
    "plan_start": "2026-02-19",
    "concerns": ["deadlines"],
    "hours_per_week": 3,
}


def test_the_plan_is_the_one_that_the_engine_makes(http: FlaskClient, knowledge: KnowledgeBase) -> None:
    response = http.post(PLANS, json={"answers": ANSWERS, "today": "2026-03-05"})
    assert response.status_code == 200
    assert response.content_type == "application/json"
    made = make_plan(knowledge, ANSWERS, datetime.date(2026, 3, 5), "compiled")
    assert response.json == json.loads(json.dumps(plan_to_json(made)))


@pytest.mark.parametrize("body", [{"answers": ANSWERS}, {"answers": ANSWERS, "today": None}])
def test_without_a_day_it_is_made_today(http: FlaskClient, body: dict[str, Any]) -> None:
    assert (http.post(PLANS, json=body).json or {})["today"] == "2026-03-02"


@pytest.mark.parametrize("answers", [{}, None])
def test_no_answers_give_a_plan_all_the_same(http: FlaskClient, answers: Any) -> None:
    assert (http.post(PLANS, json={"answers": answers}).json or {})["items"]


def test_nothing_is_stored_and_no_cookie_is_set(http: FlaskClient, store: Store) -> None:
    before = raw_bytes(store)
    response = http.post(PLANS, json={"answers": {**ANSWERS, "main_goal": "xyzzy"}})
    assert response.status_code == 200
    assert "Set-Cookie" not in response.headers
    assert response.headers["Cache-Control"] == "no-store"
    assert raw_bytes(store) == before


def test_every_mistake_is_listed_with_what_is_accepted_and_what_is_near(http: FlaskClient) -> None:
    wrong = {"pip_stag": "x", "concerns": ["deadline"], "hours_per_week": "4", "plan_start": "2026-02-30"}
    response = http.post(PLANS, json={"answers": wrong})
    assert response.status_code == 422
    assert response.content_type == "application/problem+json"
    mistakes = {one["field"]: one for one in (response.json or {})["mistakes"]}
    assert mistakes.keys() == wrong.keys()
    assert mistakes["pip_stag"]["nearest"] == "pip_stage"
    assert mistakes["concerns"]["nearest"] == "deadlines"
    assert all(one["accepted"] and one["what"] and one["says"] for one in mistakes.values())


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ([], None),
        (None, None),
        ("text", None),
        (3, None),
        ({}, "answers"),
        ({"answers": []}, "answers"),
        ({"answers": "x"}, "answers"),
        ({"answer": {}}, "answer"),
        ({"answers": {}, "engine": "durable"}, "engine"),
        ({"answers": {}, "today": "yesterday"}, "today"),
        ({"answers": {}, "today": "2026-02-30"}, "today"),
        ({"answers": {}, "today": "20260302"}, "today"),
        ({"answers": {}, "today": 20260302}, "today"),
        ({"answers": {}, "today": "1850-01-01"}, "today"),
        ({"answers": {"main_goal": {"a": 1}}}, "main_goal"),
        ({"answers": {"concerns": [["deadlines"]]}}, "concerns"),
        ({"answers": {"hours_per_week": 1e308}}, "hours_per_week"),
        ({"answers": {"hours_per_week": True}}, "hours_per_week"),
        ({"answers": {"plan_start": "2026-03-02", "plan_end": "2026-03-01"}}, "plan_end"),
    ],
)
def test_a_body_of_another_shape_is_422_with_its_place(
    http: FlaskClient, body: Any, field: str | None
) -> None:
    response = http.post(PLANS, data=json.dumps(body), content_type="application/json")
    assert response.status_code == 422
    mistakes = (response.json or {})["mistakes"]
    assert field in [one.get("field") for one in mistakes]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"answers=1",
        b"{",
        b'{"answers": {},}',
        b'{"answers": {"hours_per_week": NaN}}',
        b'{"answers": {"hours_per_week": -Infinity}}',
        b'{"answers": {"hours_per_week": ' + b"9" * 5000 + b"}}",
        b'{"answers": {"a": 1, "a": 2}}',
        b"\xff\xfe{}",
        b"[" * 100_000,
        b'{"answers": ' * 20_000,
    ],
)
def test_what_is_not_json_is_400(http: FlaskClient, body: bytes) -> None:
    response = http.post(PLANS, data=body, content_type="application/json")
    assert response.status_code == 400
    assert response.content_type == "application/problem+json"
    assert (response.json or {})["status"] == 400


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "", "application/xml"])
def test_what_is_not_said_to_be_json_is_415(http: FlaskClient, kind: str) -> None:
    response = http.post(PLANS, data=json.dumps({"answers": {}}), content_type=kind)
    assert response.status_code == 415
    assert "application/json" in (response.json or {})["detail"]


@pytest.mark.parametrize(
    "kind", ["application/json; charset=utf-8", "application/vnd.x+json", "APPLICATION/JSON"]
)
def test_json_by_its_other_names_is_taken(http: FlaskClient, kind: str) -> None:
    assert http.post(PLANS, data=json.dumps({"answers": {}}), content_type=kind).status_code == 200


def test_what_is_too_long_is_413(http: FlaskClient) -> None:
    body = json.dumps({"answers": {"main_goal": "x" * LARGEST_REQUEST}})
    response = http.post(PLANS, data=body, content_type="application/json")
    assert response.status_code == 413
    assert response.content_type == "application/problem+json"


def test_another_method_is_405_and_says_which_are_taken(http: FlaskClient) -> None:
    response = http.get(PLANS)
    assert response.status_code == 405
    assert "POST" in response.headers["Allow"]
    assert response.content_type == "application/problem+json"


def test_a_page_of_another_site_can_t_read_the_answer(http: FlaskClient) -> None:
    response = http.post(PLANS, json={"answers": {}}, headers={"Origin": "https://elsewhere.example"})
    assert "Access-Control-Allow-Origin" not in response.headers


def test_a_name_that_stands_twice_among_many_is_found_in_no_time(http: FlaskClient) -> None:
    names = [f'"{number}": 0' for number in range(18_000)]
    body = "{" + ", ".join([*names, names[-1]]) + "}"
    begun = time.perf_counter()
    response = http.post(PLANS, data=body, content_type="application/json")
    assert response.status_code == 400
    assert "17999" in (response.json or {})["detail"]
    assert time.perf_counter() - begun < 2


@pytest.mark.parametrize("place", ["answers", None])
def test_of_very_many_mistakes_the_first_are_told_and_how_many_more(
    http: FlaskClient, place: str | None
) -> None:
    wrong = {f"wrong_{number}": 0 for number in range(9_000)}
    begun = time.perf_counter()
    response = http.post(PLANS, json={place: wrong} if place else {**wrong, "answers": {}})
    assert time.perf_counter() - begun < 2
    assert response.status_code == 422
    mistakes = (response.json or {})["mistakes"]
    assert len(mistakes) == 51
    assert "more" in mistakes[-1]["what"]
    if not place:
        assert "8950" in mistakes[-1]["what"]
    assert len(response.data) < 100_000
