"""Several hard days bring a few links, words that say someone is not safe open help; nothing is scored."""

from __future__ import annotations

import datetime

import pytest

from engine.record.entries import Entry
from engine.record.wellbeing import had_hard_days, says_not_safe

TODAY = datetime.date(2026, 3, 2)


def _moods(*moods: tuple[int, str]) -> list[Entry]:
    return [
        Entry(str(days), "mood", TODAY - datetime.timedelta(days=days), said={"mood": mood})
        for days, mood in moods
    ]


def test_three_hard_days_in_two_weeks_bring_links() -> None:
    assert had_hard_days(_moods((0, "hard"), (5, "very_hard"), (13, "hard")), TODAY)


@pytest.mark.parametrize(
    "moods",
    [
        [(0, "hard"), (5, "very_hard")],
        [(0, "hard"), (0, "hard"), (0, "very_hard")],
        [(0, "hard"), (5, "hard"), (14, "hard")],
        [(0, "mixed"), (1, "steady"), (2, "good"), (3, "hard")],
    ],
)
def test_fewer_or_older_ones_bring_nothing(moods: list[tuple[int, str]]) -> None:
    assert not had_hard_days(_moods(*moods), TODAY)


@pytest.mark.parametrize(
    "text",
    ["I do NOT feel  safe", "I don’t feel safe here", "sometimes I want to die", "thoughts of Suicide"],
)
def test_words_that_say_someone_is_not_safe_are_heard(text: str) -> None:
    assert says_not_safe(["", text])


@pytest.mark.parametrize("text", ["The file is in a safe place", "A hard day, dead tired", ""])
def test_everyday_words_are_not_taken_for_it(text: str) -> None:
    assert not says_not_safe([text])
