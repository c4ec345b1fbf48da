"""`graph STRATEGY`: a drawing of how answers lead to a strategy."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from engine.commands.options import add_language
from engine.commands.output import to_standard_output, write_whole
from engine.explain.sentences import known_strategy
from engine.graph import drawing, routes
from engine.knowledge_base import load
from engine.language import current

DONE = 0


def add(commands: Any) -> None:
    """The command, added to a program's subparsers."""
    command = commands.add_parser("graph", help="how answers lead to a strategy, as a drawing (SVG)")
    command.add_argument("strategy", metavar="STRATEGY", help="a strategy's id, as in a plan's `items`")
    command.add_argument(
        "-o", "--output", type=Path, metavar="FILE", help="write here instead of standard output"
    )
    command.add_argument("--root", type=Path, help="draw from the knowledge/ and rules/ below this folder")
    add_language(command)
    command.set_defaults(run=_graph)


def _graph(arguments: argparse.Namespace) -> int:
    knowledge = load(arguments.root, current())
    text = drawing(routes(knowledge, known_strategy(knowledge, arguments.strategy)))
    if arguments.output is None:
        to_standard_output(text)
    else:
        write_whole(arguments.output, text)
    return DONE
