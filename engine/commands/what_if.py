"""`what-if SHEET QUESTION=VALUE...`: what other answers would change in the plan."""

from __future__ import annotations

import argparse
import datetime
from collections.abc import Iterable
from typing import Any

from engine import yaml_files
from engine.answers import read_sheet_file
from engine.commands.sheets import about_a_sheet, mistakes_in, put_out
from engine.errors import InputError, Mistake, nearest
from engine.explain import what_if
from engine.knowledge_base import KnowledgeBase, load
from engine.language import current, mark
from engine.language import gettext as _

ACCEPTED = mark("QUESTION=VALUE; several codes with commas; nothing after = for no answer")


def add(commands: Any) -> None:
    """The command, added to a program's subparsers."""
    command = about_a_sheet(commands, "what-if", "what other answers would change in the plan")
    command.add_argument("changes", nargs="+", metavar="QUESTION=VALUE", help=ACCEPTED)
    command.set_defaults(run=_what_if)


def _what_if(arguments: argparse.Namespace) -> int:
    knowledge = load(language=current())
    raw, _sheet = read_sheet_file(knowledge, arguments.sheet)
    changes = read_changes(knowledge, arguments.changes)
    today = arguments.today or datetime.date.today()
    with mistakes_in(arguments.sheet):
        found = what_if(knowledge, raw, changes, today, arguments.engine)
    return put_out(arguments.format, found.to_json(), found.lines(knowledge))


def read_changes(knowledge: KnowledgeBase, given: Iterable[str]) -> dict[str, Any]:
    """Question -> raw value, or None for no answer; InputError with every mistake.

    Whether a value fits its question is for `read_answers` to say.
    """
    mistakes, changes = [], {}
    for text in given:
        name, equals, value = text.partition("=")
        name = name.strip()
        question = knowledge.questions.get(name)
        if not equals:
            mistakes.append(Mistake("what-if", _("'%(text)s' has no '='", text=text), accepted=_(ACCEPTED)))
        elif question is None:
            near = nearest(name, knowledge.questions)
            what, accepted = _("there is no such question"), _("a question id")
            mistakes.append(Mistake("what-if", what, name, accepted, near))
        elif name in changes:
            mistakes.append(Mistake("what-if", _("this question stands twice"), name))
        else:
            try:
                changes[name] = _value(question.type, value.strip())
            except InputError as error:
                mistakes += [Mistake("what-if", one.what, name) for one in error.mistakes]
    if mistakes:
        raise InputError(mistakes)
    return changes


def _value(kind: str, text: str) -> Any:
    if not text:
        return None
    if kind == "multi":
        return [code.strip() for code in text.strip("[]").split(",") if code.strip()]
    return yaml_files.parse(text, "") if kind in ("number", "scale") else text
