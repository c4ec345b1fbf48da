"""Findings, and the strategies that answer them."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from engine.schema.base import (
    Covering,
    File,
    Id,
    Phase,
    Text,
    Thing,
    Track,
)


class Finding(Thing):
    """Something that is true of the situation, worded as a statement that can be true or not."""

    title: Text = Field(description="the statement, about the situation and never about the person")
    cause: Literal["environment", "skills", "behaviour", "wellbeing", "rights", "situation"]
    means: Text = Field(description="what it means for the person, in one to three sentences")
    remedy: Text = Field(description="what usually helps, in a sentence")
    sources: tuple[Id, ...] = ()


class Step(File):
    """One thing to do and tick."""

    id: Id
    text: Text = Field(
        description="one action, begun with a verb; {question_id|fallback} puts the person's answer in"
    )
    done_when: Text = Field(description="how to see that it is done")
    letter: Id | None = Field(None, description="a letter in knowledge/letters/ to start from")


class OtherView(File):
    """One side where sources disagree."""

    holder: Text
    says: Text


class Evidence(File):
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


class Strategy(Covering):
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
