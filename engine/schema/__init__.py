"""The shape of every data file, as frozen pydantic models: what may stand in `knowledge/` and `rules/`.

The field descriptions are the authors' documentation: they reach editors through the JSON Schemas in
`docs/schema/`. A file's id is its stem and is never written inside it.
"""

from engine.schema.base import COVERAGE, Country, Id, Phase, Row, Status, Text, Track
from engine.schema.kinds import KINDS, LANGUAGE_KINDS, json_schema
from engine.schema.languages import LanguageFile, Piece, Translation
from engine.schema.questions import UNANSWERED_CODE, Manifest, Option, Question, QuestionType, Rows, Section
from engine.schema.reading import Contact, Guide, GuidePart, Letter, Resource, Source, Story
from engine.schema.rules import (
    AdviceRule,
    Case,
    DiagnosisRule,
    Expectation,
    ExpectedAssumption,
    ExpectedItem,
    SafetyRule,
)
from engine.schema.strategies import Evidence, Finding, OtherView, Step, Strategy

__all__ = [
    "COVERAGE",
    "KINDS",
    "LANGUAGE_KINDS",
    "UNANSWERED_CODE",
    "AdviceRule",
    "Case",
    "Contact",
    "Country",
    "DiagnosisRule",
    "Evidence",
    "Expectation",
    "ExpectedAssumption",
    "ExpectedItem",
    "Finding",
    "Guide",
    "GuidePart",
    "Id",
    "LanguageFile",
    "Letter",
    "Manifest",
    "Option",
    "OtherView",
    "Phase",
    "Piece",
    "Question",
    "QuestionType",
    "Resource",
    "Row",
    "Rows",
    "SafetyRule",
    "Section",
    "Source",
    "Status",
    "Step",
    "Story",
    "Strategy",
    "Text",
    "Track",
    "Translation",
    "json_schema",
]
