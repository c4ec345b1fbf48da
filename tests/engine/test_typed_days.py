"""A day as people type it; one that can be two is never guessed."""

from __future__ import annotations

import contextlib
import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.language import Language, full_day, speaking
from engine.translations.folders import languages
from engine.typed_days import LONGEST, TwoDays, as_typed, read_day, typed_day

ROOT = Path(__file__).parents[2]
TODAY = datetime.date(2026, 3, 2)
LAST = datetime.date(2026, 4, 19)
THIRD = datetime.date(2026, 3, 3)


@pytest.mark.parametrize(
    "typed",
    [
        "2026-03-03", "2026/3/3", "3 March", "March 3", "3 march 2026", "Mar 3, 2026", "3rd of March",
        "Tuesday 3 March 2026", "3.3.2026", "3.3.", "03/03/2026", "3/3/26", " 3  mar 26 ", "Tomorrow",
    ],
)  # fmt: skip
def test_the_ways_to_write_a_day(typed: str) -> None:
    assert read_day(typed, TODAY) == THIRD


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "soon",
        "March",
        "3",
        "March 2026",
        "30 February 2026",
        "3 March April",
        "32/13/2026",
        "3 Marzipan",
        "1 2 3 March",
        "2026 99999999999",
        "3 March 2026, 07700900123",
    ],
)
def test_what_is_no_day(typed: str) -> None:
    assert read_day(typed, TODAY) is None


def test_a_day_that_can_be_two_is_asked_for() -> None:
    with pytest.raises(TwoDays) as found:
        read_day("03/04/2026", TODAY)
    assert (found.value.first, found.value.second) == (datetime.date(2026, 4, 3), datetime.date(2026, 3, 4))


def test_where_only_one_reading_is_a_day_it_is_that_one() -> None:
    assert read_day("13/03/2026", TODAY) == read_day("03/13/2026", TODAY) == datetime.date(2026, 3, 13)


def test_without_a_year_it_is_the_nearest_one() -> None:
    assert read_day("20 December", TODAY) == datetime.date(2025, 12, 20)
    assert read_day("5 January", datetime.date(2026, 12, 20)) == datetime.date(2027, 1, 5)
    assert read_day("29 February", TODAY) is None


def test_months_are_read_in_the_language_that_is_spoken() -> None:
    with speaking(Language("fr", "Français", locale_code="fr")):
        assert read_day("3 mars 2026", TODAY) == read_day("1er mars", TODAY) + datetime.timedelta(2) == THIRD
        assert read_day("3 March", TODAY) == THIRD
    with speaking(Language("de", "Deutsch", locale_code="de")):
        assert read_day("Dienstag, 3. März 2026", TODAY) == THIRD


@given(st.dates(datetime.date(2000, 1, 1), datetime.date(2099, 12, 31)))
def test_a_day_as_it_is_shown_is_read_again(day: datetime.date) -> None:
    assert read_day(full_day(day), TODAY) == read_day(day.isoformat(), TODAY) == day


PSEUDO = Language("en-XA", "Pseudo", pseudo=True)
SPOKEN = (
    "ar",
    "cs",
    "de",
    "es",
    "eu",
    "fa",
    "fr",
    "hi",
    "hu",
    "it",
    "ja",
    "ko",
    "lt",
    "lv",
    "pl",
    "pt-BR",
    "ru",
    "tr",
    "vi",
    "zh",
)
"""Languages that write a day in many ways: with signs, cases, small words, and in other orders."""
LANGUAGES = [*languages(ROOT), PSEUDO, *(Language(one, one, locale_code=one) for one in SPOKEN)]


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda one: one.code)
def test_a_day_as_its_box_shows_it_is_read_again_in_every_language(language: Language) -> None:
    year = [datetime.date(2028, 1, 1) + datetime.timedelta(days) for days in range(366)]
    with speaking(language):
        shown = [as_typed(day.isoformat()) for day in year]
        assert [read_day(one, TODAY) for one in shown] == year
        assert [read_day(f"  {one.upper()} ", TODAY) for one in shown[:31]] == year[:31]
        assert max(map(len, shown)) <= LONGEST
        assert not any(one in ("2028-03-06", "") for one in shown)


def test_a_box_shows_what_is_no_day_as_it_was_typed() -> None:
    for typed in ("next tuesdayish", "3/4", "2026-13-45", "0001-01-01", " ", ""):
        assert as_typed(typed) == typed
    assert as_typed(None) == ""
    assert as_typed(THIRD) == as_typed("2026-03-03") == "3 March 2026"


@given(st.text(max_size=40))
def test_nothing_that_is_typed_breaks_it(typed: str) -> None:
    with contextlib.suppress(TwoDays):
        read_day(typed, TODAY)


def test_of_two_days_the_one_that_can_be_chosen_is_meant_and_else_the_month_is_asked_for() -> None:
    assert typed_day("12/3", TODAY, (TODAY, LAST)) == datetime.date(2026, 3, 12)
    assert typed_day("3/12", TODAY, (TODAY, LAST)) == datetime.date(2026, 3, 12)
    assert typed_day("12/3", TODAY, (None, TODAY)) == datetime.date(2025, 12, 3)
    for within in ((None, None), (datetime.date(2025, 1, 1), LAST), (LAST, None)):
        with pytest.raises(ValueError, match="Write the month as a word"):
            typed_day("12/3", TODAY, within)
