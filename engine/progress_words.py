"""What a letter says of the person's progress: the ticks on the plan, as lines that a manager may read.

A strategy is named only where its file has `in_reports`. Money, health, advice and the search for another
job have none, so no letter can give them away, whatever was ticked.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping

from engine.goals.pace import monday_of
from engine.knowledge_base import KnowledgeBase
from engine.language import full_day, ngettext, number
from engine.language import gettext as _
from engine.model import Plan, PlanItem
from engine.rounds import Round

WEEK_DAYS = 7
MOST_NEXT = 3
"""Lines of what comes next: a report is read in a minute."""
MOST_THIS_WEEK = 5
MOST_SO_FAR = 10
"""Lines of what was finished: the latest."""
A_YEAR = 366
"""Days: how far back a line of a check-in is known as a step of the plan."""


def progress_words(
    knowledge: KnowledgeBase,
    plan: Plan,
    ticked: Mapping[str, str],
    today: datetime.date,
    since: datetime.date | None = None,
    letter: str = "",
    rounds: Iterable[Round] = (),
    ahead_of: datetime.date | None = None,
) -> dict[str, str]:
    """Each name of `templates.PROGRESS` -> its lines, or '' where there is nothing to say yet.

    `ticked` is `item/step` -> the day it was ticked, as YYYY-MM-DD. It is told as it stood on `today`; the
    week begins on `since`, or six days before. What is due by its end is told apart from what comes after it.
    What was done since is in neither.
    The step that `letter` (its id) is for is not told in it.
    `rounds` are those of habits that were started again since.
    `ahead_of` is the day on which it will be read, as at a check-in: what comes next is counted from it.
    """
    open_to_all = [item for item in plan.items if _thing(knowledge, item) and not _is_for(item, letter)]
    days = {item.id: [day for day in _days(item, ticked) if day <= today] for item in open_to_all}
    before = {item.id: _before(item, rounds, today) for item in open_to_all}
    ends = (since or monday_of(today)) + datetime.timedelta(days=WEEK_DAYS - 1)
    since = since or today - datetime.timedelta(days=WEEK_DAYS - 1)
    read_on = max(today, ahead_of or today)
    done_by_now = {item.id: _done(item, _days(item, ticked)) for item in open_to_all}
    this_week: list[str] = []
    begun: list[str] = []
    so_far: list[tuple[datetime.date, str]] = []
    ahead: list[PlanItem] = []
    due_by_then: list[PlanItem] = []
    for item in open_to_all:
        thing, ticks, times = _thing(knowledge, item), days[item.id], before[item.id]
        in_week = any(since <= day for day in [*ticks, *times])
        if in_week:
            if _done(item, ticks) or item.repeats:
                this_week.append(thing)
            else:
                begun.append(_("%(thing)s (begun)", thing=thing))
        if _done(item, ticks):
            times = [*times, max(ticks)]
        if times:
            so_far.append((max(times), _so_far(thing, times)))
        if done_by_now[item.id]:
            continue
        if item.due >= read_on and not (item.repeats and in_week):
            ahead.append(item)
        if not item.repeats and since <= item.due <= ends:
            due_by_then.append(item)
    for found in (ahead, due_by_then):  # what can still be done in time stands first
        found.sort(key=lambda item: (bool(item.repeats), item.due < today, item.due, item.id))
    # a habit that has begun goes on: it is nothing that comes later
    later = [item for item in ahead if item.due > ends and not (item.repeats and item.start <= ends)]
    return {
        "done_this_week": _lines([*this_week, *begun][:MOST_THIS_WEEK]),
        "done_so_far": _lines(said for _day, said in sorted(so_far)[-MOST_SO_FAR:]),
        "next_steps": _lines(_planned(knowledge, item) for item in ahead[:MOST_NEXT]),
        "still_to_do": _still_to_do(knowledge, due_by_then, today, ends),
        "next_week_on": _lines(_planned(knowledge, item) for item in later[:MOST_NEXT]),
    }


def still_ahead(knowledge: KnowledgeBase, lines: str, day: datetime.date) -> str:
    """Lines that were kept beside a check-in, without the plan's steps whose day is over by this one.

    A line is known as a step by being word for word what was offered. All that the person wrote stays.
    """
    things = [strategy.in_reports for strategy in knowledge.strategies.values() if strategy.in_reports]
    days = [day - datetime.timedelta(days=back) for back in range(1, A_YEAR)]

    def is_over(line: str) -> bool:
        named = (thing for thing in things if thing[1:] in line)
        return any(line == _lines([_by(thing, past)]) for thing in named for past in days)

    return "\n".join(line for line in lines.splitlines() if not is_over(line))


def _is_for(item: PlanItem, letter: str) -> bool:
    """Whether an item is done by sending this letter, as its first one."""
    return bool(letter) and item.letters[:1] == (letter,)


def _thing(knowledge: KnowledgeBase, item: PlanItem) -> str:
    """What a report calls it; '' where it is not the manager's business, as with all a coach adds."""
    strategy = knowledge.strategies.get(item.id)
    return (strategy.in_reports or "") if strategy is not None else ""


def _days(item: PlanItem, ticked: Mapping[str, str]) -> list[datetime.date]:
    keys = [f"{item.id}/{step.id}" for step in item.steps]
    return [datetime.date.fromisoformat(ticked[key]) for key in keys if key in ticked]


def _done(item: PlanItem, ticks: list[datetime.date]) -> bool:
    return len(ticks) == len(item.steps)


def _before(item: PlanItem, rounds: Iterable[Round], today: datetime.date) -> list[datetime.date]:
    """The days on which a habit was done in full, in rounds that are over."""
    return [one.done_on for one in rounds if one.is_whole(item) and one.done_on <= today]


def _so_far(thing: str, days: list[datetime.date]) -> str:
    """What was done, and when; of what was done several times, how often."""
    last = full_day(max(days))
    if len(days) == 1:
        return _("%(thing)s (%(day)s)", thing=thing, day=last)
    return _("%(thing)s (%(n)s times, last on %(day)s)", thing=thing, n=number(len(days)), day=last)


def _still_to_do(
    knowledge: KnowledgeBase, items: list[PlanItem], today: datetime.date, ends: datetime.date
) -> str:
    """What is due by the end of the week and is not done. A day that has gone by is left out: it was one of
    the person's own preparation, and nobody asked about it.
    """
    if not items:
        return ""
    heading = _("Still to do this week:") if today < ends else _("Still open from this week:")
    lines = [
        _planned(knowledge, item) if item.due >= today else _thing(knowledge, item)
        for item in items[:MOST_THIS_WEEK]
    ]
    more = len(items) - len(lines)
    if more > 0:
        lines.append(ngettext("%(n)s more in my plan", "%(n)s more in my plan", more, n=number(more)))
    return f"{heading}\n{_lines(lines)}"


def _planned(knowledge: KnowledgeBase, item: PlanItem) -> str:
    thing = _thing(knowledge, item)
    return thing if item.repeats else _by(thing, item.due)


def _by(thing: str, day: datetime.date) -> str:
    return _("%(thing)s, by %(day)s", thing=thing, day=full_day(day))


def _lines(things: Iterable[str]) -> str:
    return "\n".join(f"- {thing[:1].upper()}{thing[1:]}" for thing in things)
