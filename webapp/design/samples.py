"""What the components are shown with: one question of each type, from the knowledge that is served."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from werkzeug.datastructures import MultiDict

from engine.knowledge_base import KnowledgeBase
from engine.schema import Contact, Question, Resource
from webapp.questionnaire.fields import FIELDS
from webapp.questionnaire.forms import PageForm

WRONG = [
    ("single", "no such answer"),
    ("multi", "no such answer"),
    ("scale", "99"),
    ("number", "about ten"),
    ("date", "soon"),
    ("text", "word " * 2000),
]
_SPACE = re.compile(r"s\d|touch|corner|column|edge")


def is_space(token: str) -> bool:
    """Whether a token is a measure of space."""
    return _SPACE.fullmatch(token) is not None


def questions(kb: KnowledgeBase) -> dict[str, Question]:
    """Type -> a question of it, the one with the fewest options."""
    found: dict[str, Question] = {}
    for kind in FIELDS:
        ones = [one for one in kb.questions.values() if one.type == kind and one.status != "retired"]
        if ones:
            found[kind] = min(ones, key=lambda one: (len(one.options) or 9, one.id))
    return found


def answers(kb: KnowledgeBase) -> dict[str, Any]:
    """Type -> an answer that its question takes."""
    return {kind: _answer(one) for kind, one in questions(kb).items()}


def _answer(question: Question) -> Any:
    if question.type in ("single", "multi"):
        value = question.options[0].value
        return [value] if question.type == "multi" else value
    return {
        "scale": int(question.min or 0),
        "number": int(question.min or 0),
        "date": "2026-03-02",
        "text": "Two deliveries a week",
    }[question.type]


def fields(
    kb: KnowledgeBase,
    state: str,
    answers: Mapping[str, Any] | None = None,
    posted: Sequence[tuple[str, str]] | None = None,
) -> PageForm:
    """A form with a field of each type: empty, answered, or as it comes back when it can't be read.

    The fields are called `state_type`, so that several of them can stand on one page.
    """
    asked = {f"{state}_{kind}": one for kind, one in questions(kb).items()}
    form = PageForm({name: FIELDS[one.type](one.wording) for name, one in asked.items()})
    for field in form:
        field.question = asked[field.name]
    sent = None if posted is None else MultiDict((f"{state}_{kind}", value) for kind, value in posted)
    form.process(sent, data={f"{state}_{kind}": value for kind, value in (answers or {}).items()})
    if posted is not None:
        form.validate()
    return form


def resource(kb: KnowledgeBase) -> Resource:
    """A place to go with a number to call."""
    return next(one for one in kb.resources.values() if _number(one) and one.status != "retired")


def contact(kb: KnowledgeBase) -> Contact:
    """A number to call."""
    found = _number(resource(kb))
    assert found is not None
    return found


def _number(resource: Resource) -> Contact | None:
    return next((one for one in resource.contacts if one.number), None)
