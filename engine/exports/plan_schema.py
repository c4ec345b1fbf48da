"""JSON Schema of a plan, for editors and for other programs."""

from __future__ import annotations

from typing import Any, get_args

from engine.model import PHASES
from engine.schema import Track

TEXT = {"type": "string"}
MAYBE_TEXT = {"type": ["string", "null"]}
DAY = {"type": "string", "format": "date"}
NAMES = {"type": "array", "items": TEXT}
WHOLE = {"type": "integer", "minimum": 0, "maximum": 100}
ANY: dict[str, Any] = {}


def _object(**properties: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _list(of: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": of}


def plan_schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of what `plan --format json` and `POST /api/v1/plans` give."""
    because = _object(
        rule=TEXT, says=TEXT, answers={"type": "object"}, facts={"type": "object"}, findings=NAMES
    )
    source = _object(id=TEXT, title=TEXT, url=MAYBE_TEXT)
    evidence = _object(
        grade={"enum": ["A", "B", "C", "D"]},
        mixed={"type": "boolean"},
        about=TEXT,
        sources=_list(source),
        views=_list(_object(holder=TEXT, says=TEXT)),
    )
    resource = _object(
        id=TEXT,
        title=TEXT,
        kind=TEXT,
        url=MAYBE_TEXT,
        cost=MAYBE_TEXT,
        offline_text=TEXT,
        contacts=_list(_object(label=TEXT, number=MAYBE_TEXT, how=TEXT)),
        clock=MAYBE_TEXT,
        countries=NAMES,
        mark={"enum": ["S", "K"]},
        verified_on=MAYBE_TEXT,
        review_by=MAYBE_TEXT,
    )
    item = _object(
        id=TEXT,
        strategy=TEXT,
        ref=MAYBE_TEXT,
        title=TEXT,
        summary=TEXT,
        why=TEXT,
        watch_out=MAYBE_TEXT,
        track={"enum": list(get_args(Track))},
        phase={"enum": list(PHASES)},
        start=DAY,
        due=DAY,
        repeats={"enum": ["daily", "weekly", "fortnightly", "monthly", None]},
        late={"type": "boolean"},
        score=WHOLE,
        pinned={"type": "boolean"},
        goal=TEXT,
        steps=_list(_object(id=TEXT, text=TEXT, done_when=TEXT, letter=MAYBE_TEXT)),
        resources=_list(resource),
        letters=NAMES,
        guides=NAMES,
        stories=NAMES,
        effort_hours={"type": "number"},
        evidence=evidence,
        because=_list(because),
    )
    item["properties"] |= {
        "short": {"type": "boolean"},
        "note": TEXT,
        "by_coach": {"type": "boolean"},
        "by_person": {"type": "boolean"},
        "at": {"type": "string", "pattern": "^[0-2][0-9]:[0-5][0-9]$"},
    }  # in its short form; of a plan that a coach has tailored, or the person has worked on
    plan = _object(
        knowledge_version=TEXT,
        engine=TEXT,
        today=DAY,
        starts=DAY,
        ends=DAY,
        facts={"type": "object"},
        findings=_list(_object(id=TEXT, confidence=WHOLE, because=_list(because))),
        items=_list(item),
        left_out=_list(_object(strategy=TEXT, code=TEXT, reason=TEXT)),
        assumed=_list(_object(question=TEXT, value=ANY, says=TEXT)),
        ignored=NAMES,
    )
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "plan", **plan}
