"""The sheets whose plans are compared, and what of their answers a version of the questionnaire knows."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engine.answers import sheet_answers
from engine.batch.lines import id_in, parse
from engine.errors import InputError, Mistake
from engine.knowledge_base import KnowledgeBase, load_cases
from engine.language import gettext as _


@dataclass(frozen=True, slots=True)
class SheetToCompare:
    """One person's raw answers, the day their plan is made, and what to call them."""

    id: str
    answers: Mapping[str, Any]
    today: datetime.date


def worked_cases(old: KnowledgeBase, new: KnowledgeBase) -> Iterator[SheetToCompare]:
    """The cases of both versions; where both have one, as the new one has it, and all of them where the old
    ones can't be read any more.
    """
    cases = dict(load_cases(new.root))
    with suppress(InputError):
        cases = {**load_cases(old.root), **cases}
    for name in sorted(cases):
        yield SheetToCompare(name, cases[name].answers, cases[name].today)


def from_file(path: Path, today: datetime.date) -> Iterator[SheetToCompare]:
    """A sheet a line, `{"id", "answers"}`; InputError with the line of each mistake."""
    mistakes: list[Mistake] = []
    found: list[SheetToCompare] = []
    try:
        lines = path.read_bytes().splitlines()
    except OSError as error:
        why = _("this file can't be read: %(why)s", why=error.strerror)
        raise InputError([Mistake(str(path), why)]) from None
    for number, line in enumerate(lines, start=1):
        where = f"{path}:{number}"
        try:
            data = parse(line)
            name = id_in(data)
            rest = (
                {key: value for key, value in data.items() if key != "id"} if isinstance(data, dict) else data
            )
            answers = sheet_answers(rest, lambda keys: "")
        except InputError as error:
            mistakes += [
                Mistake(where, one.what, one.field, one.accepted, one.nearest) for one in error.mistakes
            ]
            continue
        called = _("line %(n)s", n=number) if name is None else str(name)
        found.append(SheetToCompare(called, answers, today))
    if mistakes:
        raise InputError(mistakes)
    yield from found


def drawn(knowledge: KnowledgeBase, count: int) -> Iterator[SheetToCompare]:
    """So many sheets drawn through a version's questionnaire, the same in every run."""
    from engine.verify.prove.dates import TODAY  # no other source of sheets needs them
    from engine.verify.prove.draws import sheets

    for number, raw in enumerate(sheets(knowledge, count), start=1):
        yield SheetToCompare(_("drawn sheet %(n)s", n=number), raw, TODAY)


def known_answers(knowledge: KnowledgeBase, answers: Mapping[str, Any]) -> dict[str, Any]:
    """The answers without questions and codes that this version does not have."""
    found = {}
    for name, value in answers.items():
        question = knowledge.questions.get(name)
        if question is None:
            if name in knowledge.retired_questions:
                found[name] = value
            continue
        codes = {option.value for option in question.options}
        if codes and isinstance(value, list):
            value = [code for code in value if code in codes]
        elif codes and value not in codes:
            continue
        found[name] = value
    return found
