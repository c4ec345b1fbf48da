"""From what was typed, sent or saved to a valid, branched answer sheet.

One closed table, type of question -> reader. A reader takes the raw value and gives the answer, or raises
`_Refused` with what is accepted. All mistakes of a sheet are reported together.
"""

from __future__ import annotations

import datetime
import math
import re
import unicodedata
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from engine import conditions, yaml_files
from engine.conditions import Value
from engine.errors import InputError, Mistake, list_of, nearest
from engine.knowledge_base import KnowledgeBase
from engine.language import gettext as _
from engine.model import Sheet
from engine.schema import UNANSWERED_CODE, Question

FIRST_DAY, LAST_DAY = datetime.date(2000, 1, 1), datetime.date(2100, 12, 31)

LARGEST_SHEET = 1_000_000
"""Bytes of a sheet file that are read; a sheet with every text filled stays far below."""
MOST_MISTAKES = 50
"""Mistakes of one sheet that are told; who makes more has sent something else than a sheet."""


class _Refused(ValueError):
    def __init__(self, what: str, accepted: str, near: str = ""):
        super().__init__(what)
        self.what, self.accepted, self.near = what, accepted, near


def _shown(raw: object) -> str:
    text = repr(raw)
    return text if len(text) <= 60 else text[:57] + "..."


def _codes(question: Question) -> list[str]:
    return [option.value for option in question.options]


def _read_single(question: Question, raw: object) -> Value:
    if not isinstance(raw, str) or question.option(raw) is None:
        codes = _codes(question)
        near = nearest(raw, codes) if isinstance(raw, str) else ""
        raise _Refused(_("%(given)s is not an option", given=_shown(raw)), list_of(codes, 20), near)
    return raw


def _read_multi(question: Question, raw: object) -> Value:
    if not isinstance(raw, list | tuple):
        raise _Refused(
            _("%(given)s is not a list", given=_shown(raw)),
            _("a list of %(codes)s", codes=list_of(_codes(question), 20)),
        )
    for code in raw:
        _read_single(question, code)
    chosen = [option for option in question.options if option.value in raw]
    alone = next((option.value for option in chosen if option.exclusive), None)
    if alone is not None and len(chosen) > 1:
        raise _Refused(
            _("'%(code)s' can't stand beside other options", code=alone),
            _("'%(code)s' alone, or the others without it", code=alone),
        )
    return tuple(option.value for option in chosen)


def _bounded(question: Question, raw: object, whole: bool) -> int | float:
    low, high = question.min or 0, question.max or 0
    least, most = plain_number(low), plain_number(high)
    if whole:
        accepted = _("a whole number from %(least)s to %(most)s", least=least, most=most)
    else:
        accepted = _("a number from %(least)s to %(most)s", least=least, most=most)
    endless = isinstance(raw, float) and not math.isfinite(raw)
    if isinstance(raw, bool) or not isinstance(raw, int | float) or endless:
        raise _Refused(_("%(given)s is not a number", given=_shown(raw)), accepted)
    if not low <= raw <= high or (whole and raw != int(raw)):
        if whole:
            raise _Refused(_("%(given)s is not a whole number in that range", given=_shown(raw)), accepted)
        raise _Refused(_("%(given)s is not a number in that range", given=_shown(raw)), accepted)
    return int(raw) if raw == int(raw) else float(raw)


def _read_scale(question: Question, raw: object) -> Value:
    return _bounded(question, raw, whole=True)


def _read_number(question: Question, raw: object) -> Value:
    return _bounded(question, raw, whole=question.whole)


def _read_date(question: Question, raw: object) -> Value:
    accepted = _("a date as YYYY-MM-DD, from %(first)s to %(last)s", first=FIRST_DAY, last=LAST_DAY)
    if isinstance(raw, datetime.date) and not isinstance(raw, datetime.datetime):
        day = raw
    elif isinstance(raw, str) and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", raw.strip()):
        try:
            day = datetime.date.fromisoformat(raw.strip())
        except ValueError:
            raise _Refused(_("%(given)s is not a day of the calendar", given=_shown(raw)), accepted) from None
    else:
        raise _Refused(_("%(given)s is not a date", given=_shown(raw)), accepted)
    if not FIRST_DAY <= day <= LAST_DAY:
        raise _Refused(_("%(given)s is out of range", given=_shown(raw)), accepted)
    return day


def _read_text(question: Question, raw: object) -> Value:
    accepted = _("text of at most %(most)s characters", most=question.max_length)
    if not isinstance(raw, str):
        raise _Refused(_("%(given)s is not text", given=_shown(raw)), accepted)
    clean = "".join(" " if unicodedata.category(sign) in ("Cc", "Zl", "Zp", "Cs") else sign for sign in raw)
    text = " ".join(clean.split())
    if len(text) > question.max_length:
        raise _Refused(_("%(n)s characters are too many", n=len(text)), accepted)
    return text


READERS: Mapping[str, Callable[[Question, object], Value]] = {
    "single": _read_single,
    "multi": _read_multi,
    "scale": _read_scale,
    "number": _read_number,
    "date": _read_date,
    "text": _read_text,
}


def plain_number(value: float) -> str:
    """A number as a person writes it: 3, 2.5."""
    return str(int(value)) if value == int(value) else str(value)


def counts_as_unanswered(value: Value) -> bool:
    """ "Prefer not to say", nothing chosen, an empty text."""
    return value in (UNANSWERED_CODE, (), "", (UNANSWERED_CODE,))


def require_known_day(today: datetime.date) -> None:
    """InputError where a day given as today is none that a sheet could name."""
    if not FIRST_DAY <= today <= LAST_DAY:
        accepted = _("%(first)s to %(last)s", first=FIRST_DAY, last=LAST_DAY)
        raise InputError([Mistake("", _("%(given)s is out of range", given=today), "today", accepted)])


def read_answers(knowledge: KnowledgeBase, raw: Mapping[str, Any], where: str = "sheet") -> Sheet:
    """A valid sheet from raw answers by question id; InputError with every mistake, or the first
    MOST_MISTAKES.

    A retired question's answer goes to the question that replaced it, or is listed in `ignored`. Answers to
    questions that the questionnaire would not have asked are dropped and listed there too.
    """
    mistakes: list[Mistake] = []
    read: dict[str, Value] = {}
    retired: list[str] = []
    for name, value in _without_retired(knowledge, raw, retired).items():
        if len(mistakes) == MOST_MISTAKES:
            what = _("there are more than %(n)s mistakes; the rest is not read", n=MOST_MISTAKES)
            mistakes.append(Mistake(where, what))
            break
        question = knowledge.questions.get(name)
        if question is None:
            shown = str(name)[:60]
            near = nearest(shown, knowledge.questions)
            what = _("there is no such question")
            mistakes.append(Mistake(where, what, shown, _("a question id (see `questionnaire`)"), near))
            continue
        if value is None:
            continue
        try:
            read[name] = READERS[question.type](question, value)
        except _Refused as error:
            mistakes.append(Mistake(where, error.what, name, error.accepted, error.near))
    if mistakes:
        raise InputError(mistakes)
    return _branched(knowledge, read, tuple(retired))


def _without_retired(knowledge: KnowledgeBase, raw: Mapping[str, Any], dropped: list[str]) -> dict[str, Any]:
    current = {name: value for name, value in raw.items() if name not in knowledge.retired_questions}
    for name in sorted(knowledge.retired_questions.keys() & raw.keys()):
        replacement = knowledge.retired_questions[name].replaced_by
        if replacement and replacement not in current:
            current[replacement] = raw[name]
        else:
            dropped.append(name)
    return current


def _branched(knowledge: KnowledgeBase, read: Mapping[str, Value], retired: tuple[str, ...]) -> Sheet:
    """Drops what hangs on other answers. `depends` reads earlier questions only, so one pass in order is
    all.
    """
    given: dict[str, Value] = {}
    answers: dict[str, Value] = {}
    ignored = list(retired)
    view = conditions.View(answers)
    for name, question in knowledge.questions.items():
        if name not in read:
            continue
        if question.depends is not None and conditions.confidence(question.depends, view) is None:
            ignored.append(name)
            continue
        given[name] = read[name]
        if not counts_as_unanswered(read[name]):
            answers[name] = read[name]
    return Sheet(answers, given, tuple(ignored))


def asked(knowledge: KnowledgeBase, sheet: Sheet) -> tuple[str, ...]:
    """The questions that this sheet's answers open, in order."""
    view = conditions.View(sheet.answers)
    return tuple(
        name
        for name, question in knowledge.questions.items()
        if question.depends is None or conditions.confidence(question.depends, view) is not None
    )


def to_plain(values: Mapping[str, Value]) -> dict[str, Any]:
    """Answers or facts as JSON can hold them: dates as YYYY-MM-DD, several codes as a list."""
    return {
        name: value if isinstance(value, str | int | float) else plain_value(value)
        for name, value in values.items()
    }


def plain_value(value: Value) -> Any:
    """One value as JSON can hold it."""
    if isinstance(value, tuple):
        return list(value)
    return value.isoformat() if isinstance(value, datetime.date) else value


def read_sheet_file(knowledge: KnowledgeBase, path: Path) -> tuple[dict[str, Any], Sheet]:
    """The raw answers and the sheet in a YAML or JSON file; InputError with file, line and column."""
    shown = str(path)
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST_SHEET + 1)
        if len(content) > LARGEST_SHEET:
            raise InputError(
                [Mistake(shown, _("this file is too large for a sheet"), accepted=_("at most 1 MB"))]
            )
        text = content.decode("utf-8")
    except OSError as error:
        raise InputError(
            [Mistake(shown, _("this file can't be read: %(why)s", why=error.strerror))]
        ) from None
    except UnicodeDecodeError as error:
        raise InputError([Mistake(shown, _("this is not UTF-8 (byte %(n)s)", n=error.start))]) from None
    data = yaml_files.parse(text, shown)
    raw = sheet_answers(data, lambda keys: _place(text, shown, keys))
    try:
        return raw, read_answers(knowledge, raw, shown)
    except InputError as error:
        raise InputError(placed(error, lambda field: _place(text, shown, ("answers", field)))) from None


def sheet_answers(data: Any, place: Callable[[tuple[str, ...]], str]) -> dict[str, Any]:
    """The `answers` of a sheet read from outside; InputError where the sheet has another shape."""
    accepted = "{answers: {question: value, ...}}"
    if not isinstance(data, dict) or "answers" not in data:
        near = nearest(str(next(iter(data), "")), ["answers"]) if isinstance(data, dict) else ""
        raise InputError(
            [Mistake(place(()), _("this is not an answer sheet"), accepted=accepted, nearest=near)]
        )
    others = [key for key in data if key != "answers"]
    if others:
        says = {str(key): _("'%(key)s' has no place in a sheet", key=key) for key in others}
        raise InputError([Mistake(place((key,)), what, accepted=accepted) for key, what in says.items()])
    answers = data["answers"] if data["answers"] is not None else {}
    if not isinstance(answers, dict) or not all(isinstance(key, str) for key in answers):
        what = _("'answers' must map questions to values")
        raise InputError([Mistake(place(("answers",)), what, accepted=accepted)])
    return answers


def placed(error: InputError, place: Callable[[str], str], only: str = "") -> list[Mistake]:
    """The mistakes of an error with `where` filled from their fields; `only` those that stand there."""

    def where(one: Mistake) -> str:
        known = one.field and (not only or one.where == only)
        return place(one.field) if known else one.where

    return [Mistake(where(one), one.what, one.field, one.accepted, one.nearest) for one in error.mistakes]


def _place(text: str, shown: str, keys: yaml_files.KeyPath) -> str:
    line, column = yaml_files.position(text, keys)
    return f"{shown}:{line}:{column}"
