"""The OpenAPI 3.1 description of the API, made from the question files and the plan's schema."""

from __future__ import annotations

from typing import Any

from engine.exports.plan_schema import plan_schema
from engine.knowledge_base import KnowledgeBase
from engine.questionnaire import sheet_schema
from webapp.api import openapi_explaining
from webapp.api.openapi_parts import TEXT, answer, ref, refusals, sent


def description(knowledge: KnowledgeBase) -> dict[str, Any]:
    """The whole description, for this knowledge."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Waymark",
            "version": "1",
            "summary": "A dated, explained action plan from the answers to a questionnaire.",
            "description": "Nothing sent to this API is stored. Information to help people prepare, "
            "not legal, medical or immigration advice.",
            "license": {"name": "MIT", "identifier": "MIT"},
        },
        "paths": {
            "/api/v1/questionnaire": {"get": _questionnaire()},
            "/api/v1/plans": {"post": _plans()},
            **openapi_explaining.paths(),
            "/api/v1/openapi.json": {
                "get": {
                    "operationId": "getDescription",
                    "summary": "This description",
                    "responses": {"200": answer("OpenAPI 3.1", {"type": "object"})},
                }
            },
            "/healthz": {"get": _health("getHealth", "Whether the program runs")},
            "/readyz": {"get": {**_health("getReadiness", "Whether the program can serve"), **_ready()}},
        },
        "components": {
            "schemas": {
                "PlanRequest": _plan_request(knowledge),
                **openapi_explaining.schemas(knowledge, _plan_request(knowledge)),
                "Plan": _without_header(plan_schema()),
                "Questionnaire": _questionnaire_schema(),
                "Problem": _problem_schema(),
            }
        },
    }


def _questionnaire() -> dict[str, Any]:
    return {
        "operationId": "getQuestionnaire",
        "summary": "The questions in their order, with what each depends on",
        "responses": {"200": answer("The questionnaire", ref("Questionnaire"))},
    }


def _plans() -> dict[str, Any]:
    return {
        "operationId": "makePlan",
        "summary": "A plan from answers; nothing is stored",
        "requestBody": sent(
            "PlanRequest",
            {
                "answers": {"pip_stage": "just_received", "concerns": ["deadlines"]},
                "today": "2026-03-02",
            },
        ),
        "responses": {
            "200": answer("The plan", ref("Plan")),
            **refusals(),
        },
    }


def _health(name: str, summary: str) -> dict[str, Any]:
    status = {"type": "object", "required": ["status"], "properties": {"status": TEXT}}
    return {"operationId": name, "summary": summary, "responses": {"200": answer(summary, status)}}


def _ready() -> dict[str, Any]:
    status = {"type": "object", "required": ["status"], "properties": {"status": TEXT}}
    return {"responses": {"200": answer("It can", status), "503": answer("It can't now", status)}}


def _plan_request(knowledge: KnowledgeBase) -> dict[str, Any]:
    sheet = _without_header(sheet_schema(knowledge))
    today = {
        "type": ["string", "null"],
        "format": "date",
        "pattern": "^(20[0-9]{2}|2100)-",
        "description": "The day the plan is made; by default the server's today.",
    }
    return {**sheet, "properties": {**sheet["properties"], "today": today}}


def _without_header(schema: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in schema.items() if name not in ("$schema", "title")}


def _questionnaire_schema() -> dict[str, Any]:
    question = {
        "type": "object",
        "required": ["id", "type", "wording", "options", "min", "max", "depends"],
        "properties": {
            "id": TEXT,
            "type": {"enum": ["single", "multi", "scale", "number", "date", "text"]},
            "wording": TEXT,
            "options": {
                "type": "array",
                "items": {
                    "type": "object",
                    "required": ["value", "label"],
                    "properties": {"value": TEXT, "label": TEXT},
                },
            },
            "min": {"type": ["number", "null"]},
            "max": {"type": ["number", "null"]},
            "depends": {
                "type": ["object", "null"],
                "description": "When the question is asked; null: always.",
            },
        },
    }
    section = {
        "type": "object",
        "required": ["id", "title", "questions"],
        "properties": {"id": TEXT, "title": TEXT, "questions": {"type": "array", "items": question}},
    }
    return {
        "type": "object",
        "required": ["version", "sections"],
        "properties": {"version": TEXT, "sections": {"type": "array", "items": section}},
    }


def _problem_schema() -> dict[str, Any]:
    mistake = {
        "type": "object",
        "required": ["what", "says"],
        "properties": {
            "where": TEXT,
            "field": TEXT,
            "what": TEXT,
            "accepted": TEXT,
            "nearest": TEXT,
            "says": TEXT,
        },
    }
    return {
        "type": "object",
        "required": ["type", "title", "status", "detail"],
        "properties": {
            "type": TEXT,
            "title": TEXT,
            "status": {"type": "integer"},
            "detail": TEXT,
            "mistakes": {"type": "array", "items": mistake},
        },
    }
