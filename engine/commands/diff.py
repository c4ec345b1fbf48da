"""`diff OLD NEW`: whose plans a change of knowledge changes, and how."""

from __future__ import annotations

import argparse
import datetime
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from engine.commands.options import add_language, add_today, number_of_sheets
from engine.commands.sheets import put_out
from engine.compare import (
    Pair,
    SheetToCompare,
    compare,
    drawn,
    from_file,
    lines,
    opened,
    to_json,
    worked_cases,
)
from engine.compare.versions import ACCEPTED

DONE, NOT_THE_SAME = 0, 1


def add(commands: Any) -> None:
    """The command, added to a program's subparsers."""
    command = commands.add_parser("diff", help="whose plans a change of knowledge changes, and how")
    command.add_argument("old", metavar="OLD", help=ACCEPTED)
    command.add_argument("new", metavar="NEW", help="the same; . for the files as they are")
    command.add_argument(
        "--cases", action="store_true", help="compare the worked cases (done where nothing else is asked for)"
    )
    command.add_argument(
        "--sheets", type=Path, metavar="FILE.jsonl", help='compare these: {"id", "answers"} a line'
    )
    command.add_argument(
        "--draw", type=number_of_sheets, metavar="N", help="compare N drawn sheets, the same each time"
    )
    command.add_argument("--format", choices=("text", "json"), default="text", help="default: text")
    command.add_argument("--expect-same", action="store_true", help="end with 1 where any plan changes")
    add_today(command)
    add_language(command)
    command.set_defaults(run=_diff)


def _diff(arguments: argparse.Namespace) -> int:
    with opened(arguments.old, arguments.new) as pair:
        found = compare(pair, _sheets(arguments, pair))
    put_out(arguments.format, to_json(found), lines(found))
    return NOT_THE_SAME if arguments.expect_same and found.changed else DONE


def _sheets(arguments: argparse.Namespace, pair: Pair) -> Iterator[SheetToCompare]:
    if arguments.cases or not (arguments.sheets or arguments.draw):
        yield from worked_cases(pair.old, pair.new)
    if arguments.sheets:
        yield from from_file(arguments.sheets, arguments.today or datetime.date.today())
    if arguments.draw:
        yield from drawn(pair.new, arguments.draw)
