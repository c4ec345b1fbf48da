"""Questions of the questionnaire, and the order they are asked in."""

from __future__ import annotations

from functools import cached_property
from typing import Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from engine.schema.base import (
    Code,
    ConditionField,
    File,
    Id,
    Text,
    Thing,
)


class Option(File):
    """One choice of a question. `value` is the code that rules read; it never changes."""

    value: Code = Field(description="the code that rules read; it never changes")
    label: Text = Field(description="what the person reads, as short as it can be")
    hint: Text | None = Field(None, description="what it means, where the label alone may be misread")
    in_sentence: str | None = Field(
        None,
        description="its words inside a sentence where the label does not fit: 'your manager' for "
        "'My manager'; '' where it has none, so that the words without an answer stand",
    )
    sensitive: bool = Field(False, description="about health or rights though the question is not")
    exclusive: bool = Field(
        False, description="choosing it un-chooses all others: 'none of these' and the like"
    )


QuestionType = Literal["single", "multi", "scale", "number", "date", "text"]
UNANSWERED_CODE = "prefer_not"


class Question(Thing):
    """One question of the questionnaire. Its place in the order stands in manifest.yml."""

    ref: Text | None = Field(None, description="code in docs/requirements.md, such as C05")
    type: QuestionType = Field(
        description="single or multi: choices; scale: a step between two ends; number, date, text"
    )
    wording: Text = Field(description="one idea, plain, under 20 words")
    why: Text = Field(description="'Why we ask': what the answer changes in the plan")
    hint: Text | None = Field(None, description="help with answering: an example, a unit, where to look")
    options: tuple[Option, ...] = Field((), description="single and multi only: the choices, in their order")
    labels: tuple[Text, ...] = Field((), description="scale only: a label for each point from min to max")
    min: float | None = Field(None, allow_inf_nan=False, description="scale and number: the least")
    max: float | None = Field(None, allow_inf_nan=False, description="scale and number: the most")
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
        return self._by_value.get(value)

    @cached_property
    def _by_value(self) -> dict[str, Option]:
        return {option.value: option for option in self.options}


class Rows(File):
    """Numbered questions that ask the same of several things, such as skills: added and removed as rows."""

    id: Id = Field(description="its name; it never changes")
    one: Text = Field(description="what one of them is called: 'Skill', which is then 'Skill 2'")
    add: Text = Field(description="the button that gives one more row, such as 'Add another skill'")
    rows: tuple[tuple[Id, ...], ...] = Field(
        min_length=2,
        description="the ids of each row, the same things in the same order; the first one names the row, "
        "and the others hang on it",
    )


class Section(File):
    """A page of the questionnaire."""

    id: Id = Field(description="its name in addresses; it never changes")
    title: Text = Field(description="the heading of the page")
    intro: Text | None = Field(None, description="a sentence or two under the heading")
    questions: tuple[Id, ...] = Field(
        min_length=1, description="ids in knowledge/questions/, as they are asked"
    )
    rows: tuple[Rows, ...] = Field((), description="which of them are rows of one kind, to add and to remove")


class Manifest(File):
    """knowledge/manifest.yml: the order of the questionnaire."""

    sections: tuple[Section, ...] = Field(min_length=1, description="the pages, in their order")
