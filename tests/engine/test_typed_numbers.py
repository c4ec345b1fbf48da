"""Numbers are read as people type them, and what is no number is never guessed."""

from __future__ import annotations

import pytest

from engine.typed_numbers import hours_between, read_number, typed_number


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
    ],
)
def test_a_number_is_read_as_people_type_it(typed: str, value: float) -> None:
    assert read_number(typed) == value


@pytest.mark.parametrize("typed", ["", "many", "1e400", "nan", "5 to 9", "1,2,3", "%", "£", "1e13"])
def test_what_is_no_number_is_none(typed: str) -> None:
    assert read_number(typed) is None


def test_a_box_that_holds_no_number_says_what_to_put_right() -> None:
    assert typed_number("  ") is None
    with pytest.raises(ValueError, match="Write a number here"):
        typed_number("many")


@pytest.mark.parametrize(
    ("typed", "hours"), [("1,5", 1.5), ("40", 40), ("41", None), ("0", None), (None, None)]
)
def test_hours_stay_within_their_bounds(typed: str | None, hours: float | None) -> None:
    assert hours_between(typed, 0.1, 40) == hours
