"""Finding entries: by words, kind, goal and days."""

from __future__ import annotations

import datetime
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from engine.language import gettext as _
from engine.record.entries import Entry
from engine.record.fields import FIELDS


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for; what is empty counts as anything."""

    words: str = ""
    kind: str = ""
    goal: str = ""
    since: datetime.date | None = None
    until: datetime.date | None = None


def find(entries: Iterable[Entry], wanted: Wanted) -> tuple[Entry, ...]:
    """The entries that fit, in the order they came. Every word must stand in one of an entry's fields."""
    words = plain(wanted.words).split()
    return tuple(
        one
        for one in entries
        if (not wanted.kind or one.kind == wanted.kind)
        and (not wanted.goal or one.goal == wanted.goal)
        and (wanted.since is None or one.on >= wanted.since)
        and (wanted.until is None or one.on <= wanted.until)
        and _has(one, words)
    )


def plain(text: str) -> str:
    """The text without capitals and accents, for comparing."""
    parted = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in parted if not unicodedata.combining(sign))


def _has(entry: Entry, words: list[str]) -> bool:
    if not words:
        return True
    texts = []
    for one in FIELDS[entry.kind]:
        said = entry.says(one.name)
        texts.append(_(one.choices[said]) if said in one.choices else said)
    whole = plain("\n".join(texts))
    return all(word in whole for word in words)
