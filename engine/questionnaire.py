"""The questionnaire and the answer sheet for other programs: JSON and JSON Schema, made from the question
files.
"""

from __future__ import annotations

from typing import Any

from engine import conditions
from engine.answers import FIRST_DAY, LAST_DAY
from engine.knowledge_base import KnowledgeBase
from engine.schema import Question


def questionnaire_json(knowledge: KnowledgeBase) -> dict[str, Any]:
    """`{"version", "sections": [{"id", "title", "intro", "questions": [...]}]}`; `depends` is a condition
    or null.
    """
    return {
        "version": knowledge.version,
        "sections": [
            {
                "id": section.id,
                "title": section.title,
                "intro": section.intro,
                "questions": [_question(knowledge.questions[name]) for name in section.questions],
            }
            for section in knowledge.sections
        ],
    }


def _question(question: Question) -> dict[str, Any]:
    return {
        "id": question.id,
        "ref": question.ref,
        "type": question.type,
        "wording": question.wording,
        "why": question.why,
        "hint": question.hint,
        "options": [
            {"value": one.value, "label": one.label, "hint": one.hint, "exclusive": one.exclusive}
            for one in question.options
        ],
        "labels": list(question.labels),
        "min": _bound(question.min),
        "max": _bound(question.max),
        "unit": question.unit,
        "whole": question.whole or question.type == "scale",
        "max_length": question.max_length if question.type == "text" else None,
        "depends": None if question.depends is None else conditions.to_data(question.depends),
        "quick": question.quick,
        "sensitive": question.sensitive,
    }


def _bound(value: float | None) -> float | int | None:
    return int(value) if value is not None and value == int(value) else value


def sheet_schema(knowledge: KnowledgeBase) -> dict[str, Any]:
    """JSON Schema (2020-12) of an answer sheet of this questionnaire."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "sheet",
        "type": "object",
        "required": ["answers"],
        "additionalProperties": False,
        "properties": {
            "answers": {
                "type": ["object", "null"],
                "additionalProperties": False,
                "properties": {name: _answer(question) for name, question in knowledge.questions.items()},
            }
        },
    }


def _together(question: Question) -> list[dict[str, Any]]:
    """What may be chosen together: the options that are not exclusive, or one that is."""
    shared = [option.value for option in question.options if not option.exclusive]
    alone = [option.value for option in question.options if option.exclusive]
    return [{"items": {"enum": shared}}, *({"items": {"const": code}} for code in alone)]


def _answer(question: Question) -> dict[str, Any]:
    codes = [option.value for option in question.options]
    shapes: dict[str, dict[str, Any]] = {
        "single": {"enum": [*codes, None]},
        "multi": {"type": ["array", "null"], "anyOf": _together(question)},
        "scale": {"type": ["integer", "null"], "minimum": question.min, "maximum": question.max},
        "number": {
            "type": ["integer" if question.whole else "number", "null"],
            "minimum": question.min,
            "maximum": question.max,
        },
        "date": {
            "type": ["string", "null"],
            "format": "date",
            "pattern": "^(20[0-9]{2}|2100)-",
            "description": f"{FIRST_DAY} to {LAST_DAY}",
        },
        "text": {"type": ["string", "null"]},
    }
    return {"title": question.wording, **shapes[question.type]}
