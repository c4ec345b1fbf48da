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
    when: ConditionField = Field(description="what must be so for the rule to hold; `always` for everyone")
    source: Text | None = Field(
        None, description="where the rule comes from: a row of docs/requirements.md, SE7 ..."
    )


class DiagnosisRule(_Rule):
    """Answers and facts -> a finding."""

    finding: Id = Field(description="the id in knowledge/findings/ that it draws")
    weight: Weight = Field(description="how sure the finding is where the rule holds, 1 to 100")


class AdviceRule(_Rule):
    """Answers, facts and findings -> a strategy recommended, or ruled out with `says` as the reason."""

    recommend: Id | None = Field(None, description="the id in knowledge/strategies/ that it brings")
    rule_out: Id | None = Field(None, description="in place of recommend: the strategy that it keeps out")
    weight: Weight | None = Field(None, description="with recommend: how much it speaks for it, 1 to 100")

    @model_validator(mode="after")
    def _does_one_thing(self) -> AdviceRule:
        if (self.recommend is None) == (self.rule_out is None):
            raise PydanticCustomError("advice", "a rule needs one of recommend and rule_out")
        if (self.recommend is None) != (self.weight is None):
            raise PydanticCustomError("advice", "recommend needs a weight; rule_out has none")
        return self


class SafetyRule(_Rule):
    """What nothing overrides: a strategy pinned into the plan, or suppressed because it would harm."""

    pin: Id | None = Field(None, description="the id in knowledge/strategies/ that must be in the plan")
    suppress: Id | None = Field(None, description="in place of pin: the strategy that must not be in it")
    weight: Weight = Field(100, description="with pin: of several pinned strategies the heaviest comes first")

    @model_validator(mode="after")
    def _does_one_thing(self) -> SafetyRule:
        if (self.pin is None) == (self.suppress is None):
            raise PydanticCustomError("safety", "a rule needs one of pin and suppress")
        return self


class ExpectedItem(File):
    """One strategy that must be in the plan, and what must hold of it there."""

    strategy: Id = Field(description="its id")
    phase: Phase | None = Field(None, description="the phase it stands in")
    pinned: bool | None = Field(None, description="whether a safety rule holds it")
    track: Track | None = Field(None, description="improve or prepare")
    late: bool | None = Field(None, description="whether its own phase has passed and it was pulled to today")
    starts_from: datetime.date | None = Field(None, description="it starts on this day or later")
    due_by: datetime.date | None = Field(None, description="it is due on this day or earlier")
    resources: tuple[Id, ...] = Field((), description="places to go that it must name")
    no_resources: tuple[Id, ...] = Field((), description="places to go that it must not name")
    says: tuple[Text, ...] = Field((), description="words that its goal or a step must hold")
    because: tuple[Id, ...] = Field((), description="questions whose answers its reasons must name")


class ExpectedAssumption(File):
    """Something the plan must tell that it took for granted or read differently."""

    question: Id = Field(description="its id")
    says: Text | None = Field(None, description="words that the sentence must hold")


class Expectation(File):
    """What must hold of a case's plan."""

    include: tuple[Id | ExpectedItem, ...] = Field((), description="strategies that must be in the plan")
    exclude: tuple[Id, ...] = Field((), description="strategies that must not be in it")
    findings: tuple[Id, ...] = Field((), description="findings that must be drawn")
    no_findings: tuple[Id, ...] = Field((), description="findings that must not be drawn")
    facts: dict[Id, Any] = Field({}, description="derived fact: its value, such as pip_state: running")
    left_out: dict[Id, Text] = Field(
        {}, description="strategy: code (suppressed, ruled_out, excluded, phase_passed, ...)"
    )
    ignored: tuple[Id, ...] = Field((), description="answers that the questionnaire would not have asked for")
    assumed: tuple[Id | ExpectedAssumption, ...] = Field(
        (), description="questions about which the plan must tell what it assumed"
    )
    not_assumed: tuple[Id, ...] = Field((), description="questions about which it must tell nothing")
    first: tuple[Id, ...] = Field((), description="the plan begins with these, in any order")
    pinned: tuple[Id, ...] | None = Field(
        None, description="the pinned strategies: these, all of them and no other, in any order"
    )
    in_order: tuple[tuple[Id, ...], ...] = Field(
        (), description="lists of strategies that stand in this order"
    )
    starts: datetime.date | None = Field(None, description="the first day of the plan")
    ends: datetime.date | None = Field(None, description="the last day of the plan")
    nothing_due_after: datetime.date | None = Field(None, description="no item is due after this day")
    min_items: int | None = Field(None, description="items in the plan, at least")
    max_items: int | None = Field(None, description="items in the plan, at most")
    items_a_week: int | None = Field(
        None, ge=0, description="items that are not pinned, in any calendar week, at most"
    )
    error: Text | None = Field(None, description="for a sheet that must be refused: words of the message")
    error_for: tuple[Id, ...] = Field(
        (), description="for a sheet that must be refused: the questions its mistakes name, and no other"
    )

    @property
    def refused(self) -> bool:
        """Whether the sheet must be refused, so that there is no plan."""
        return self.error is not None or bool(self.error_for)


class Case(Covering):
    """A worked example: a person, their answers, and what their plan must and must not have."""

    title: Text = Field(description="what it shows, in a few words")
    story: Text = Field(description="who this is, in a sentence or two")
    today: datetime.date = Field(description="the day on which the plan is made")
    answers: dict[Id, Any] = Field(description="question id: answer, as in an answer sheet")
    expect: Expectation = Field(description="what must hold of the plan")
