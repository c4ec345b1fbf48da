"""Findings, and the strategies that answer them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from engine.conditions import Condition
from engine.schema.base import (
    ConditionField,
    Covering,
    File,
    Id,
    Phase,
    Text,
    Thing,
    Track,
)

MOST_STEPS = 9


class Finding(Thing):
    """Something that is true of the situation, worded as a statement that can be true or not."""

    title: Text = Field(description="the statement, about the situation and never about the person")
    cause: Literal["environment", "skills", "behaviour", "wellbeing", "rights", "situation"] = Field(
        description="where it comes from"
    )
    means: Text = Field(description="what it means for the person, in one to three sentences")
    remedy: Text = Field(description="what usually helps, in a sentence")
    sources: tuple[Id, ...] = Field((), description="ids in knowledge/sources/")


class Step(File):
    """One thing to do and tick."""

    id: Id = Field(description="a speaking name of its own; ticks hang on it, so it never changes")
    text: Text = Field(
        description="one action, begun with a verb; {question_id|fallback} puts the person's answer in"
    )
    done_when: Text = Field(description="how to see that it is done")
    letter: Id | None = Field(None, description="a letter in knowledge/letters/ to start from")
    when: ConditionField | None = Field(
        None, description="only for whom this holds; it reads answers and facts, as in rules"
    )
    instead_of: Id | None = Field(
        None,
        description="with when or short: the step that this one stands for; of several that hold the first "
        "does",
    )
    short: bool = Field(
        False, description="with instead_of: only where the strategy stands in its short form"
    )
    neutral: bool = Field(
        False,
        description="needed where when reads a sensitive answer: nobody can tell that answer from the step's "
        "words (docs/decisions/scope-of-sensitive.md)",
    )


class EffortForSome(File):
    """Another effort for those for whom a condition holds, such as more hours for who has more."""

    hours: float = Field(gt=0, le=12, description="in place of effort_hours")
    when: ConditionField = Field(
        description="for whom; it reads answers and facts. Of several that hold the first counts"
    )


class ShortForm(File):
    """What of a strategy is enough where the hours are few: less, in time, instead of nothing."""

    hours: float = Field(gt=0, le=2, description="in place of effort_hours, and fewer")
    steps: tuple[Id, ...] = Field(
        min_length=2, description="the steps that stay, each one that stands for itself; two without when"
    )
    goal: tuple[Text, ...] = Field(
        (), description="goals that this much reaches, written as goal; left out: those of the strategy"
    )


class OtherView(File):
    """One side where sources disagree."""

    holder: Text = Field(description="who says so")
    says: Text = Field(description="what they say, in a sentence")


class Evidence(File):
    """How far the advice is known to work.

    A: many controlled studies (hardly ever of PIPs); B: one controlled study, statute or official guidance;
    C: practitioners agree; D: one article, or our own proposal.
    """

    grade: Literal["A", "B", "C", "D"] = Field(
        description="A: many controlled studies; B: one, a law or official guidance; C: practitioners agree; "
        "D: one article, or our own proposal"
    )
    mixed: bool = Field(False, description="studies or sources disagree")
    about: Text = Field(
        description="what was studied or who says so, and that it was not PIPs where it was not"
    )
    sources: tuple[Id, ...] = Field((), description="ids in knowledge/sources/")
    views: tuple[OtherView, ...] = Field((), description="the sides, where sources disagree")


class Strategy(Covering):
    """A piece of advice with its steps."""

    ref: Text | None = Field(None, description="code in docs/requirements.md, such as ST11")
    title: Text = Field(description="what to do, begun with a verb, at most 8 words")
    summary: Text = Field(description="what it is, one or two sentences")
    why: Text = Field(description="why it helps, one or two sentences")
    watch_out: Text | None = Field(None, description="the mistake people make here")
    scenarios: tuple[
        Literal["all", "performance", "interpersonal", "technical", "attendance", "exit"], ...
    ] = Field(("all",), description="the kinds of plan that it is for")
    track: Track = Field(
        "improve", description="improve: the work the plan asks for; prepare: ready either way"
    )
    phase: Phase = Field(description="when it belongs, in the phases of docs/requirements.md")
    within_days: int | None = Field(
        None, ge=0, le=90, description="due at most so many days after the phase begins"
    )
    repeats: Literal["daily", "weekly", "fortnightly", "monthly"] | None = Field(
        None, description="for a habit: how often it comes back"
    )
    late: Literal["pull", "drop"] = Field(
        "pull", description="when its phase has passed: do it today, or leave it out"
    )
    late_reason: Text | None = Field(None, description="for `late: drop`: why it no longer helps")
    due_by: Id | None = Field(
        None, description="a date question: due no later than that day, where it is answered"
    )
    effort_hours: float = Field(gt=0, le=12, description="in all; for one that repeats, per week")
    effort_for_some: tuple[EffortForSome, ...] = Field(
        (), description="other hours for some people, such as more of a search for who has more time"
    )
    short_form: ShortForm | None = Field(
        None, description="less of it, for weeks that have no room for all: an hour or less of what counts"
    )
    reserved: bool = Field(
        False,
        description="a stop that no plan goes without: its room is taken before anything else finds its own",
    )
    days_before_end: int | None = Field(
        None,
        ge=1,
        le=14,
        description="phase final only: due so many days before the last one, fewer where that is near",
    )
    course: bool = Field(False, description="training that a short plan has no room for above 5 hours")
    min_days_left: int | None = Field(None, ge=1, description="left out when fewer days of the plan are left")
    min_days_left_reason: Text | None = Field(
        None, description="with min_days_left: why it needs that long, as the person reads it"
    )
    excludes: tuple[Id, ...] = Field(
        (), description="strategies that must not stand beside it: the higher score stays"
    )
    goal: tuple[Text, ...] = Field(
        min_length=1,
        description="SMART goals, the most personal first; {placeholders} come from answers. The first whose "
        "placeholders are all answered is used, so the last uses none but {due}, {start} and {ends}",
    )
    steps: tuple[Step, ...] = Field(
        min_length=2,
        max_length=MOST_STEPS + 6,
        description="things to do, in their order: at least two without when, at most nine that one person "
        "can see",
    )
    in_reports: Text | None = Field(
        None,
        description="what a report to the manager calls it, as a thing: 'questions about the goals'. "
        "Left out where it is not the manager's business: then no letter ever names it",
    )
    resources: tuple[Id, ...] = Field((), description="ids in knowledge/resources/: places to go")
    letters: tuple[Id, ...] = Field(
        (), description="ids in knowledge/letters/: words and sheets to start from"
    )
    guides: tuple[Id, ...] = Field((), description="ids in knowledge/guides/: what to read about it")
    stories: tuple[Id, ...] = Field((), description="ids in knowledge/stories/: how it can go")
    page: Literal["goals", "progress", "record", "check_in", "reports"] | None = Field(
        None, description="the page of the app on which the person does it: the item links there"
    )
    evidence: Evidence = Field(description="how far it is known to work")

    @model_validator(mode="after")
    def _says_why_it_goes(self) -> Strategy:
        if self.late == "drop" and not self.late_reason:
            raise PydanticCustomError("late", "late: drop needs a late_reason")
        if self.track == "prepare" and self.in_reports:
            raise PydanticCustomError("in_reports", "what prepares for leaving is never in a report")
        if self.min_days_left and not self.min_days_left_reason:
            raise PydanticCustomError("min_days_left", "min_days_left needs a min_days_left_reason")
        if self.days_before_end and self.phase != "final":
            raise PydanticCustomError("days_before_end", "days_before_end is for the phase final")
        if len({step.id for step in self.steps}) != len(self.steps):
            raise PydanticCustomError("steps", "two steps have the same id")
        if sum(step.when is None and not step.short for step in self.steps) < 2:
            raise PydanticCustomError("steps", "at least two steps must be for everybody, without when")
        if sum(step.instead_of is None for step in self.steps) > MOST_STEPS:
            raise PydanticCustomError("steps", "more than nine steps, those that stand for another left out")
        self._stands_for_a_step()
        self._is_shorter()
        return self

    def choices(self) -> Iterator[tuple[tuple[str | int, ...], Condition, bool]]:
        """Each condition that a step or an effort is chosen by: where it stands, what it says, and whether
        nobody can tell a sensitive answer from what it chooses.
        """
        for index, step in enumerate(self.steps):
            if step.when is not None:
                yield ("steps", index, "when"), step.when, step.neutral
        for index, effort in enumerate(self.effort_for_some):
            yield ("effort_for_some", index, "when"), effort.when, False

    def _stands_for_a_step(self) -> None:
        own = {step.id for step in self.steps if step.instead_of is None}
        for step in self.steps:
            if step.instead_of is None:
                continue
            if step.when is None and not step.short:
                raise PydanticCustomError("instead_of", "instead_of needs a when, or short")
            if step.instead_of not in own:
                what = "instead_of names no step of this strategy that stands for itself"
                raise PydanticCustomError("instead_of", what)

    def _is_shorter(self) -> None:
        form, own = self.short_form, {one.id: one.when for one in self.steps if one.instead_of is None}
        if any(step.short and (form is None or step.instead_of not in form.steps) for step in self.steps):
            raise PydanticCustomError("short", "short is for a step instead of one that the short_form keeps")
        if form is None:
            return
        if form.hours >= self.effort_hours or self.course:
            raise PydanticCustomError("short_form", "short_form needs fewer hours, and is not for a course")
        kept = set(form.steps)
        if not kept < own.keys() or sum(own[step] is None for step in kept) < 2:
            what = "short_form keeps some of the steps that stand for themselves, at least two without when"
            raise PydanticCustomError("short_form", what)
