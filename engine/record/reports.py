"""Reports that were written from the record, as the person changed them: the document `reports`.

It is `{"form": 1, "reports": [...]}`, each with the fields of `Report`. `made` is the text as it came from
the record: where it differs from `text`, the person has changed it, and writing it anew keeps that text in
`earlier`. What was taken out can be brought back on the same day (`engine/kept_list.py`).
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from engine.kept_list import (
    LARGEST,
    UNDO,
    find,
    size_of,
    steps_of,
    taken_back,
    things_of,
    with_step,
    with_things,
    written_over,
)
from engine.language import mark
from engine.record.merging import merged
from engine.typed_days import as_day

REPORTS = "reports"
"""The name of the list."""
LONGEST_SUBJECT, LONGEST_TEXT = 200, 20_000
MOST_REPORTS = 400
MOST_EARLIER = 3


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of report: the letter it is written from, what it is called, and what it is about."""

    letter: str
    """Id in knowledge/letters/."""
    title: str
    use: str
    about: str = ""
    """`goal`, `talk` (a check-in) or `week` where it is about one; '' where about all."""


KINDS: Mapping[str, Kind] = {
    "friday": Kind(
        "friday_report_note",
        mark("Friday report"),
        mark("A few lines for each goal, each week."),
        about="week",
    ),
    "agenda": Kind(
        "check_in_agenda", mark("Agenda"), mark("Four points for the next check-in."), about="talk"
    ),
    "summary": Kind(
        "same_day_summary_note",
        mark("Summary of a check-in"),
        mark("What was said and agreed, sent the same day."),
        about="talk",
    ),
    "new_date": Kind(
        "cancelled_meeting_note",
        mark("Words for a new date"),
        mark("When a check-in did not take place."),
        about="talk",
    ),
    "midpoint": Kind(
        "midpoint_status_note",
        mark("Halfway status"),
        mark("Each goal: met, on course or not there yet."),
    ),
    "proof": Kind(
        "proof_page_sheet",
        mark("Proof page"),
        mark("One goal on one page: its target, where it stands, and the proof."),
        about="goal",
    ),
    "extension": Kind(
        "extension_letter",
        mark("Asking for more time"),
        mark("The facts: what is done, what is open, what cost time."),
        about="goal",
    ),
    "closure": Kind(
        "closure_request", mark("Asking for the result in writing"), mark("When the end has come.")
    ),
}


class ReportGone(LookupError):
    """There is no such report, or no longer."""


class ReportsFull(Exception):
    """There are as many reports as can be kept."""


class ReportStale(Exception):
    """It was changed meanwhile, in another window. `now` is how it stands."""

    def __init__(self, now: Report):
        super().__init__(now.id)
        self.now = now


@dataclass(frozen=True, slots=True)
class Report:
    """One report of one day, in the language it was written in."""

    id: str
    kind: str
    on: datetime.date
    subject: str
    text: str
    made: str
    goal: str = ""
    talk: str = ""
    week: datetime.date | None = None
    """The Monday of the week it speaks of, where it is about one."""
    earlier: tuple[str, ...] = ()
    """Texts of the person's own that a newer one stands in place of, the latest first."""
    aside: tuple[str, ...] = ()
    """New lines of the record that found no place beside the person's own words."""
    rev: int = 1

    @property
    def changed(self) -> bool:
        """Whether the person has changed it."""
        return self.text != self.made


def report_from_json(kept: object) -> Report | None:
    """A report of the document; None where it can't be read."""
    if not isinstance(kept, dict):
        return None
    texts = {name: kept.get(name) for name in ("id", "kind", "subject", "text", "made")}
    if not all(isinstance(text, str) for text in texts.values()):
        return None
    day, earlier, rev = as_day(kept.get("on")), kept.get("earlier"), kept.get("rev")
    if day is None or not texts["id"] or texts["kind"] not in KINDS:
        return None
    goal, talk = kept.get("goal"), kept.get("talk")
    return Report(
        **{name: str(text) for name, text in texts.items()},
        on=day,
        goal=goal if isinstance(goal, str) else "",
        talk=talk if isinstance(talk, str) else "",
        week=as_day(kept.get("week")),
        earlier=_texts(earlier),
        aside=_texts(kept.get("aside")),
        rev=rev if isinstance(rev, int) else 1,
    )


def report_to_json(report: Report) -> dict[str, Any]:
    """The report as the document holds it."""
    return {
        "id": report.id,
        "rev": report.rev,
        "kind": report.kind,
        "on": report.on.isoformat(),
        "goal": report.goal,
        "talk": report.talk,
        "week": report.week.isoformat() if report.week else "",
        "subject": report.subject,
        "text": report.text,
        "made": report.made,
        "earlier": list(report.earlier),
        "aside": list(report.aside),
    }


def reports_of(document: Mapping[str, Any] | None) -> tuple[Report, ...]:
    """All that can be read of the document, the newest day first."""
    found = [report_from_json(one) for one in things_of(document or {}, REPORTS)]
    readable = [one for one in found if one is not None]
    numbered = sorted(enumerate(readable), key=lambda one: (one[1].on, one[0]), reverse=True)
    return tuple(one for _number, one in numbered)


def same(document: Mapping[str, Any] | None, wanted: Report) -> Report | None:
    """The report of the same kind about the same thing, of the same week or else day, if there is one."""

    def about(one: Report) -> tuple[object, ...]:
        return one.kind, one.week or one.on, one.goal, one.talk

    return next((one for one in reports_of(document) if about(one) == about(wanted)), None)


def report_at(document: Mapping[str, Any] | None, name: str) -> Report:
    """The report of an id; ReportGone."""
    return _find(document or {}, name)[2]


def _find(document: Mapping[str, Any], name: str) -> tuple[int, list[Any], Report]:
    found = find(document, REPORTS, name, report_from_json)
    if found is None:
        raise ReportGone
    return found


def with_new(document: Mapping[str, Any], report: Report) -> dict[str, Any]:
    """With a report. One of its kind and day that is there already stays as it is. ReportsFull."""
    kept = things_of(document, REPORTS)
    if same(document, report) is not None:
        return dict(document)
    after = [*kept, report_to_json(report)]
    if len(after) > MOST_REPORTS or size_of(after) > LARGEST:
        raise ReportsFull
    return with_things(document, REPORTS, after)


def with_text(document: Mapping[str, Any], name: str, rev: int, subject: str, text: str) -> dict[str, Any]:
    """With what the person typed; ReportGone, ReportStale, ReportsFull."""
    now = report_at(document, name)
    if (subject, text) == (now.subject, now.text):
        return dict(document)
    if now.rev != rev:
        raise ReportStale(now)
    return _put(document, replace(now, subject=subject, text=text, aside=()))


def with_made_anew(document: Mapping[str, Any], name: str, text: str) -> dict[str, Any]:
    """With the text as the record has it now; one that the person had changed is kept beside it."""
    now = report_at(document, name)
    if text == now.text:
        return _put(document, replace(now, made=text, aside=()))
    earlier = (now.text, *now.earlier)[:MOST_EARLIER] if now.changed else now.earlier
    return _put(document, replace(now, text=text, made=text, earlier=earlier, aside=()))


def with_new_lines(document: Mapping[str, Any], name: str, text: str) -> dict[str, Any]:
    """With what the record says now (`text`) put into the person's own text, which is kept beside it too."""
    now = report_at(document, name)
    both = merged(now.made, now.text, text)
    earlier = now.earlier if both.text == now.text or not now.changed else (now.text, *now.earlier)
    after = replace(now, text=both.text, made=text, earlier=earlier[:MOST_EARLIER], aside=both.left)
    return _put(document, after)


def with_taken_back(document: Mapping[str, Any], name: str, number: int) -> dict[str, Any]:
    """With an earlier text (0: the latest) in place again; what stood there is kept in its stead."""
    now = report_at(document, name)
    if not 0 <= number < len(now.earlier):
        raise ReportGone
    rest = (*now.earlier[:number], *now.earlier[number + 1 :])
    earlier = (now.text, *rest)[:MOST_EARLIER] if now.changed else rest
    return _put(document, replace(now, text=now.earlier[number], earlier=earlier))


def without(document: Mapping[str, Any], name: str, today: datetime.date) -> dict[str, Any]:
    """Without a report, which can be brought back today; ReportGone."""
    at, kept, _now = _find(document, name)
    return with_step({**document, UNDO: []}, REPORTS, kept[:at] + kept[at + 1 :], name, on=today.isoformat())


def taken_out(document: Mapping[str, Any] | None, today: datetime.date) -> Report | None:
    """The report that was taken out last, if that was today."""
    steps = [one for one in steps_of(document or {}) if as_day(one.get("on")) == today]
    return report_from_json(steps[-1]["before"]) if steps else None


def with_brought_back(document: Mapping[str, Any], today: datetime.date) -> dict[str, Any]:
    """With the report that was taken out last; ReportGone where that was on another day, or never."""
    if taken_out(document, today) is None:
        raise ReportGone
    return taken_back(document, REPORTS)


def forget(document: Mapping[str, Any], today: datetime.date) -> dict[str, Any]:
    """Without what was taken out on an earlier day."""
    if not document.get(UNDO) or taken_out(document, today) is not None:
        return dict(document)
    return {**document, UNDO: []}


def _put(document: Mapping[str, Any], report: Report) -> dict[str, Any]:
    at, before, now = _find(document, report.id)
    after = report_to_json(replace(report, rev=now.rev + 1))
    kept = [*before[:at], written_over(before[at], report_to_json(now), after), *before[at + 1 :]]
    size = size_of(kept)
    if size > LARGEST and size > size_of(before):
        raise ReportsFull
    return with_things(document, REPORTS, kept)


def _texts(kept: object) -> tuple[str, ...]:
    return tuple(one for one in kept if isinstance(one, str)) if isinstance(kept, list) else ()
