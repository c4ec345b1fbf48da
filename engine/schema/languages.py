"""The files of a language's folder: what it is called, and a data file's texts in it."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, RootModel, StringConstraints

from engine.schema.base import File, Text

Direction = Literal["ltr", "rtl"]
Mark = Annotated[str, StringConstraints(pattern=r"^[a-p]{8}$")]
Place = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_]+(\.[A-Za-z0-9_]+)*$")]
LocaleCode = Annotated[str, StringConstraints(pattern=r"^[A-Za-z]{2,3}([-_][A-Za-z0-9]+)*$")]


class LanguageFile(File):
    """language.yml: what a language is called, and how far its translation is."""

    name: Text = Field(description="what its readers call it: Deutsch, Cymraeg")
    direction: Direction = Field("ltr", description="rtl for a language that runs from right to left")
    locale: LocaleCode | None = Field(
        None, description="whose days, numbers and plurals, where the folder's name is no such code"
    )
    complete: bool = Field(
        False, description="true: a text that is not translated is a mistake that `check` fails on"
    )
    pseudo: bool = Field(False, description="true only in the pseudo-language that a command writes")


class Piece(File):
    """One translated text."""

    of: Mark = Field(description="the mark of the English text; `language update` sets it, no one else")
    text: str = Field("", description="the translation; empty: not translated yet")
    was: str | None = Field(None, description="the translation of an earlier English text, to start from")


class Translation(RootModel[dict[Place, Piece]]):
    """A data file in another language: each text by its place in the English file of the same name."""
