"""Places to go, sources, and things to read or send."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from engine.schema.base import (
    Country,
    Covering,
    File,
    Id,
    Text,
    Thing,
)


class Contact(File):
    """A way to reach a service."""

    label: Text = Field(description="who answers: 'Samaritans', 'Emergency services'")
    number: Annotated[str, StringConstraints(pattern=r"^[0-9+][0-9 \-]*$")] | None = Field(
        None, description="as it is dialled"
    )
    how: Text = Field(description="'call, free, day and night', 'text HOME'")


class Resource(Thing):
    """A place to go to or a service to use, with how far it has been checked."""

    title: Text = Field(description="what it is called there")
    kind: Literal["crisis", "rights", "health", "learning", "tool", "mentor", "publication", "official"] = (
        Field(description="what it is for; crisis ones stand on the help page")
    )
    countries: tuple[Country, ...] = Field((), description="empty: anywhere")
    url: Annotated[str, StringConstraints(pattern=r"^https://[^\s]+$")] | None = Field(
        None, description="its own page"
    )
    cost: Text | None = Field(
        None, description="what it costs, as far as it is known: 'free', 'a fee a month'"
    )
    offline_text: Text = Field(description="what to know when the page can't be opened")
    contacts: tuple[Contact, ...] = Field((), description="ways to reach it")
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


class Source(Thing):
    """Where a fact comes from."""

    number: int = Field(description="its number in docs/requirements.md")
    title: Text = Field(description="as it is cited")
    url: Text | None = Field(None, description="where it can be read")
    year: int | None = Field(None, description="of publication")
    note: Text | None = Field(None, description="its limits: a copy, a blog, a demo")


class SheetLine(File):
    """One line to fill: a label, and what is known already."""

    label: Text = Field(description="what is to be filled in")
    known: str = Field("", description="{question_id|} puts an answer in; empty: for the person to fill")


class SheetTable(File):
    """A table to fill."""

    columns: tuple[Text, ...] = Field(min_length=2, max_length=6, description="their headings, 2 to 6")
    rows: tuple[tuple[str, ...], ...] = Field(
        (), description="cells that are known already, as many as columns; '' is for the person to fill"
    )
    blank_rows: int = Field(0, ge=0, le=15, description="empty rows below them")

    @model_validator(mode="after")
    def _is_even(self) -> SheetTable:
        if any(len(row) != len(self.columns) for row in self.rows):
            raise PydanticCustomError("rows", "each row needs one cell for each column")
        if not self.rows and not self.blank_rows:
            raise PydanticCustomError("rows", "a table needs rows or blank_rows")
        return self


class SheetPart(File):
    """One part of a worksheet, in this order: text, lines to fill, a table, boxes to tick."""

    heading: Text = Field(description="what the part is for, in a few words")
    text: tuple[Text, ...] = Field((), description="paragraphs; {question_id|fallback} puts an answer in")
    lines: tuple[SheetLine, ...] = Field((), description="lines to fill")
    table: SheetTable | None = Field(None, description="a table to fill")
    ticks: tuple[Text, ...] = Field((), description="a checklist")


class Letter(Covering):
    """A text to send or say, or a sheet to fill, with the person's answers in it."""

    title: Text = Field(description="what it is for, in a few words")
    kind: Literal["letter", "script", "worksheet"] = Field(description="to send, to say, or to fill in")
    use_when: Text = Field(description="when it helps, in a sentence")
    subject: Text | None = Field(None, description="the subject line of a letter")
    body: Text = Field(
        description="{question_id|fallback} puts an answer in, {done_this_week|fallback} and the like what "
        "was ticked; blank lines part paragraphs. Of a worksheet: what stands above its parts"
    )
    sheet: tuple[SheetPart, ...] = Field((), description="worksheets only: the parts to fill, print and keep")
    message: Text | None = Field(
        None,
        description="worksheets only: the same as a text to send, for a report. A heading with nothing under "
        "it is left out",
    )
    watch_out: Text | None = Field(None, description="the mistake people make here")

    @model_validator(mode="after")
    def _has_its_form(self) -> Letter:
        if bool(self.sheet) != (self.kind == "worksheet"):
            raise PydanticCustomError("sheet", "a worksheet has a sheet, and nothing else has one")
        if self.message and self.kind != "worksheet":
            raise PydanticCustomError("message", "only a worksheet has a message: a letter is one")
        return self

    def texts(self) -> Iterator[tuple[tuple[str | int, ...], str]]:
        """Every text that placeholders may stand in, with its place in the file."""
        if self.subject:
            yield ("subject",), self.subject
        yield ("body",), self.body
        if self.message:
            yield ("message",), self.message
        for index, part in enumerate(self.sheet):
            place = ("sheet", index)
            for number, text in enumerate(part.text):
                yield (*place, "text", number), text
            for number, line in enumerate(part.lines):
                yield (*place, "lines", number, "known"), line.known
            if part.table is not None:
                for down, row in enumerate(part.table.rows):
                    for along, cell in enumerate(row):
                        yield (*place, "table", "rows", down, along), cell


class GuidePart(File):
    """One part of a guide, under a heading."""

    heading: Text = Field(description="what the part is about, in a few words")
    text: tuple[Text, ...] = Field((), description="paragraphs")
    points: tuple[Text, ...] = Field((), description="a list under the paragraphs")


class Guide(Covering):
    """Something to read."""

    title: Text = Field(description="what it is about, in a few words")
    summary: Text = Field(description="what the reader will know after it, in one or two sentences")
    parts: tuple[GuidePart, ...] = Field(min_length=1, description="what there is to read, in its order")
    strategies: tuple[Id, ...] = Field((), description="steps to take after reading")
    letters: tuple[Id, ...] = Field((), description="words and sheets to start from")
    guides: tuple[Id, ...] = Field((), description="what to read next")
    resources: tuple[Id, ...] = Field((), description="ids in knowledge/resources/: places to go")
    sources: tuple[Id, ...] = Field((), description="ids in knowledge/sources/")


class Story(Covering):
    """An illustrative story: made up to show how a plan can go, never a promise."""

    title: Text = Field(description="a few words that tell no ending")
    who: Text = Field(description="who it is about: the work and the situation, never a real person")
    text: tuple[Text, ...] = Field(min_length=2, description="paragraphs")
    shows: Text = Field(description="what can be seen in it, in a sentence")
    scenario: Literal["performance", "interpersonal", "technical", "attendance"] | None = Field(
        None, description="the kind of plan that it resembles, and is linked from"
    )
    strategies: tuple[Id, ...] = Field(min_length=1, description="ids in knowledge/strategies/ that it shows")
    case: Id = Field(description="the worked case in rules/cases/ with this person's answers")
