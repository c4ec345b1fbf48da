"""JSON from outside: what comes out can be shown and stored, and what can't is refused at once."""

from __future__ import annotations

import json

import pytest

from engine.plain_json import DEEPEST, read_plain


def test_what_a_page_of_ours_sends_comes_out_as_it_was() -> None:
    value = {"goal": "Nine tickets\na day ✓", "hours": 2.5, "rows": [["Excel", None, True], []]}
    assert read_plain(json.dumps(value)) == value


def test_signs_that_no_page_can_show_are_left_out_of_texts_and_names() -> None:
    assert read_plain('{"a\\ud800": ["b\\u0000\\udfff", "\\ud83d\\ude00"]}') == {"a": ["b", "😀"]}


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "Expecting value"),
        ("{", "Expecting property name"),
        ("[" * 100_000, "too deep"),
        ("[" * DEEPEST + "1" + "]" * DEEPEST, "too deep"),
        ("NaN", "NaN"),
        ("[-Infinity]", "Infinity"),
        ("1e999", "1e999"),
        ("9" * 5000, "digits"),
    ],
)
def test_what_can_be_neither_shown_nor_stored_is_refused(text: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        read_plain(text)
