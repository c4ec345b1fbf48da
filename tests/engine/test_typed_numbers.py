"""Numbers are read as people type them, and what is no number is never guessed."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.typed_numbers import as_typed, hours_between, read_number, typed_number


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("1,200", 1200),
        ("2,5", 2.5),
        ("2.50", 2.5),
        ("£18 500", 18500),
        ("18500€", 18500),
        ("95 %", 95),
        ("−3", -3),
        ("0", 0),
        ("-£5", -5),
        ("£ -5", -5),
        ("+5", 5),
        ("1’000", 1000),
        ("1'000,5", 1000.5),
        ("€ 1.234,50", 1234.5),
        ("1 234,5", 1234.5),
        ("1\u202f234\u00a0€", 1234),
        ("1,234.5", 1234.5),
        ("1.234.567", 1234567),
        ("1,00,000", 100000),
        ("1234.567", 1234.567),
        ("0,125", 0.125),
        ("0.125", 0.125),
        ("12%", 12),
        ("٣٫٥", 3.5),
    ],
)
def test_a_number_is_read_as_people_type_it(typed: str, value: float) -> None:
    assert read_number(typed) == value


@pytest.mark.parametrize("typed", ["", "many", "1e400", "nan", "5 to 9", "1,2,3", "%", "£", "-", "--5"])
def test_what_is_no_number_is_none(typed: str) -> None:
    assert read_number(typed) is None


@pytest.mark.parametrize(
    "typed", ["1e5", "1_000", "12 34", "5 - 9", "1,234,5", "1.234.5", "5²", "£5£", "1" * 14]
)
def test_what_is_nearly_a_number_is_never_guessed(typed: str) -> None:
    assert read_number(typed) is None


@pytest.mark.parametrize(
    ("typed", "whole", "exact"),
    [("1.234", "1234", "1.2340"), ("-€12.500", "-12500", "-12.5"), ("10.000", "10000", "10")],
)
def test_what_can_be_read_in_two_ways_is_asked(typed: str, whole: str, exact: str) -> None:
    with pytest.raises(ValueError, match=re.escape(f"two ways. Write {whole}, or {exact}.")):
        typed_number(typed)
    assert read_number(whole) != read_number(exact)


def test_two_ways_are_none_where_only_one_can_be_meant() -> None:
    assert typed_number("1.125", 0, 60) == 1.125
    assert typed_number("1.125", 1000, 5000) == 1125
    assert hours_between("1.125", 0.1, 40) == 1.125


@given(
    st.integers(-(10**12), 10**12) | st.floats(-1e12, 1e12) | st.decimals(-2000, 2000, places=3).map(float)
)
def test_a_number_put_back_into_its_box_is_read_as_the_same(value: float) -> None:
    assert read_number(as_typed(value)) == value


def test_a_box_that_holds_no_number_says_what_to_put_right() -> None:
    assert typed_number("  ") is None
    with pytest.raises(ValueError, match="Write a number here"):
        typed_number("many")


@pytest.mark.parametrize(
    ("typed", "hours"),
    [
        ("1,5", 1.5),
        ("40", 40),
        ("41", None),
        ("0", None),
        (None, None),
        ("20 min", 0.33),
        ("1h 30", None),
        ("1 h 30 min", 1.5),
        ("2 hours", 2),
        ("45 minutes", 0.75),
        ("5 min", None),
        ("hours", None),
        ("soon", None),
    ],
)
def test_hours_stay_within_their_bounds(typed: str | None, hours: float | None) -> None:
    assert hours_between(typed, 0.1, 40) == hours
