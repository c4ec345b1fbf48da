"""A comparison in lines that a person can read, and as data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from engine.compare.changes import (
    ACCEPTED,
    ADDED,
    MOVED,
    REASONS,
    REFUSED,
    REMOVED,
    REWORDED,
    ChangedPlan,
    Comparison,
)
from engine.language import gettext as _
from engine.language import mark, ngettext

HAPPENS: Mapping[str, str] = {
    ADDED: mark("comes in"),
    REMOVED: mark("leaves"),
    MOVED: mark("moves"),
    REWORDED: mark("says it in other words"),
    REASONS: mark("has other reasons"),
}
"""What happens to a strategy, in the order in which it is told."""
FILES: Mapping[str, str] = {"new": mark("new"), "gone": mark("gone"), "changed": mark("changed")}
SHOWN = 4
"""Sheets that are named before the rest is counted."""
STRATEGIES = 6
"""Strategies that are named for one file and one kind of change; the JSON names all."""


def lines(found: Comparison) -> list[str]:
    """The comparison in sentences: how many plans, then each file with what it does and for whom."""
    count = len(found.changed)
    if not count:
        none = ngettext(
            "The plan stays the same.", "All %(n)s plans stay the same.", found.sheets, n=found.sheets
        )
        return [none, *_without_effect(found)]
    said = [_("%(changed)s of %(all)s plans change.", changed=count, all=found.sheets)]
    wording = sum(one.in_words_only for one in found.changed)
    if wording:
        said.append(_("In %(n)s of them nothing comes, goes or moves.", n=wording))
    for file, plans in _by_file(found):
        said += [
            "",
            f"{file} ({_(FILES[found.files[file]])}): {_plans(len(plans))}",
            *_told(found, plans, file),
        ]
    following = [one for one in found.changed if any(not each.files for each in one.happenings)]
    if following:
        said += [
            "",
            f"{_('What follows from these, as weeks have only so much room')}: {_plans(len(following))}",
        ]
        said += _told(found, following, None)
    return [*said, *_others(found), *_without_effect(found)]


def _plans(count: int) -> str:
    return ngettext("%(n)s plan", "%(n)s plans", count, n=count)


def _by_file(found: Comparison) -> list[tuple[str, list[ChangedPlan]]]:
    """Each file that is a reason, with the plans it changes; those with the most first."""
    of: dict[str, list[ChangedPlan]] = {}
    for one in found.changed:
        for file in one.files:
            of.setdefault(file, []).append(one)
    return sorted(of.items(), key=lambda pair: (-len(pair[1]), pair[0]))


def _told(found: Comparison, plans: Sequence[ChangedPlan], file: str | None) -> Iterator[str]:
    """What happens to which strategy, in which plans, because of a file (None: because of what others do)."""
    for what, words in HAPPENS.items():
        of: dict[str, list[str]] = {}
        for plan in plans:
            for one in plan.happenings:
                if one.what == what and (file in one.files if file else not one.files):
                    of.setdefault(one.strategy, []).append(plan.sheet)
        ordered = sorted(of.items(), key=lambda pair: (-len(pair[1]), pair[0]))
        for strategy, names in ordered[:STRATEGIES]:
            title = f"“{found.titles[strategy]}” ({strategy})"
            yield f"  {_(words)}: {title}, {_plans(len(names))}: {_named(names)}"
        if len(ordered) > STRATEGIES:
            more = len(ordered) - STRATEGIES
            yield f"  {_(words)}: {ngettext('%(n)s strategy more', '%(n)s strategies more', more, n=more)}"


def _named(names: Sequence[str]) -> str:
    more = len(names) - SHOWN
    shown = ", ".join(names[:SHOWN])
    return _("%(names)s and %(n)s more", names=shown, n=more) if more > 0 else shown


def _others(found: Comparison) -> Iterator[str]:
    """Sheets that only one version takes, and plans that differ in nothing that stands in them."""
    for what, words in (
        (REFUSED, _("Refused now, and not before")),
        (ACCEPTED, _("Refused before, and not now")),
    ):
        names = [one.sheet for one in found.changed if one.what == what]
        if names:
            yield from ("", f"{words}: {_named(names)}")
    beside = [one.sheet for one in found.changed if not one.what and not one.happenings]
    if beside:
        words = _("Only beside the steps: in findings, scores, or what was left out and assumed")
        yield from ("", f"{words}: {_named(beside)}")


def _without_effect(found: Comparison) -> Iterator[str]:
    """Files that differ and are a reason for nothing here, and those that could not be compared."""
    reasons = {file for one in found.changed for file in one.files}
    idle = [
        f"  {file} ({_(FILES[what])})" for file, what in sorted(found.files.items()) if file not in reasons
    ]
    if idle:
        yield from ("", _("These differ too, and are the reason for no change in a step here:"), *idle)
    elif not found.files:
        yield from ("", _("Nothing differs in knowledge/ and rules/."))
    if found.borrowed:
        told = _("These can't be read any more as they were, and are taken as they are now:")
        yield from ("", told, *(f"  {file}" for file in found.borrowed))


def to_json(found: Comparison) -> dict[str, Any]:
    """The comparison as plain data, a plan at a time."""
    return {
        "old": found.old,
        "new": found.new,
        "sheets": found.sheets,
        "changed": len(found.changed),
        "files": {
            file: {"what": what, "plans": [one.sheet for one in found.changed if file in one.files]}
            for file, what in sorted(found.files.items())
        },
        "not_compared": list(found.borrowed),
        "plans": [_plan(one) for one in found.changed],
    }


def _plan(one: ChangedPlan) -> dict[str, Any]:
    made: dict[str, Any] = {"id": one.sheet}
    if one.what:
        return {**made, "what": one.what}
    for what in HAPPENS:
        made[what] = [
            {"strategy": each.strategy, "because": list(each.files)}
            for each in one.happenings
            if each.what == what
        ]
    return made
