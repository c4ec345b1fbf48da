"""The shape of every data file, as frozen pydantic models: what may stand in `knowledge/` and `rules/`.

The field descriptions are the authors' documentation: they reach editors through the JSON Schemas in
`docs/schema/`. A file's id is its stem and is never written inside it.
"""

from __future__ import annotations

import datetime
import json
from typing import Annotated, Any, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, GetCoreSchemaHandler, StringConstraints, model_validator
from pydantic.json_schema import JsonSchemaValue, SkipJsonSchema
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from engine import conditions

Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=60)]
Code = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_]*$", max_length=60)]
Weight = Annotated[int, Field(ge=1, le=100)]
Track = Literal["improve", "prepare"]
Phase = Literal["first_48_hours", "week_1", "weekly", "midpoint", "final", "after"]
Status = Literal["draft", "reviewed", "retired"]
Country = Literal["US", "UK", "CA", "AU", "EU", "IN", "IE", "DE", "FR", "other"]
Row = Literal[
    "S0", "S1a", "S1b", "S2a", "S2b", "S2c", "S2d", "S2e", "S2f", "S3a", "S3b", "S3c", "S3d", "S3e", "S4g",
    "S4p", "S4i", "S4t", "S5a", "S5b", "S5c", "S5d", "S6a", "S6b", "S6c", "S7", "S8a", "S8b", "S8c", "S9",
    "S10", "S11",
]  # fmt: skip
COVERAGE: tuple[str, ...] = get_args(Row)
"""The rows of docs/requirements.md that the product has to answer."""


_CONDITION_HERE = {"$comment": "a condition"}
"""Stands for the condition's schema while pydantic makes the rest, which knows only its own definitions."""


class _ConditionField:
    """Lets pydantic read a condition with `conditions.parse` and show its JSON Schema."""

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        def read(data: object) -> conditions.Condition:
            try:
                return conditions.parse(data)
            except conditions.ConditionError as error:
                raise PydanticCustomError(
                    "condition", "{text}", {"text": str(error), "found": error.mistakes}
                ) from None

        return core_schema.no_info_plain_validator_function(read)

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: Any) -> JsonSchemaValue:
        return dict(_CONDITION_HERE)


ConditionField = Annotated[conditions.Condition, _ConditionField]


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Thing(_File):
    """Whatever has a file of its own."""

    id: SkipJsonSchema[Id]
    status: Status = Field(
        "draft", description="draft, reviewed (a person of the field has read it) or retired"
    )
    replaced_by: Id | None = Field(None, description="for a retired id: the one to use instead")


class _Covering(_Thing):
    coverage: tuple[Row, ...] = Field(
        (), description="rows of docs/requirements.md (S0-S11) that this answers"
    )


class Option(_File):
    """One choice of a question. `value` is the code that rules read; it never changes."""

    value: Code
    label: Text = Field(description="what the person reads, as short as it can be")
    hint: Text | None = None
    sensitive: bool = Field(False, description="about health or rights though the question is not")
    exclusive: bool = Field(
        False, description="choosing it un-chooses all others: 'none of these' and the like"
    )


QuestionType = Literal["single", "multi", "scale", "number", "date", "text"]
UNANSWERED_CODE = "prefer_not"


class Question(_Thing):
    """One question of the questionnaire. Its place in the order stands in manifest.yml."""

    ref: Text | None = Field(None, description="code in docs/requirements.md, such as C05")
    type: QuestionType
    wording: Text = Field(description="one idea, plain, under 20 words")
    why: Text = Field(description="'Why we ask': what the answer changes in the plan")
    hint: Text | None = Field(None, description="help with answering: an example, a unit, where to look")
    options: tuple[Option, ...] = ()
    labels: tuple[Text, ...] = Field((), description="scale only: a label for each point from min to max")
    min: float | None = None
    max: float | None = None
    whole: bool = Field(False, description="number only: whole numbers only")
    unit: Text | None = Field(None, description="number only: 'hours a week', 'days'")
    max_length: int = Field(200, ge=1, le=2000, description="text only: characters")
    depends: ConditionField | None = Field(
        None, description="asked only when this holds; reads earlier questions only"
    )
    quick: bool = Field(False, description="part of the quick path to a first plan")
    sensitive: bool = Field(
        False, description="about health, rights, money: needs a 'prefer_not' option if single or multi"
    )

    @model_validator(mode="after")
    def _fits_its_type(self) -> Question:
        choice = self.type in ("single", "multi")
        if choice != bool(self.options):
            raise PydanticCustomError(
                "options", "options are for the types single and multi, which need them"
            )
        if self.type == "scale":
            if self.min is None or self.max is None or len(self.labels) != int(self.max - self.min) + 1:
                raise PydanticCustomError("scale", "a scale needs min, max and a label for each point")
        elif self.labels:
            raise PydanticCustomError("labels", "labels are for the type scale")
        if self.type == "number" and (self.min is None or self.max is None):
            raise PydanticCustomError("number", "a number needs min and max")
        values = [option.value for option in self.options]
        if len(set(values)) != len(values):
            raise PydanticCustomError("options", "two options have the same value")
        if choice and self.sensitive and UNANSWERED_CODE not in values:
            raise PydanticCustomError("options", "a sensitive question needs the option 'prefer_not'")
        return self

    def option(self, value: str) -> Option | None:
        """The option with this code, or None."""
        return next((option for option in self.options if option.value == value), None)


class Section(_File):
    """A page of the questionnaire."""

    id: Id
    title: Text
    intro: Text | None = None
    questions: tuple[Id, ...] = Field(min_length=1)


class Manifest(_File):
    """knowledge/manifest.yml: the order of the questionnaire."""

    sections: tuple[Section, ...] = Field(min_length=1)


class Finding(_Thing):
    """Something that is true of the situation, worded as a statement that can be true or not."""

    title: Text = Field(description="the statement, about the situation and never about the person")
    cause: Literal["environment", "skills", "behaviour", "wellbeing", "rights", "situation"]
    means: Text = Field(description="what it means for the person, in one to three sentences")
    remedy: Text = Field(description="what usually helps, in a sentence")
    sources: tuple[Id, ...] = ()


class Step(_File):
    """One thing to do and tick."""

    id: Id
    text: Text = Field(
        description="one action, begun with a verb; {question_id|fallback} puts the person's answer in"
    )
    done_when: Text = Field(description="how to see that it is done")
    letter: Id | None = Field(None, description="a letter in knowledge/letters/ to start from")


class OtherView(_File):
    """One side where sources disagree."""

    holder: Text
    says: Text


class Evidence(_File):
    """How far the advice is known to work.

    A: many controlled studies (hardly ever of PIPs); B: one controlled study, statute or official guidance;
    C: practitioners agree; D: one article, or our own proposal.
    """

    grade: Literal["A", "B", "C", "D"]
    mixed: bool = Field(False, description="studies or sources disagree")
    about: Text = Field(
        description="what was studied or who says so, and that it was not PIPs where it was not"
    )
    sources: tuple[Id, ...] = Field((), description="ids in knowledge/sources/")
    views: tuple[OtherView, ...] = ()


class Strategy(_Covering):
    """A piece of advice with its steps."""

    ref: Text | None = Field(None, description="code in docs/requirements.md, such as ST11")
    title: Text = Field(description="what to do, begun with a verb, at most 8 words")
    summary: Text = Field(description="what it is, one or two sentences")
    why: Text = Field(description="why it helps, one or two sentences")
    watch_out: Text | None = Field(None, description="the mistake people make here")
    scenarios: tuple[
        Literal["all", "performance", "interpersonal", "technical", "attendance", "exit"], ...
    ] = ("all",)
    track: Track = "improve"
    phase: Phase
    within_days: int | None = Field(
        None, ge=0, le=90, description="due at most so many days after the phase begins"
    )
    repeats: Literal["daily", "weekly", "fortnightly", "monthly"] | None = None
    late: Literal["pull", "drop"] = Field(
        "pull", description="when its phase has passed: do it today, or leave it out"
    )
    late_reason: Text | None = Field(None, description="for `late: drop`: why it no longer helps")
    due_by: Id | None = Field(
        None, description="a date question: due no later than that day, where it is answered"
    )
    effort_hours: float = Field(gt=0, le=12, description="in all; for one that repeats, per week")
    course: bool = Field(False, description="training that a short plan has no room for above 5 hours")
    min_days_left: int | None = Field(None, ge=1, description="left out when fewer days of the plan are left")
    min_days_left_reason: Text | None = None
    excludes: tuple[Id, ...] = Field(
        (), description="strategies that must not stand beside it: the higher score stays"
    )
    goal: tuple[Text, ...] = Field(
        min_length=1,
        description="SMART goals, the most personal first; {placeholders} come from answers. The first whose "
        "placeholders are all answered is used, so the last uses none but {due}, {start} and {ends}",
    )
    steps: tuple[Step, ...] = Field(min_length=2, max_length=9)
    resources: tuple[Id, ...] = ()
    letters: tuple[Id, ...] = ()
    guides: tuple[Id, ...] = ()
    stories: tuple[Id, ...] = ()
    evidence: Evidence

    @model_validator(mode="after")
    def _says_why_it_goes(self) -> Strategy:
        if self.late == "drop" and not self.late_reason:
            raise PydanticCustomError("late", "late: drop needs a late_reason")
        if self.min_days_left and not self.min_days_left_reason:
            raise PydanticCustomError("min_days_left", "min_days_left needs a min_days_left_reason")
        if len({step.id for step in self.steps}) != len(self.steps):
            raise PydanticCustomError("steps", "two steps have the same id")
        return self


class Contact(_File):
    """A way to reach a service."""

    label: Text = Field(description="who answers: 'Samaritans', 'Emergency services'")
    number: Annotated[str, StringConstraints(pattern=r"^[0-9+][0-9 \-]*$")] | None = None
    how: Text = Field(description="'call, free, day and night', 'text HOME'")


class Resource(_Thing):
    """A place to go to or a service to use, with how far it has been checked."""

    title: Text
    kind: Literal["crisis", "rights", "health", "learning", "tool", "mentor", "publication", "official"]
    countries: tuple[Country, ...] = Field((), description="empty: anywhere")
    url: Annotated[str, StringConstraints(pattern=r"^https://[^\s]+$")] | None = None
    cost: Text | None = None
    offline_text: Text = Field(description="what to know when the page can't be opened")
    contacts: tuple[Contact, ...] = ()
    clock: Text | None = Field(
        None, description="rights only: the time limit as its source gives it, with 'check with ...'"
    )
    mark: Literal["S", "K"] = Field(
        description="S: seen in a source that was read; K: well known, not opened"
    )
    seen_in: tuple[Id, ...] = Field((), description="ids in knowledge/sources/")
    verified_on: datetime.date | None = Field(
        None, description="when a person confirmed it on the page itself"
    )
    review_by: datetime.date | None = Field(
        None, description="crisis and rights: 3 months after it was gathered; others 6"
    )


class Source(_Thing):
    """Where a fact comes from."""

    number: int = Field(description="its number in docs/requirements.md")
    title: Text
    url: Text | None = None
    year: int | None = None
    note: Text | None = Field(None, description="its limits: a copy, a blog, a demo")


class Letter(_Covering):
    """A text to send or say, filled from the answers."""

    title: Text
    kind: Literal["letter", "script", "worksheet"]
    use_when: Text
    subject: Text | None = None
    body: Text = Field(description="{question_id|fallback} puts an answer in; blank lines part paragraphs")
    watch_out: Text | None = None


class GuidePart(_File):
    heading: Text
    text: tuple[Text, ...] = Field((), description="paragraphs")
    points: tuple[Text, ...] = Field((), description="a list under the paragraphs")


class Guide(_Covering):
    """Something to read."""

    title: Text
    summary: Text
    parts: tuple[GuidePart, ...] = Field(min_length=1)
    resources: tuple[Id, ...] = ()
    sources: tuple[Id, ...] = ()


class Story(_Covering):
    """An illustrative story: made up to show how a plan can go, never a promise."""

    title: Text
    who: Text
    text: tuple[Text, ...] = Field(min_length=2)
    shows: Text
    strategies: tuple[Id, ...] = Field(min_length=1)
    case: Id = Field(description="the worked case in rules/cases/ with this person's answers")


class _Rule(_Thing):
    says: Text = Field(description="the reason as the person reads it: 'You marked ..., so ...'")
    when: ConditionField
    source: Text | None = Field(
        None, description="where the rule comes from: a row of docs/requirements.md, SE7 ..."
    )


class DiagnosisRule(_Rule):
    """Answers and facts -> a finding."""

    finding: Id
    weight: Weight


class AdviceRule(_Rule):
    """Answers, facts and findings -> a strategy recommended, or ruled out with `says` as the reason."""

    recommend: Id | None = None
    rule_out: Id | None = None
    weight: Weight | None = Field(None, description="needed with recommend")

    @model_validator(mode="after")
    def _does_one_thing(self) -> AdviceRule:
        if (self.recommend is None) == (self.rule_out is None):
            raise PydanticCustomError("advice", "a rule needs one of recommend and rule_out")
        if (self.recommend is None) != (self.weight is None):
            raise PydanticCustomError("advice", "recommend needs a weight; rule_out has none")
        return self


class SafetyRule(_Rule):
    """What nothing overrides: a strategy pinned into the plan, or suppressed because it would harm."""

    pin: Id | None = None
    suppress: Id | None = None

    @model_validator(mode="after")
    def _does_one_thing(self) -> SafetyRule:
        if (self.pin is None) == (self.suppress is None):
            raise PydanticCustomError("safety", "a rule needs one of pin and suppress")
        return self


class ExpectedItem(_File):
    strategy: Id
    phase: Phase | None = None
    pinned: bool | None = None
    track: Track | None = None


class Expectation(_File):
    """What must hold of a case's plan."""

    include: tuple[Id | ExpectedItem, ...] = ()
    exclude: tuple[Id, ...] = ()
    findings: tuple[Id, ...] = ()
    no_findings: tuple[Id, ...] = ()
    left_out: dict[Id, Text] = Field(
        {}, description="strategy: code (suppressed, ruled_out, excluded, phase_passed, ...)"
    )
    ignored: tuple[Id, ...] = ()
    first: tuple[Id, ...] = Field((), description="the plan begins with these, in any order")
    max_items: int | None = None
    error: Text | None = Field(None, description="for a sheet that must be refused: words of the message")


class Case(_Covering):
    """A worked example: a person, their answers, and what their plan must and must not have."""

    title: Text
    story: Text = Field(description="who this is, in a sentence or two")
    today: datetime.date
    answers: dict[Id, Any]
    expect: Expectation


KINDS: dict[str, type[_Thing]] = {
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


def json_schema(kind: str) -> dict[str, Any]:
    """JSON Schema (2020-12) of one kind of data file; KeyError for an unknown kind."""
    model: type[BaseModel] = Manifest if kind == "manifest" else KINDS[kind]
    text = json.dumps(model.model_json_schema())
    here = json.dumps(_CONDITION_HERE)[1:-1]
    made: dict[str, Any] = json.loads(text.replace(here, '"$ref": "#/$defs/condition"'))
    if here in text:
        made.setdefault("$defs", {})["condition"] = conditions.json_schema()
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **made, "title": kind}
