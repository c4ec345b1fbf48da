"""When the record gently shows where help is. It counts nothing, scores nothing and foretells nothing (SE7).

Two things only: words that say someone is not safe open help at once; several hard days close together bring
a few links to people who can help.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from engine.language import gettext as _
from engine.language import mark
from engine.record.entries import Entry
from engine.record.finding import plain

HARD = frozenset({"very_hard", "hard"})
HARD_DAYS = 3
WITHIN = datetime.timedelta(days=14)
PHRASES = mark(
    "not feel safe; don't feel safe; not safe at home; hurt myself; harm myself; kill myself; end my life; "
    "take my life; suicide; suicidal; want to die; wish i was dead; don't want to live; not want to live; "
    "no reason to live; better off without me"
)
"""What someone may write who is not safe, parted by semicolons; translators put in what people say."""


def says_not_safe(texts: Iterable[str]) -> bool:
    """Whether one of the texts says it in so many words, in English or in the language that is spoken."""
    said = " ".join(_even(text) for text in texts)
    phrases = {*PHRASES.split(";"), *_(PHRASES).split(";")}
    return any(phrase in said for phrase in map(_even, phrases) if phrase)


def had_hard_days(entries: Iterable[Entry], today: datetime.date) -> bool:
    """Whether several of the last two weeks' days were called hard."""
    days = {
        one.on
        for one in entries
        if one.kind == "mood" and one.says("mood") in HARD and today - WITHIN < one.on <= today
    }
    return len(days) >= HARD_DAYS


def _even(text: str) -> str:
    return " ".join(plain(text).replace("’", "'").split())
