"""The shape of every data file, as frozen pydantic models: what may stand in `knowledge/` and `rules/`.

The field descriptions are the authors' documentation: they reach editors through the JSON Schemas in
`docs/schema/`. A file's id is its stem and is never written inside it.
"""

from engine.schema.base import COVERAGE, Country, Id, Phase, Row, Status, Text, Track
from engine.schema.kinds import KINDS, json_schema
from engine.schema.questions import UNANSWERED_CODE, Manifest, Option, Question, QuestionType, Section
from engine.schema.reading import Contact, Guide, GuidePart, Letter, Resource, Source, Story
from engine.schema.rules import AdviceRule, Case, DiagnosisRule, Expectation, ExpectedItem, SafetyRule
from engine.schema.strategies import Evidence, Finding, OtherView, Step, Strategy

__all__ = [
    "COVERAGE",
    "KINDS",
    "UNANSWERED_CODE",
    "AdviceRule",
    "Case",
    "Contact",
    "Country",
    "DiagnosisRule",
    "Evidence",
    "Expectation",
    "ExpectedItem",
    "Finding",
    "Guide",
    "GuidePart",
    "Id",
    "Letter",
    "Manifest",
    "Option",
    "OtherView",
    "Phase",
    "Question",
    "QuestionType",
    "Resource",
    "Row",
    "SafetyRule",
    "Section",
    "Source",
    "Status",
    "Step",
    "Story",
    "Strategy",
    "Text",
    "Track",
    "json_schema",
]
