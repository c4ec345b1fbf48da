"""Moments are kept in UTC; a day that a person reads is the day where the program runs."""

from __future__ import annotations

import datetime
import time
from collections.abc import Iterator

import pytest

from webapp.store import day_of


@pytest.fixture
def in_new_york(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", "America/New_York")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize(
    ("moment", "day"), [((2026, 3, 3, 2), 2), ((2026, 3, 3, 6), 3), ((2026, 7, 3, 4, 30), 3)]
)
@pytest.mark.usefixtures("in_new_york")
def test_an_evening_in_new_york_is_not_the_next_day_yet(moment: tuple[int, ...], day: int) -> None:
    year, month, date, hour, *minutes = moment
    at = datetime.datetime(year, month, date, hour, *minutes, tzinfo=datetime.timezone.utc)
    assert day_of(at).day == day
