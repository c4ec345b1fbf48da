"""What an entry of each kind holds, in one table: the forms, the pages and the search read it.

Labels and hints are English here; whoever shows one puts it through `gettext`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from engine.language import mark

LONGEST = {"line": 300, "text": 4000}
"""Characters of a field. A log points to proof, and holds none."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field: a line, a longer text, one of several choices, a day, or a box to tick."""

    name: str
    shape: Literal["line", "text", "choice", "day", "tick"]
    label: str
    hint: str = ""
    choices: Mapping[str, str] = field(default_factory=dict)
    """Code -> its words, in their order."""
    left_open: str = ""
    """Of choices: the words for none of them; '' where one always holds."""
    needed: str = ""
    """What is said where it is left empty; '' where it may be."""
    part: str = ""
    """Of a check-in: which half of its page it stands in."""
    short: str = ""
    """What it is called in the list, where the label is a question."""


LEFT_OPEN = mark("I leave this open")
MOODS: Mapping[str, str] = {
    "very_hard": mark("Very hard"),
    "hard": mark("Hard"),
    "mixed": mark("Mixed"),
    "steady": mark("Steady"),
    "good": mark("Good"),
}
NOT_SAFE = "not_safe"
"""A choice beside the moods that opens help and is never kept."""
SURENESS: Mapping[str, str] = {
    "not_yet": mark("Not sure yet"),
    "a_little": mark("A little sure"),
    "partly": mark("Partly sure"),
    "mostly": mark("Mostly sure"),
    "sure": mark("Sure"),
}
STATES: Mapping[str, str] = {
    "planned": mark("Planned"),
    "held": mark("It took place"),
    "moved": mark("Moved to another day"),
    "cancelled": mark("Cancelled"),
}
SORTS: Mapping[str, str] = {
    "good": mark("It was good to hear"),
    "wish": mark("It asks for a change"),
    "both": mark("Some of each"),
}
TICKED = "yes"
"""What stands in a field of the shape `tick`."""
PRIVATE = Field(
    "private",
    "tick",
    mark("Keep this out of reports"),
    mark("It stays in your record, for you alone."),
    short=mark("Kept out of reports"),
)
BY: Mapping[str, str] = {
    "me": mark("I did"),
    "manager": mark("My manager"),
    "other": mark("Someone else, or something came up"),
}

KINDS: Mapping[str, str] = {
    "evidence": mark("Something done"),
    "feedback": mark("Feedback"),
    "check_in": mark("Check-in"),
    "mood": mark("How it is going"),
}
ABOUT_KINDS: Mapping[str, str] = {
    "evidence": mark("What was done, for which goal, and where the proof is."),
    "feedback": mark("What someone said about the work, and what comes next."),
    "check_in": mark("A meeting with your manager: the points before, the summary after."),
    "mood": mark("Two small questions and a line, for yourself only."),
}
WITHOUT_GOAL = frozenset({"check_in", "mood"})
"""Kinds that belong to no single goal."""
TO_COME = frozenset({"check_in"})
"""Kinds that may lie ahead."""

FIELDS: Mapping[str, tuple[Field, ...]] = {
    "evidence": (
        Field(
            "done",
            "text",
            mark("What was done"),
            mark("A fact, in a line or two: what, how much, for whom."),
            needed=mark("Write in a few words what was done."),
        ),
        Field(
            "place",
            "line",
            mark("Where the proof is"),
            mark("A place, a link or a file name. The proof itself stays where it is."),
        ),
        Field("seen", "line", mark("Who saw it"), mark("A role is enough, such as “team lead”.")),
        PRIVATE,
    ),
    "feedback": (
        Field(
            "said",
            "text",
            mark("What was said"),
            mark("In their own words, as far as you remember them. Praise belongs here too."),
            needed=mark("Write what was said, in a few words."),
        ),
        Field("who", "line", mark("Who said it"), mark("A role is enough, such as “my manager”.")),
        Field(
            "sort",
            "choice",
            mark("How was it meant?"),
            choices=SORTS,
            left_open=LEFT_OPEN,
            short=mark("What it was"),
        ),
        Field("answer", "text", mark("What I answered"), mark("It can wait. Add it once you have.")),
        Field("next", "text", mark("What comes next"), mark("One thing to do or to ask, with its day.")),
        PRIVATE,
    ),
    "check_in": (
        Field("at", "line", mark("At what time"), part="when"),
        Field("questions", "text", mark("Open questions"), mark("One a line."), part="before"),
        Field("proof", "text", mark("Proof since last time"), mark("Two or three facts."), part="before"),
        Field(
            "block", "text", mark("What is in the way"), mark("The fact, and what it costs."), part="before"
        ),
        Field("ask", "text", mark("What comes next, and what would help"), part="before"),
        Field(
            "state",
            "choice",
            mark("Did it take place?"),
            choices=STATES,
            part="after",
            short=mark("How it stands"),
        ),
        Field(
            "by",
            "choice",
            mark("If it was moved or cancelled: who did that?"),
            mark("Only the fact. Why is not needed."),
            choices=BY,
            left_open=LEFT_OPEN,
            part="after",
            short=mark("Who moved or cancelled it"),
        ),
        Field("well", "text", mark("What is going well, as they said it"), part="after"),
        Field("wished", "text", mark("What they would like to see next"), part="after"),
        Field("mine", "text", mark("What I will do"), mark("One a line, with its day."), part="after"),
        Field("theirs", "text", mark("What they will do"), mark("One a line, with its day."), part="after"),
        Field("open", "text", mark("Still open"), part="after"),
        Field("next_on", "day", mark("The next check-in"), part="after"),
        Field(
            "own",
            "text",
            mark("A note for yourself"),
            mark("It enters no agenda, summary or report."),
            part="after",
        ),
    ),
    "mood": (
        Field(
            "mood",
            "choice",
            mark("How was it at work today?"),
            choices=MOODS,
            left_open=LEFT_OPEN,
            short=mark("At work"),
        ),
        Field(
            "sure",
            "choice",
            mark("How sure do you feel about the next step?"),
            choices=SURENESS,
            left_open=LEFT_OPEN,
            short=mark("The next step"),
        ),
        Field("note", "line", mark("A line, if you like"), short=mark("In a line")),
    ),
}
