"""Taking back an answer that was chosen: of circles, once one is filled, none can be emptied by itself. Boxes
are emptied, and ticks taken out, where they are.

The page is sent with the button of that question, and is read as if nothing had been chosen there; from then
on it goes the way of every page that was sent. With a script the circle is emptied in place (questions.js).
"""

from __future__ import annotations

from werkzeug.datastructures import MultiDict

TAKE_BACK = "take-back-"
"""How the action begins that takes an answer back, followed by the question."""


def taken_back(action: str) -> str | None:
    """The question whose answer this action takes back; None if it is another action."""
    return action.removeprefix(TAKE_BACK) if action.startswith(TAKE_BACK) else None


def without(sent: MultiDict[str, str], question: str | None) -> MultiDict[str, str]:
    """What was sent, with nothing chosen for this question."""
    return MultiDict((name, value) for name, value in sent.items(multi=True) if name != question)
