"""The form of one page: the questions that are shown on it, with the answers given so far."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from werkzeug.datastructures import MultiDict
from wtforms.form import BaseForm

from engine import calendar
from engine.answers import read_answers
from engine.errors import InputError
from engine.knowledge_base import KnowledgeBase
from engine.language import gettext as _
from webapp.questionnaire.fields import FIELDS
from webapp.questionnaire.pages import offered
from webapp.questionnaire.unread import Unread, readable


class PageForm(BaseForm):  # type: ignore[misc]
    """The fields of one page in the order of the questions. CSRF is guarded for the whole app, not here."""

    def changes(self) -> dict[str, Any]:
        """Question -> plain answer, None where it was skipped, or what was typed and can't be read."""
        return {
            field.name: Unread(tuple(field.raw_data or ())) if field.errors else field.data for field in self
        }


@dataclass(frozen=True, slots=True)
class FormError:
    """One line of the summary at the top of a page, and where it leads."""

    question: str
    wording: str
    says: str


def page_form(
    kb: KnowledgeBase,
    questions: Sequence[str],
    answers: Mapping[str, Any],
    posted: MultiDict[str, str] | None = None,
    typed: Mapping[str, Unread] | None = None,
) -> PageForm:
    """A form for these questions, filled from `posted` if the person has sent it, else from `answers`.

    What was `typed` and could not be read stands in its box again; `check` then says what is wrong with it.
    """
    form = PageForm({name: FIELDS[kb.questions[name].type](kb.questions[name].wording) for name in questions})
    for field in form:
        field.question = kb.questions[field.name]
    form.process(posted, data={name: answers.get(name) for name in questions})
    for name, one in (typed or {}).items():
        if posted is None and name in form:
            form[name].process(MultiDict((name, text) for text in one.raw), answers.get(name))
    together = {**answers, **{field.name: field.data for field in form}}
    for field in form:
        field.offered = offered(kb, field.name, together)
    return form


def check(
    kb: KnowledgeBase, form: PageForm, answers: Mapping[str, Any], today: datetime.date
) -> tuple[FormError, ...]:
    """What has to be put right on this page, in the order of its questions; the fields know their errors too.

    `answers` are those given so far: a page is held against them too, so that an end before the start is said
    here and not only when the plan is made.
    """
    form.validate()
    if not any(field.errors for field in form):
        _check_together(kb, form, answers, today)
    return tuple(
        FormError(field.name, field.question.wording, str(field.errors[0])) for field in form if field.errors
    )


def _check_together(
    kb: KnowledgeBase, form: PageForm, answers: Mapping[str, Any], today: datetime.date
) -> None:
    given = {**answers, **readable(form.changes())}
    together = {name: value for name, value in given.items() if value is not None}
    try:
        calendar.lay(read_answers(kb, together).answers, today, "page")
    except InputError as error:
        for mistake in error.mistakes:
            if mistake.field in form:
                form[mistake.field].errors = [_in_words(mistake.field, mistake.what)]


def _in_words(question: str, what: str) -> str:
    if question == "plan_end":
        return _("The end date and the start date don’t fit together. Check both.")
    return _("This can’t be used: %(what)s.", what=what)
