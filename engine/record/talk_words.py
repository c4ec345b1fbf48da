"""What reports say of the check-ins: which took place, which did not, and of which that is still to be said.

Bare facts: a check-in that fell out is told without who or why, and one that was only planned is never told
as held.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from engine.language import full_day, listed
from engine.language import gettext as _
from engine.record.entries import Entry
from engine.record.proofs import bullets
from engine.record.told import Told

OFF = frozenset({"cancelled", "moved"})
UNSAID = frozenset({"", "planned"})
"""States of a check-in of which nobody said yet whether it took place."""


def to_be_told(entries: Iterable[Entry], today: datetime.date) -> tuple[Entry, ...]:
    """The check-ins whose day has passed, and of which nothing was said since; in the order they came."""
    return tuple(
        one for one in entries if one.kind == "check_in" and one.says("state") in UNSAID and one.on < today
    )


def planned_for(entries: Iterable[Entry], day: datetime.date) -> tuple[Entry, ...]:
    """The check-ins of a day of which nothing was said yet, by their time."""
    found = [
        one for one in entries if one.kind == "check_in" and one.says("state") in UNSAID and one.on == day
    ]
    return tuple(sorted(found, key=lambda one: one.says("at")))


def talks_between(told: Told, since: datetime.date, heading: str) -> str:
    """What became of the check-ins from a day on, under a heading; '' where there was none. One that was
    planned, and of which nothing was said since, is a place to fill.
    """
    talks = [one for one in reversed(told.check_ins()) if since <= one.on <= told.today]
    held = [full_day(one.on) for one in talks if one.says("state") == "held"]
    lines = [_("Took place: %(days)s", days=listed(held))] if held else []
    lines += [missed(one) for one in talks if one.says("state") in OFF]
    lines += [
        _("[%(day)s was planned: say whether it took place]", day=full_day(one.on))
        for one in to_be_told(talks, told.today)
    ]
    return f"{heading}\n{bullets(lines)}" if lines else ""


def fell_out(told: Told) -> list[str]:
    """A line for each check-in that did not take place on its day, the earliest first."""
    return [
        missed(one) for one in reversed(told.check_ins()) if one.says("state") in OFF and one.on <= told.today
    ]


def missed(talk: Entry) -> str:
    """A check-in that did not take place, as a bare fact."""
    on, following = full_day(talk.on), talk.day("next_on")
    if talk.says("state") == "moved" and following:
        return _("The check-in of %(day)s was moved to %(next)s.", day=on, next=full_day(following))
    if talk.says("state") == "moved":
        return _("The check-in of %(day)s was moved.", day=on)
    return _("The check-in of %(day)s did not take place.", day=on)


def asks_for_a_day(told: Told) -> str:
    """What a letter says of the check-in it is about, which fell out. A new day that it has is kept to."""
    talk = told.talk
    if talk is None:
        return ""
    on, following = full_day(talk.on), talk.day("next_on")
    if talk.says("state") == "moved" and following:
        return _(
            "Our check-in on %(day)s was moved to %(next)s. I have noted that day.",
            day=on,
            next=full_day(following),
        )
    fact = (
        _("Our check-in on %(day)s cannot take place.", day=on)
        if talk.on > told.today
        else _("Our check-in on %(day)s could not take place.", day=on)
    )
    wish = _("Could we find a new time soon? I am free on [day and time] and on [day and time].")
    return f"{fact} {wish}"
