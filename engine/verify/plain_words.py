"""The word lists of `plain_words.yml`, read once: what is not said to people, and why.

The lists are for English, the language that everything is written in first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from engine import yaml_files

FILE = Path(__file__).with_suffix(".yml")


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class WordList(_File):
    """One kind of thing that is not said."""

    id: str
    reason: str
    say: str = Field(description="what to say instead")
    words: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()
    finds: tuple[str, ...] = Field(min_length=1, description="sentences that it finds")
    leaves: tuple[str, ...] = Field(min_length=1, description="sentences that it leaves alone")


class _Counts(_File):
    reason: str
    words: Mapping[str, int]


class _Lists(_File):
    lists: tuple[WordList, ...]
    syllables: _Counts


@dataclass(frozen=True, slots=True)
class PlainWords:
    """All lists, ready to use."""

    lists: tuple[WordList, ...]
    syllables: Mapping[str, int]
    """Of words whose spelling misleads."""

    def avoided(self, text: str) -> Iterator[tuple[str, WordList]]:
        """Each thing in a text that is not said, as it stands there, with the list that has it."""
        for one in self.lists:
            for match in _pattern(one).finditer(text):
                yield match[0], one


@cache
def plain_words() -> PlainWords:
    """The lists of this program."""
    read = _Lists.model_validate(yaml_files.parse(FILE.read_text(encoding="utf-8"), FILE.name))
    return PlainWords(read.lists, read.syllables.words)


@cache
def _pattern(one: WordList) -> re.Pattern[str]:
    words = [re.escape(word).replace(r"\*", r"\w*") for word in one.words]
    either = [rf"\b(?:{'|'.join(words)})(?!\w)"] if words else []
    return re.compile("|".join([*either, *(f"(?:{pattern})" for pattern in one.patterns)]), re.IGNORECASE)
