"""The description of why, why-not and what-if."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine.explain import QUICK
from engine.knowledge_base import KnowledgeBase
from engine.model import PHASES
from webapp.api.openapi_parts import TEXT, answer, ref, refusals, sent

ANSWERS = {"pip_stage": "just_received", "concerns": ["deadlines"], "hours_per_week": 4}
TODAY = "2026-03-02"
ANY = {"description": "The value of an answer; null where there is none."}
NAMES = {"type": "array", "items": TEXT}
FLAG = {"type": "boolean"}


def paths() -> dict[str, Any]:
    """The three addresses."""
    about = {"answers": ANSWERS, "strategy": "clarify_vague_goals", "today": TODAY}
    changes = {"answers": ANSWERS, "changes": {"hours_per_week": 1}, "today": TODAY}
    bound = (
        f"A quick search: up to {QUICK.changes} changed answers, and so much work that a request takes about "
        "a second at the most. The command line searches further. `search.code` says what came of it: "
        "`found`; `none_found`, where there may still be some; `impossible`, where no answers bring it. "
        "`search.fewest` says whether every smaller set was tried. "
        "What comes back shows how the rules work. It is no advice to answer anything but the truth."
    )
    return {
        "/api/v1/why": _post("why", "Why a strategy is in the plan", "Why", about),
        "/api/v1/why-not": _post(
            "whyNot", "The fewest other answers that would bring a strategy", "WhyNot", about, bound
        ),
        "/api/v1/what-if": _post("whatIf", "How the plan would differ with other answers", "WhatIf", changes),
    }


def _post(name: str, summary: str, made: str, example: dict[str, Any], more: str = "") -> dict[str, Any]:
    asked = "WhatIfRequest" if made == "WhatIf" else "WhyRequest"
    found: dict[str, Any] = {
        "operationId": name,
        "summary": f"{summary}; nothing is stored",
        "requestBody": sent(asked, example),
        "responses": {"200": answer(summary, ref(made)), **refusals()},
    }
    return {"post": {**found, "description": more} if more else found}


def schemas(knowledge: KnowledgeBase, plan_request: Mapping[str, Any]) -> dict[str, Any]:
    """What is sent and what comes back."""
    known = plan_request["properties"]
    strategy = {"enum": sorted(knowledge.strategies)}
    changes = {"allOf": [ref("Answers"), {"type": "object"}], "description": "null takes an answer away."}
    return {
        "Answers": known["answers"],
        "WhyRequest": _sent({"answers": ref("Answers"), "strategy": strategy}, known["today"]),
        "WhatIfRequest": _sent({"answers": ref("Answers"), "changes": changes}, known["today"]),
        "Why": _object(
            strategy=TEXT, in_plan=FLAG, pinned=FLAG, because={"type": "array", "items": ref("Reason")}
        ),
        "Reason": _object(
            rule=TEXT,
            says=TEXT,
            answers={"type": "object"},
            facts={"type": "object"},
            findings={
                "type": "array",
                "items": _object(
                    finding=TEXT,
                    confidence={"type": "integer"},
                    because={"type": "array", "items": ref("Reason")},
                ),
            },
        ),
        "WhyNot": _why_not(),
        "WhatIf": _object(
            added=NAMES,
            removed=NAMES,
            moved={
                "type": "array",
                "items": _object(**{"strategy": TEXT, "from": ref("Place"), "to": ref("Place")}),
            },
        ),
        "Place": _object(phase={"enum": list(PHASES)}, start=_day(), due=_day()),
    }


def _why_not() -> dict[str, Any]:
    blocked = _object(code=TEXT, reason=TEXT, rules=NAMES)
    return _object(
        strategy=TEXT,
        in_plan=FLAG,
        changes={
            "type": ["object", "null"],
            "additionalProperties": ANY,
            "description": "Question -> value. Empty if it is in the plan, null if none were found.",
        },
        blocked_by={**blocked, "type": ["object", "null"]},
        falls_away={**NAMES, "description": "Answers that would no longer be asked for."},
        search=_object(
            code={"enum": ["found", "none_found", "impossible"]}, up_to={"type": "integer"}, fewest=FLAG
        ),
    )


def _sent(needed: dict[str, Any], today: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "required": list(needed),
        "additionalProperties": False,
        "properties": {**needed, "today": today},
    }


def _object(**properties: Any) -> dict[str, Any]:
    return {"type": "object", "required": list(properties), "properties": properties}


def _day() -> dict[str, str]:
    return {"type": "string", "format": "date"}
