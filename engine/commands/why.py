"""`why SHEET STRATEGY` and `why-not SHEET STRATEGY`."""

from __future__ import annotations

import argparse
import datetime
from typing import Any

from engine.answers import read_sheet_file
from engine.commands.sheets import about_a_sheet, mistakes_in, put_out
from engine.explain import why, why_not
from engine.knowledge_base import load
from engine.language import current
from engine.language import gettext as _


def add(commands: Any) -> None:
    """Both commands, added to a program's subparsers."""
    for name, run, says in (
        ("why", _why, "why a strategy is in the plan of a sheet"),
        ("why-not", _why_not, "the fewest changed answers that would bring a strategy into the plan"),
    ):
        command = about_a_sheet(commands, name, says)
        command.add_argument("strategy", metavar="STRATEGY", help="a strategy's id, as in a plan's `items`")
        command.set_defaults(run=run)


def _why(arguments: argparse.Namespace) -> int:
    knowledge = load(language=current())
    raw, _sheet = read_sheet_file(knowledge, arguments.sheet)
    today = arguments.today or datetime.date.today()
    with mistakes_in(arguments.sheet):
        found = why(knowledge, raw, arguments.strategy, today, arguments.engine)
    hint = [] if found.in_plan else [_("`why-not` shows what would bring it.")]
    return put_out(arguments.format, found.to_json(), [*found.lines(knowledge), *hint])


def _why_not(arguments: argparse.Namespace) -> int:
    knowledge = load(language=current())
    raw, _sheet = read_sheet_file(knowledge, arguments.sheet)
    today = arguments.today or datetime.date.today()
    with mistakes_in(arguments.sheet):
        found = why_not(knowledge, raw, arguments.strategy, today, arguments.engine)
    hint = [_("`why` shows what brings it.")] if found.in_plan else []
    return put_out(arguments.format, found.to_json(), [*found.lines(knowledge), *hint])
