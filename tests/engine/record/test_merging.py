"""New lines of the record in a report that a person changed."""

from __future__ import annotations

import time

from engine.record.merging import merged
from engine.record.reports import LONGEST_TEXT


def test_a_long_text_of_the_same_line_over_and_over_is_joined_at_once_and_loses_nothing() -> None:
    """It happens while everybody else waits to write; each line compared with each took 18 seconds."""
    made = "- a\n" * (LONGEST_TEXT // 4)
    began = time.process_time()
    both = merged(made, made.replace("- a\n", "", 1), made + "new\n")
    assert time.process_time() - began < 3
    assert "new" in (*both.left, *both.text.splitlines())
