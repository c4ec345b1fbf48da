"""POST /api/v1/why, why-not and what-if: the engine's own answers, or every mistake; nothing stored."""

from __future__ import annotations

import datetime
import json
from typing import Any

import pytest
from flask.testing import FlaskClient

from engine.explain import QUICK, what_if, why, why_not
from engine.explain.search import PASSES
from engine.explain.trials import Trials
from engine.knowledge_base import KnowledgeBase, load_cases
from engine.pipeline import make_plan
from tests.store.conftest import raw_bytes
from webapp.store import Store

TODAY = datetime.date(2026, 3, 5)
ANSWERS = {"pip_stage": "under_way", "plan_start": "2026-02-19", "concerns": ["deadlines"]}
IN, OUT = "weekly_milestones", "clarify_vague_goals"
SHEET = {"answers": ANSWERS, "today": TODAY.isoformat()}
BODIES = {
    "/api/v1/why": {**SHEET, "strategy": IN},
    "/api/v1/why-not": {**SHEET, "strategy": OUT},
    "/api/v1/what-if": {**SHEET, "changes": {"concerns": None, "hours_per_week": 1}},
}
ABOUT = {"/api/v1/why": "strategy", "/api/v1/why-not": "strategy", "/api/v1/what-if": "changes"}


def fields(response: Any) -> dict[str, dict[str, str]]:
    assert response.status_code == 422
    assert response.content_type == "application/problem+json"
    return {one.get("field", ""): one for one in response.json["mistakes"]}


def test_they_are_the_engine_s_own_answers(http: FlaskClient, knowledge: KnowledgeBase) -> None:
    changes = BODIES["/api/v1/what-if"]["changes"]
    expected = {
        "/api/v1/why": why(knowledge, ANSWERS, IN, TODAY, "compiled").to_json(),
        "/api/v1/why-not": why_not(knowledge, ANSWERS, OUT, TODAY, "compiled", QUICK).to_json(),
        "/api/v1/what-if": what_if(knowledge, ANSWERS, changes, TODAY, "compiled").to_json(),
    }
    assert expected["/api/v1/why"]["because"]
    assert expected["/api/v1/why-not"]["changes"]
    assert expected["/api/v1/what-if"]["removed"]
    for path, body in BODIES.items():
        response = http.post(path, json=body)
        assert (response.status_code, response.content_type) == (200, "application/json")
        assert response.json == json.loads(json.dumps(expected[path], default=str))


def test_the_answers_that_why_not_names_bring_the_step(http: FlaskClient, knowledge: KnowledgeBase) -> None:
    found = http.post("/api/v1/why-not", json=BODIES["/api/v1/why-not"]).json or {}
    assert not found["in_plan"]
    changed = {**ANSWERS, **found["changes"]}
    assert OUT in {item.id for item in make_plan(knowledge, changed, TODAY, "compiled").items}


@pytest.mark.parametrize("path", BODIES)
def test_nothing_is_stored_and_no_cookie_is_set(http: FlaskClient, store: Store, path: str) -> None:
    before = raw_bytes(store)
    response = http.post(path, json={**BODIES[path], "answers": {**ANSWERS, "main_goal": "xyzzy"}})
    assert response.status_code == 200
    assert "Set-Cookie" not in response.headers
    assert response.headers["Cache-Control"] == "no-store"
    assert raw_bytes(store) == before


@pytest.mark.parametrize("path", ["/api/v1/why", "/api/v1/why-not"])
def test_an_unknown_strategy_is_422_with_the_nearest(http: FlaskClient, path: str) -> None:
    body = {"answers": {"pip_stag": "x"}, "strategy": "weekly_milestone", "tody": None}
    mistakes = fields(http.post(path, json=body))
    assert mistakes["strategy"]["nearest"] == IN
    assert mistakes["pip_stag"]["nearest"] == "pip_stage"
    assert mistakes["tody"]["nearest"] == "today"


def test_an_unknown_question_among_the_changes_is_told_apart(http: FlaskClient) -> None:
    body = {"answers": {"concerns": ["deadline"]}, "changes": {"concern": [], "pip_stage": "x"}}
    mistakes = fields(http.post("/api/v1/what-if", json=body))
    assert mistakes["changes.concern"]["nearest"] == "concerns"
    assert mistakes.keys() == {"concerns", "changes.concern", "changes.pip_stage"}


@pytest.mark.parametrize("given", [None, 3, [], {}, "x" * 100_000, ["weekly_milestones"], "", True])
@pytest.mark.parametrize("path", BODIES)
def test_a_body_about_something_else_is_422_and_echoes_little(
    http: FlaskClient, path: str, given: Any
) -> None:
    if given == {} and ABOUT[path] == "changes":
        return
    response = http.post(path, json={"answers": {}, ABOUT[path]: given})
    assert ABOUT[path] in fields(response)
    assert len(response.data) < 2000


@pytest.mark.parametrize("body", [[], None, "text", 3])
@pytest.mark.parametrize("path", BODIES)
def test_a_body_of_another_shape_is_422(http: FlaskClient, path: str, body: Any) -> None:
    response = http.post(path, data=json.dumps(body), content_type="application/json")
    assert ABOUT[path] in fields(response)[""]["accepted"]


@pytest.mark.parametrize("path", BODIES)
def test_what_is_missing_is_named(http: FlaskClient, path: str) -> None:
    assert fields(http.post(path, json={})).keys() == {"answers", ABOUT[path]}


@pytest.mark.parametrize("path", BODIES)
def test_other_bodies_and_methods_are_refused_as_for_plans(http: FlaskClient, path: str) -> None:
    assert http.post(path, data=b"{", content_type="application/json").status_code == 400
    assert http.post(path, data=b"{}", content_type="text/plain").status_code == 415
    assert http.get(path).status_code == 405


def test_dates_that_a_change_makes_impossible_are_422(http: FlaskClient) -> None:
    body = {"answers": ANSWERS, "changes": {"plan_end": "2026-02-01"}}
    assert "plan_end" in fields(http.post("/api/v1/what-if", json=body))


@pytest.mark.parametrize("path", BODIES)
def test_the_described_examples_give_the_described_shapes(http: FlaskClient, path: str) -> None:
    described = http.get("/api/v1/openapi.json").json or {}
    post = described["paths"][path]["post"]
    made = http.post(path, json=post["requestBody"]["content"]["application/json"]["example"])
    assert made.status_code == 200
    shape = post["responses"]["200"]["content"]["application/json"]["schema"]["$ref"].split("/")[-1]
    assert set(made.json or {}) == set(described["components"]["schemas"][shape]["properties"])


def test_a_request_never_does_more_work_than_it_may(
    http: FlaskClient, knowledge: KnowledgeBase, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Work is counted, not timed: a slow machine does no more of it."""
    made: list[Trials] = []
    begin = Trials.__post_init__

    def noted(self: Trials) -> None:
        begin(self)
        made.append(self)

    monkeypatch.setattr(Trials, "__post_init__", noted)
    case = load_cases()["h1b_engineer_many_signs"]
    answers = json.loads(json.dumps(dict(case.answers), default=str))
    for strategy in sorted(knowledge.strategies)[::6]:
        assert (
            http.post("/api/v1/why-not", json={"answers": answers, "strategy": strategy}).status_code == 200
        )
    rounds = QUICK.changes * len(PASSES)
    assert made
    assert max(one.plans for one in made) <= rounds * (QUICK.plans + 1)
    assert max(one.sheets for one in made) <= rounds * (QUICK.sheets + 1)
