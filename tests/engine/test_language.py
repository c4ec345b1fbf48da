"""Sentences, days and numbers come out in the language that is spoken, and in English where none is."""

from __future__ import annotations

import datetime
import threading
from collections.abc import Iterator

import pytest
from babel.localedata import locale_identifiers
from babel.messages.catalog import Catalog

from engine.language import (
    ENGLISH,
    Language,
    current,
    full_day,
    gettext,
    hours,
    listed,
    ngettext,
    number,
    pgettext,
    short_day,
    speaking,
    weekday_and_day,
)
from engine.translations.folders import compiled

DAY = datetime.date(2026, 3, 2)


def catalogue() -> Catalog:
    made = Catalog(locale="de")
    made.add("Good morning", "Guten Morgen")
    made.add("Due on %(day)s", "Fällig am %(day)s")
    made.add("Left by %(day)s", "Weg seit %(tag)s")
    made.add(("%(n)s day", "%(n)s days"), ("%(n)s Tag", "%(n)s Tage"))
    made.add("May", "Mai", context="month")
    made.add("Yes", "Ja", flags=["fuzzy"])
    return made


@pytest.fixture
def german() -> Iterator[Language]:
    with speaking(Language("de", "Deutsch", locale_code="de", sentences=compiled(catalogue()))) as language:
        yield language


def test_without_a_language_english_is_spoken() -> None:
    assert current() is ENGLISH
    assert gettext("Due on %(day)s", day=full_day(DAY)) == "Due on 2 March 2026"
    assert gettext("60 % of it") == "60 % of it"
    assert [ngettext("%(n)s day", "%(n)s days", n, n=n) for n in (0, 1, 2)] == ["0 days", "1 day", "2 days"]
    assert pgettext("month", "May") == "May"


def test_a_language_has_its_own_sentences_and_plurals(german: Language) -> None:
    assert current() is german
    assert gettext("Good morning") == "Guten Morgen"
    assert gettext("Due on %(day)s", day=full_day(DAY)) == "Fällig am 2. März 2026"
    assert [ngettext("%(n)s day", "%(n)s days", n, n=n) for n in (1, 2)] == ["1 Tag", "2 Tage"]
    assert pgettext("month", "May") == "Mai"


def test_what_is_not_translated_or_not_looked_over_or_wrong_stays_english(german: Language) -> None:
    assert gettext("Good night, %(name)s", name="Kim") == "Good night, Kim"
    assert gettext("Yes") == "Yes"
    assert gettext("Left by %(day)s", day="noon") == "Left by noon"


def test_days_and_numbers_follow_the_language(german: Language) -> None:
    assert (weekday_and_day(DAY), short_day(DAY)) == ("Montag, 2. März", "Mo., 2. März")
    assert (number(12000.5), number(3.0)) == ("12.000,5", "3")
    assert listed(["a", "b", "c"]) == "a, b und c"


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("ar", ["الاثنين، 2 مارس", "2 مارس 2026"]),
        ("cy", ["Dydd Llun, 2 Mawrth", "2 Mawrth 2026"]),
        ("es", ["lunes, 2 de marzo", "2 de marzo de 2026"]),
        ("fi", ["maanantai 2. maaliskuuta", "2. maaliskuuta 2026"]),
        ("fr", ["lundi 2 mars", "2 mars 2026"]),
        ("ja", ["3月2日(月曜日)", "2026年3月2日"]),
        ("pl", ["poniedziałek, 2 marca", "2 marca 2026"]),
        ("pt-BR", ["segunda-feira, 2 de março", "2 de março de 2026"]),
    ],
)
def test_a_day_comes_in_the_order_and_words_of_each_language(code: str, said: list[str]) -> None:
    with speaking(Language(code, code, locale_code=code)):
        assert [weekday_and_day(DAY), full_day(DAY)] == said


def test_days_numbers_and_lists_can_be_said_in_every_language_that_babel_knows() -> None:
    for code in (one for one in locale_identifiers() if "_" not in one):
        with speaking(Language(code, code, locale_code=code)):
            said = [
                weekday_and_day(DAY),
                full_day(DAY),
                short_day(DAY),
                number(12.5),
                listed(["a", "b", "c"]),
            ]
            assert all(said), code


def test_english_days_and_numbers_are_as_people_write_them_here() -> None:
    assert (weekday_and_day(DAY), short_day(DAY)) == ("Monday 2 March", "Mon 2 Mar")
    assert short_day(datetime.date(2026, 9, 30)) == "Wed 30 Sep"
    assert [number(value) for value in (0, 3.0, 2.5, 12000, 1234567.891234)] == [
        *("0", "3", "2.5", "12,000", "1,234,567.891234")
    ]
    assert [hours(value) for value in (0.25, 1, 1.5, 2, 4 / 3)] == [
        *("15 minutes", "1 hour", "1½ hours", "2 hours", "1 h 20 min")
    ]
    assert listed(["a", "b", "c"]) == "a, b, c"


def test_a_thread_speaks_its_own_language(german: Language) -> None:
    heard: list[str] = []
    thread = threading.Thread(target=lambda: heard.append(gettext("Good morning")))
    thread.start()
    thread.join()
    assert heard == ["Good morning"]


def test_after_a_mistake_the_language_of_before_is_spoken() -> None:
    with pytest.raises(RuntimeError), speaking(Language("cy", "Cymraeg", locale_code="cy")):
        raise RuntimeError
    assert current() is ENGLISH
