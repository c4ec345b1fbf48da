"""Rules of the three strata, and the worked cases that hold them."""

from __future__ import annotations

import datetime
from typing import Any

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from engine.schema.base import (
    ConditionField,
    Covering,
    File,
    Id,
    Phase,
    Text,
    Thing,
    Track,
    Weight,
)


class _Rule(Thing):
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
    weight: Weight = Field(100, description="with pin: of several pinned strategies the heaviest comes first")

    @model_validator(mode="after")
    def _does_one_thing(self) -> SafetyRule:
        if (self.pin is None) == (self.suppress is None):
            raise PydanticCustomError("safety", "a rule needs one of pin and suppress")
        return self


class ExpectedItem(File):
    strategy: Id
    phase: Phase | None = None
    pinned: bool | None = None
    track: Track | None = None


class Expectation(File):
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


class Case(Covering):
    """A worked example: a person, their answers, and what their plan must and must not have."""

    title: Text
    story: Text = Field(description="who this is, in a sentence or two")
    today: datetime.date
    answers: dict[Id, Any]
    expect: Expectation
