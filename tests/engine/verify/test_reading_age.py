"""The reading age of a text, held to figures that others published."""

from __future__ import annotations

import pytest

from engine.verify.plain_words import plain_words
from engine.verify.reading_age import Reading, reading, sentences, syllables

PLATYPUS = "The Australian platypus is seemingly a hybrid of a mammal and reptilian creature."
"""13 words, 24 syllables, grade 11.3: the worked example of Wikipedia's page on these formulas."""
GETTYSBURG = (
    "Four score and seven years ago our fathers brought forth on this continent, a new nation, conceived in "
    "Liberty, and dedicated to the proposition that all men are created equal."
)
"""30 words and one sentence."""


def test_the_published_example_has_the_published_grade() -> None:
    found = reading(PLATYPUS, known={"australian": 3, "reptilian": 3})  # as dictionaries have them
    assert (found.words, found.sentences, found.syllables) == (13, 1, 24)
    assert found.grade == pytest.approx(11.27, abs=0.02)


def test_the_formula_is_kincaids() -> None:
    assert Reading(words=100, sentences=5, syllables=150).grade == pytest.approx(
        0.39 * 20 + 11.8 * 1.5 - 15.59
    )
    assert Reading(words=6, sentences=1, syllables=6).grade == pytest.approx(-1.45)  # The cat sat on the mat.
    assert reading("The cat sat on the mat.").grade == pytest.approx(-1.45)
    assert Reading().grade == 0


def test_a_hard_sentence_asks_for_an_older_reader_than_a_plain_one() -> None:
    hard = reading(GETTYSBURG)
    assert (hard.words, hard.sentences) == (30, 1)
    assert hard.age > 16 > 11 > reading("Write down the date. Say what was done. Keep a copy at home.").age


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("goal", 1), ("goals", 1), ("week", 1), ("through", 1), ("straight", 1), ("asked", 1), ("wanted", 2),
        ("plan", 1), ("makes", 1), ("changes", 2), ("reaches", 2), ("table", 2), ("people", 2), ("little", 2),
        ("statement", 2), ("something", 2), ("careful", 2), ("doing", 2), ("being", 2), ("quiet", 2),
        ("various", 3), ("actual", 3), ("manager", 3), ("behaviour", 3), ("employer", 3), ("mediation", 4),
        ("situation", 4),
        ("confidential", 4), ("disability", 5), ("didn’t", 2), ("manager’s", 3), ("I", 1), ("30", 1),
    ],
)  # fmt: skip
def test_syllables_are_counted_as_people_say_them(word: str, count: int) -> None:
    assert syllables(word, plain_words().syllables) == count


def test_a_colon_a_line_and_a_full_stop_end_a_sentence_and_an_abbreviated_hour_does_not() -> None:
    assert sentences("Say: “I will read it. Thank you.” Then go.") == [
        "Say:",
        "“I will read it.",
        "Thank you.”",
        "Then go.",
    ]
    assert sentences("One line\nand another") == ["One line", "and another"]
    assert sentences("It starts at 9.30 today.") == ["It starts at 9.30 today."]
    assert sentences("Say “yes or no” now.", at_quotes=True) == ["Say ", "yes or no", " now."]
    assert sentences("...") == []


def test_readings_are_added_up() -> None:
    assert reading("Ask. Wait.") + reading("Go on.") == Reading(words=4, sentences=3, syllables=4)
