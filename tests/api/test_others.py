"""The questionnaire, the description and the health of the program."""

from __future__ import annotations

import json
from typing import Any

import pytest
from flask.testing import FlaskClient

from engine.knowledge_base import KnowledgeBase
from engine.questionnaire import questionnaire_json
from webapp.store import Store


def test_the_questionnaire_is_the_one_of_the_command_line(
    http: FlaskClient, knowledge: KnowledgeBase
) -> None:
    response = http.get("/api/v1/questionnaire")
    assert response.status_code == 200
    assert response.json == json.loads(json.dumps(questionnaire_json(knowledge)))
    assert "Set-Cookie" not in response.headers


def test_the_questionnaire_is_not_sent_again_to_who_has_it(http: FlaskClient) -> None:
    tag = http.get("/api/v1/questionnaire").headers["ETag"]
    again = http.get("/api/v1/questionnaire", headers={"If-None-Match": tag})
    assert again.status_code == 304
    assert again.data == b""


def refs(thing: Any) -> set[str]:
    if isinstance(thing, dict):
        own = {thing["$ref"]} if isinstance(thing.get("$ref"), str) else set()
        return own.union(*(refs(value) for value in thing.values()))
    return set().union(*(refs(value) for value in thing)) if isinstance(thing, list) else set()


def test_the_description_names_every_address_and_nothing_that_is_not_there(http: FlaskClient) -> None:
    description = http.get("/api/v1/openapi.json").json or {}
    assert description["openapi"].startswith("3.1")
    served = {rule.rule for rule in http.application.url_map.iter_rules() if rule.endpoint.startswith("api.")}
    assert set(description["paths"]) == served
    schemas = description["components"]["schemas"]
    assert refs(description) == {f"#/components/schemas/{name}" for name in schemas}


def test_the_description_s_sheet_lists_every_question(http: FlaskClient, knowledge: KnowledgeBase) -> None:
    schemas = (http.get("/api/v1/openapi.json").json or {})["components"]["schemas"]
    assert set(schemas["PlanRequest"]["properties"]["answers"]["properties"]) == set(knowledge.questions)


def test_the_description_s_example_gives_a_plan_of_the_described_shape(http: FlaskClient) -> None:
    description = http.get("/api/v1/openapi.json").json or {}
    content = description["paths"]["/api/v1/plans"]["post"]["requestBody"]["content"]
    made = http.post("/api/v1/plans", json=content["application/json"]["example"])
    assert made.status_code == 200
    described = description["components"]["schemas"]["Plan"]
    assert set(made.json or {}) == set(described["properties"])


def test_health_and_readiness(http: FlaskClient) -> None:
    assert http.get("/healthz").json == {"status": "ok"}
    ready = http.get("/readyz")
    assert ready.status_code == 200
    assert (ready.json or {})["status"] == "ok"


def test_without_its_store_the_program_is_alive_and_not_ready(http: FlaskClient, store: Store) -> None:
    store.release()
    for path in store.data_dir.glob("waymark.db*"):
        path.unlink()
    assert http.get("/healthz").status_code == 200
    assert http.get("/readyz").status_code == 503


@pytest.mark.parametrize("path", ["/api/", "/api/v2/plans", "/api/v1/nothing"])
def test_an_unknown_address_of_the_api_is_404_in_json(http: FlaskClient, path: str) -> None:
    response = http.get(path)
    assert response.status_code == 404
    assert response.content_type == "application/problem+json"


def test_an_unknown_address_elsewhere_is_a_page(http: FlaskClient) -> None:
    assert http.get("/nothing").content_type.startswith("text/html")
