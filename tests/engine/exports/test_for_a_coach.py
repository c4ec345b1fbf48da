"""What someone takes along to a coach, as a person reads it."""

from __future__ import annotations

import datetime

from engine.exports.for_a_coach import line_of
from engine.record.entries import Entry

DAY = datetime.date(2026, 3, 6)


def test_a_check_in_stands_on_one_line_with_its_days_in_words() -> None:
    said = {
        "state": "held",
        "mine": "- Send the list\n- Ask Ann",
        "next_on": "2026-03-13",
        "own": "I was shaking",
    }
    assert line_of(Entry("a", "check_in", DAY, said=said)) == (
        "6 March 2026. How it stands: It took place; What I will do: Send the list; Ask Ann; "
        "The next check-in: 13 March 2026"
    )
