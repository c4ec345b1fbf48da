"""What is said to a person, in the language they read: sentences, days, numbers.

Every sentence that the program itself says goes through `gettext` (imported as `_`) or `ngettext`; the
English text is its own key. Which language it comes out in is the current one: `with speaking(language):`.
Without it, English, and then a sentence costs next to nothing. `engine/translations/folders.py` reads the
languages on disk: `languages(root)`.

Values go in by name, so that a translator can move them: `_("Due on %(day)s", day=full_day(due))`. A text is
only formatted where values are given, so a bare per cent sign may stand in one without.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cached_property, lru_cache
from gettext import NullTranslations
from pathlib import Path
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from babel import Locale  # Babel takes a while to import, and a short command may never need it

Direction = Literal["ltr", "rtl"]


@dataclass(frozen=True, eq=False)
class Language:
    """A language that people can read Waymark in."""

    code: str
    """As in `<html lang>`: `en`, `pt-BR`. The name of its folder in knowledge/languages/."""
    name: str
    """What its readers call it."""
    direction: Direction = "ltr"
    locale_code: str = "en"
    """Whose dates, numbers and plurals: a locale that Babel knows."""
    pseudo: bool = False
    """Not a language but a test: everything that was translated stands in brackets, days and numbers too."""
    sentences: NullTranslations | None = None
    """The catalogue; None for English, whose sentences are in the program."""
    folder: Path | None = None
    """Where its translated pieces stand; None for English, or where there are none."""

    def __repr__(self) -> str:
        return f"Language({self.code!r})"

    @cached_property
    def locale(self) -> Locale:
        """Babel's data of this language."""
        from babel import Locale

        return Locale.parse(self.locale_code.replace("-", "_"))

    @property
    def english(self) -> bool:
        """Whether this is the language that everything is written in."""
        return self.code == ENGLISH.code


ENGLISH = Language("en", "English")

_current: ContextVar[Language] = ContextVar("language", default=ENGLISH)


def current() -> Language:
    """The language that is being spoken."""
    return _current.get()


@contextmanager
def speaking(language: Language) -> Iterator[Language]:
    """What is said inside is said in this language, in this thread or task only."""
    before = _current.set(language)
    try:
        yield language
    finally:
        _current.reset(before)


def mark(message: str) -> str:
    """The text itself: it puts a module's text into the catalogue. Where it is shown, `gettext` translates
    it.
    """
    return message


def gettext(message: str, /, **values: object) -> str:
    """The sentence in the current language, with the values in their places."""
    sentences = _current.get().sentences
    if sentences is None:
        return message % values if values else message
    return _filled(sentences.gettext(message), message, values)


def ngettext(one: str, many: str, number: float, /, **values: object) -> str:
    """The form of a sentence that fits a number: `ngettext("%(n)s day", "%(n)s days", days,
    n=number(days))`.
    """
    sentences = _current.get().sentences
    english = one if number == 1 else many
    if sentences is None:
        return english % values if values else english
    return _filled(sentences.ngettext(one, many, number), english, values)  # type: ignore[arg-type]


def pgettext(context: str, message: str, /, **values: object) -> str:
    """As `gettext`, for a text that means two things in two places: the context parts them."""
    sentences = _current.get().sentences
    if sentences is None:
        return message % values if values else message
    return _filled(sentences.pgettext(context, message), message, values)


def _filled(translated: str, english: str, values: dict[str, object]) -> str:
    """The translation with its values; the English where a value's name is wrong, which `check` shows."""
    if not values:
        return translated
    try:
        return translated % values
    except (KeyError, ValueError, TypeError):
        return english % values


def full_day(day: datetime.date) -> str:
    """`2 March 2026`."""
    return _day(_current.get(), "full", day)


def weekday_and_day(day: datetime.date) -> str:
    """`Monday 2 March`."""
    return _day(_current.get(), "weekday", day)


def short_day(day: datetime.date) -> str:
    """`Mon 2 Mar`."""
    return _day(_current.get(), "short", day)


def number(value: float) -> str:
    """`3`, `2.5`, `12,000`: no trailing zeros, thousands parted."""
    return _number(_current.get(), value)


def hours(value: float) -> str:
    """A time in hours as people say it: `15 minutes`, `1 hour`, `1½ hours`, `1 h 20 min`."""
    minutes = round(value * 60)
    if minutes < 60:
        return ngettext("%(minutes)s minute", "%(minutes)s minutes", minutes, minutes=number(minutes))
    whole, rest = divmod(minutes, 60)
    if rest == 0:
        return ngettext("%(hours)s hour", "%(hours)s hours", whole, hours=number(whole))
    if rest == 30:
        return gettext("%(hours)s½ hours", hours=number(whole))
    return gettext("%(hours)s h %(minutes)s min", hours=number(whole), minutes=number(rest))


def listed(parts: Iterable[str], *, in_sentence: bool = False) -> str:
    """`one, two, three`: the parts of a list, as the language strings them together.

    English has two ways: commas alone in a list of answers, and `one, two and three` inside a sentence.
    """
    found = list(parts)
    if len(found) < 2:
        return "".join(found)
    locale = _current.get().locale
    if locale.language == "en":
        if not in_sentence:
            return ", ".join(found)
        return gettext("%(names)s and %(last)s", names=", ".join(found[:-1]), last=found[-1])
    from babel.lists import format_list

    return format_list(found, locale=locale)


_ENGLISH_DAYS = {"full": "d MMMM y", "weekday": "EEEE d MMMM", "short": "EEE d MMM"}


@lru_cache(maxsize=4096)
def _day(language: Language, form: str, day: datetime.date) -> str:
    from babel.dates import format_date

    text = format_date(day, _day_pattern(language, form), locale=language.locale)
    return _shown(language, text)


@lru_cache(maxsize=64)
def _day_pattern(language: Language, form: str) -> str:
    """The pattern of a day, from the locale's own: a day with its weekday has none in full everywhere."""
    locale = language.locale
    if locale.language == "en":
        return _ENGLISH_DAYS[form]
    if form == "full":
        return str(locale.date_formats["long"].pattern)
    skeletons = locale.datetime_skeletons
    if form == "short":
        return str(skeletons["MMMEd"].pattern)
    if "MMMMEEEEd" in skeletons:
        return str(skeletons["MMMMEEEEd"].pattern)
    pattern = str(skeletons["MMMMEd" if "MMMMEd" in skeletons else "MMMEd"].pattern)
    for short, full in (
        ("MMMM", "MMM"),
        ("MMM", "MMMM"),
        ("EEE", "E"),
        ("E", "EEEE"),
        ("ccc", "c"),
        ("c", "cccc"),
    ):
        pattern = pattern.replace(short, full)
    return pattern


@lru_cache(maxsize=4096, typed=True)
def _number(language: Language, value: float) -> str:
    from babel.numbers import format_decimal

    exact = int(value) if value == int(value) else value
    return _shown(language, format_decimal(exact, locale=language.locale, decimal_quantization=False))


def _shown(language: Language, text: str) -> str:
    if not language.pseudo:
        return text
    from engine.translations.pseudo import in_pseudo

    return in_pseudo(text)
