"""Places to go, sources, and things to read or send."""

from __future__ import annotations

import datetime
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

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
    number: Annotated[str, StringConstraints(pattern=r"^[0-9+][0-9 \-]*$")] | None = None
    how: Text = Field(description="'call, free, day and night', 'text HOME'")


class Resource(Thing):
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


class Source(Thing):
    """Where a fact comes from."""

    number: int = Field(description="its number in docs/requirements.md")
    title: Text
    url: Text | None = None
    year: int | None = None
    note: Text | None = Field(None, description="its limits: a copy, a blog, a demo")


class Letter(Covering):
    """A text to send or say, filled from the answers."""

    title: Text
    kind: Literal["letter", "script", "worksheet"]
    use_when: Text
    subject: Text | None = None
    body: Text = Field(description="{question_id|fallback} puts an answer in; blank lines part paragraphs")
    watch_out: Text | None = None


class GuidePart(File):
    heading: Text
    text: tuple[Text, ...] = Field((), description="paragraphs")
    points: tuple[Text, ...] = Field((), description="a list under the paragraphs")


class Guide(Covering):
    """Something to read."""

    title: Text
    summary: Text
    parts: tuple[GuidePart, ...] = Field(min_length=1)
    resources: tuple[Id, ...] = ()
    sources: tuple[Id, ...] = ()


class Story(Covering):
    """An illustrative story: made up to show how a plan can go, never a promise."""

    title: Text
    who: Text
    text: tuple[Text, ...] = Field(min_length=2)
    shows: Text
    strategies: tuple[Id, ...] = Field(min_length=1)
    case: Id = Field(description="the worked case in rules/cases/ with this person's answers")
