"""What a coach types about a client, read and held to its length; and what the trail's entries are called."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping

from engine.language import gettext as _
from engine.language import mark
from webapp.words import too_long

LONGEST_ALIAS = 40
TRAIL: Mapping[str, str] = {
    "created": mark("Opened the file"),
    "changed:about": mark("Changed the name"),
    "changed:answers": mark("Changed answers"),
    "changed:plan": mark("Made the plan"),
    "changed:progress": mark("Ticked steps"),
    "changed:changes": mark("Made the plan again; what was done before is kept"),
    "changed:edits": mark("Changed the plan by hand"),
    "took:file": mark("Took the checklist as a file"),
    "took:print_page": mark("Opened the print page"),
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
        return _("Write a name for this client. It need not be their real one.")
    if len(alias) > LONGEST_ALIAS:
        return too_long(LONGEST_ALIAS, len(alias))
    return None
