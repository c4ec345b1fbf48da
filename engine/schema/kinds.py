"""Every kind of data file by name, and its JSON Schema for editors."""

from __future__ import annotations

import json
from typing import Any

from pydantic import BaseModel

from engine import conditions
from engine.schema.base import CONDITION_HERE, Thing
from engine.schema.languages import LanguageFile, Translation
from engine.schema.questions import Manifest, Question
from engine.schema.reading import Guide, Letter, Resource, Source, Story
from engine.schema.rules import AdviceRule, Case, DiagnosisRule, SafetyRule
from engine.schema.strategies import Finding, Strategy

KINDS: dict[str, type[Thing]] = {
    "question": Question,
    "finding": Finding,
    "strategy": Strategy,
    "resource": Resource,
    "source": Source,
    "letter": Letter,
    "guide": Guide,
    "story": Story,
    "diagnosis_rule": DiagnosisRule,
    "advice_rule": AdviceRule,
    "safety_rule": SafetyRule,
    "case": Case,
}
LANGUAGE_KINDS: dict[str, type[BaseModel]] = {"language": LanguageFile, "translation": Translation}
"""The files of a language's folder."""


def json_schema(kind: str) -> dict[str, Any]:
    """JSON Schema (2020-12) of one kind of data file; KeyError for an unknown kind."""
    models: dict[str, type[BaseModel]] = {**KINDS, **LANGUAGE_KINDS, "manifest": Manifest}
    model = models[kind]
    text = json.dumps(model.model_json_schema())
    here = json.dumps(CONDITION_HERE)[1:-1]
    made: dict[str, Any] = json.loads(text.replace(here, '"$ref": "#/$defs/condition"'))
    if here in text:
        made.setdefault("$defs", {})["condition"] = conditions.json_schema()
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **made, "title": kind}
