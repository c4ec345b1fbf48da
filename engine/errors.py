"""What can be wrong with something a person wrote, said so that they can mend it.

Every error about input is a `Mistake`: where it stands, what was found, what is accepted and, where a
name is unknown, the nearest one that exists. `InputError` carries all the mistakes of one reading.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass

from engine.language import gettext as _


@dataclass(frozen=True, slots=True)
class Mistake:
    """One thing to mend. `where` is `file`, `file:line` or `file:line:column`; `field` a dotted path."""

    where: str
    what: str
    field: str = ""
    accepted: str = ""
    nearest: str = ""

    def __str__(self) -> str:
        parts = [f"{self.where}: " if self.where else ""]
        parts.append(f"{self.field}: " if self.field else "")
        parts.append(self.what.rstrip("."))
        parts.append(".")
        if self.accepted:
            parts.append(" " + _("Accepted: %(accepted)s.", accepted=self.accepted.rstrip(".")))
        if self.nearest:
            parts.append(" " + _("Did you mean '%(name)s'?", name=self.nearest))
        return "".join(parts)

    def to_json(self) -> dict[str, str]:
        """The same as an object, for the API: empty parts left out."""
        pairs = {
            "where": self.where,
            "field": self.field,
            "what": self.what,
            "accepted": self.accepted,
            "nearest": self.nearest,
        }
        return {key: value for key, value in pairs.items() if value}


class InputError(ValueError):
    """Input that can't be used; `mistakes` is never empty."""

    def __init__(self, mistakes: Iterable[Mistake]):
        self.mistakes: tuple[Mistake, ...] = tuple(mistakes)
        super().__init__("\n".join(str(mistake) for mistake in self.mistakes))


def nearest(name: str, known: Iterable[str]) -> str:
    """The known name most like `name`, or an empty string where none is near."""
    matches = difflib.get_close_matches(name, list(known), n=1, cutoff=0.6)
    return matches[0] if matches else ""


def list_of(names: Iterable[str], at_most: int = 12) -> str:
    """`a, b, c`, shortened with the number left out when there are many."""
    all_names = list(names)
    shown = ", ".join(all_names[:at_most])
    more = len(all_names) - at_most
    return _("%(names)s and %(n)s more", names=shown, n=more) if more > 0 else shown
