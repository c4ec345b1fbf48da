"""What a coach types about a client, read and held to its length; and what the trail's entries are called."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping

LONGEST_ALIAS = 40
TRAIL: Mapping[str, str] = {
    "created": "Opened the file",
    "changed:about": "Changed the name",
    "changed:answers": "Changed answers",
    "changed:plan": "Made the plan",
    "changed:progress": "Ticked steps",
    "changed:edits": "Changed the plan by hand",
    "took:file": "Took the checklist as a file",
    "took:print_page": "Opened the print page",
}


def one_line(text: str | None) -> str:
    """What was typed, without line breaks, control signs and spaces around it."""
    return " ".join(_readable(text or "").split())


def lines(text: str | None) -> tuple[str, ...]:
    """What was typed, line by line, without empty ones."""
    return tuple(line for raw in (text or "").splitlines() if (line := one_line(raw)))


def _readable(text: str) -> str:
    return "".join(" " if unicodedata.category(sign) in ("Cc", "Cs", "Zl", "Zp") else sign for sign in text)


def alias_complaint(alias: str) -> str | None:
    """Why an alias can't be taken, or None."""
    if not alias:
        return "Write a name for this client. It need not be their real one."
    if len(alias) > LONGEST_ALIAS:
        return f"Use {LONGEST_ALIAS} characters or fewer. Now there are {len(alias)}."
    return None
