"""What was done, as lines that a manager reads in a minute: dated, each thing once, long ones shortened."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable

from engine.language import full_day, listed, ngettext, number
from engine.language import gettext as _
from engine.record.entries import Entry

LONGEST_LINE = 220
"""Characters of what was done. The whole of it stays in the record."""
_DASHES = re.compile(r"(?:-(?!\d)|[•* ])+")
"""Dashes and dots that begin a line of a list. A number below nought keeps its minus."""


def proof_lines(evidence: Iterable[Entry], most: int, spread: bool = False) -> list[str]:
    """A line for each thing done, in the order given; the same thing on several days is one line, with the
    place that was noted last.

    Of more than `most` things the last ones are told, or with `spread` some from the first to the last; and
    how many more there are.
    """
    days: dict[str, list[datetime.date]] = {}
    places: dict[str, str] = {}
    for one in evidence:
        what = _what(one)
        days[what] = [*days.pop(what, []), one.on]
        places[what] = one.says("place") or places.get(what, "")
    lines = [_line(what, places[what], sorted(set(on))) for what, on in days.items()]
    more = len(lines) - most
    if more <= 0:
        return lines
    told = [lines[at * (len(lines) - 1) // (most - 1)] for at in range(most)] if spread else lines[more:]
    return [*told, ngettext("%(n)s more in my notes", "%(n)s more in my notes", more, n=number(more))]


def one_line(text: str) -> str:
    """A text of several lines as one: with a semicolon where a line ends a thought."""
    whole = ""
    for line in text.splitlines():
        part = _bare(line)
        if not part:
            continue
        in_a_list = line.strip()[:1] in "-•*"
        goes_on = not whole or whole[-1] in ",;:.!?–" or (part[0].islower() and not in_a_list)
        whole = f"{whole}{' ' if goes_on else '; '}{part}"
    return whole.strip()


def lines_of(text: str) -> list[str]:
    """The lines of a text, without dashes and dots before them."""
    return [line for line in map(_bare, text.splitlines()) if line]


def _bare(line: str) -> str:
    whole = " ".join(line.split())
    dashes = _DASHES.match(whole)
    return whole[dashes.end() :] if dashes else whole


def bullets(lines: Iterable[str]) -> str:
    """A line each, begun with a dash and a capital."""
    return "\n".join(f"- {begun(line)}" for line in lines if line)


def begun(text: str) -> str:
    """Begun with a capital, unless it is an address."""
    return text if "://" in text.split(" ")[0] else text[:1].upper() + text[1:]


def _what(entry: Entry) -> str:
    """What was done, without a full stop; cut at a word where it is long."""
    words = one_line(entry.says("done"))
    if len(words) > LONGEST_LINE:
        cut = words[:LONGEST_LINE].rsplit(" ", 1)[0]
        return f"{cut.rstrip(',;:. ')} …"
    return words.rstrip(".")


def _line(what: str, place: str, days: list[datetime.date]) -> str:
    """`Three orders checked (27 February 2026): order book, page 4`."""
    when = (
        listed(map(full_day, days))
        if len(days) <= 3
        else _(
            "%(n)s times, from %(first)s to %(last)s",
            n=number(len(days)),
            first=full_day(days[0]),
            last=full_day(days[-1]),
        )
    )
    if place:
        return _("%(what)s (%(day)s): %(place)s", what=what, day=when, place=place)
    return _("%(what)s (%(day)s)", what=what, day=when)
