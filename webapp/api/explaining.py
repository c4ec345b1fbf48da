"""Why a step is in a plan, why another is not, and what other answers would change: from the request."""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from flask import request

from engine.answers import MOST_MISTAKES, read_answers
from engine.errors import InputError, Mistake, nearest
from engine.explain import QUICK, what_if, why, why_not
from engine.explain.sentences import known_strategy
from engine.knowledge_base import KnowledgeBase
from engine.language import gettext as _
from webapp import services
from webapp.api.requests import KEYS, read_json, shaped

STRATEGY, CHANGES = "strategy", "changes"
ACCEPTED = {
    STRATEGY: '{"answers": {question: value, ...}, "strategy": id, "today": "YYYY-MM-DD" (optional)}',
    CHANGES: '{"answers": {...}, "changes": {question: value or null}, "today": "YYYY-MM-DD" (optional)}',
}
LONGEST_ID = 60


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked: about one strategy, or about some changed answers."""

    answers: Mapping[str, Any]
    about: Any
    today: datetime.date


def why_of() -> dict[str, Any]:
    """The chain from the answers to a strategy."""
    serving, asked = services(), _asked(STRATEGY)
    return why(serving.kb, asked.answers, asked.about, asked.today, serving.engine).to_json()


def why_not_of() -> dict[str, Any]:
    """The fewest other answers that would bring a strategy, as far as a quick search sees."""
    serving, asked = services(), _asked(STRATEGY)
    return why_not(serving.kb, asked.answers, asked.about, asked.today, serving.engine, QUICK).to_json()


def what_if_of() -> dict[str, Any]:
    """How the plan would differ with other answers."""
    serving, asked = services(), _asked(CHANGES)
    return what_if(serving.kb, asked.answers, asked.about, asked.today, serving.engine).to_json()


def _asked(about: str) -> Asked:
    """The request's answers, day and what it is about; InputError with every mistake in all of them."""
    serving, body = services(), read_json(request)
    accepted = ACCEPTED[about]
    if not isinstance(body, dict):
        raise InputError([Mistake("", _("the body is not an object"), accepted=accepted)])
    keys = (*KEYS, about)
    mistakes = [
        Mistake("", _("there is no such field"), name, accepted, nearest(name, keys))
        for name in [str(name)[:LONGEST_ID] for name in body if name not in keys][:MOST_MISTAKES]
    ]
    try:
        read = shaped({name: body[name] for name in KEYS if name in body})
        read_answers(serving.kb, read.answers)
    except InputError as error:
        mistakes += error.mistakes
    if about not in body:
        mistakes.append(Mistake("", _("is missing"), about, accepted))
    else:
        check = _check_strategy if about == STRATEGY else _check_changes
        mistakes += check(serving.kb, body[about])
    if mistakes:
        raise InputError(mistakes)
    return Asked(read.answers, body[about], read.today or serving.today())


def _check_strategy(knowledge: KnowledgeBase, given: Any) -> tuple[Mistake, ...]:
    if not isinstance(given, str) or len(given) > LONGEST_ID:
        shown = json.dumps(given) if len(str(given)) <= LONGEST_ID else _("this")
        what = _("%(given)s is not the id of a strategy", given=shown)
        return (Mistake("", what, STRATEGY, _("an id, as in a plan's items")),)
    try:
        known_strategy(knowledge, given)
    except InputError as error:
        return error.mistakes
    return ()


def _check_changes(knowledge: KnowledgeBase, given: Any) -> tuple[Mistake, ...]:
    """Mistakes in the changed answers, told apart from those in the answers by `changes.` before them."""
    if not isinstance(given, dict):
        accepted = _("question ids with their values, null for none")
        return (Mistake("", _("is not an object"), CHANGES, accepted),)
    try:
        read_answers(knowledge, given)
    except InputError as error:
        return tuple(
            replace(one, field=f"{CHANGES}.{one.field}" if one.field else CHANGES) for one in error.mistakes
        )
    return ()
