"""`new KIND ID`: a data file to fill in."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from engine.authoring.skeleton import NEW, STRATA, kind_of, next_steps, write_new
from engine.commands.output import to_standard_output
from engine.errors import list_of
from engine.knowledge_base import ROOT

DONE = 0


def add(commands: Any) -> None:
    """The command, added to a program's subparsers."""
    command = commands.add_parser("new", help="a new question, strategy, rule ...: a file to fill in")
    command.add_argument("kind", choices=NEW, metavar="KIND", help=list_of(NEW, len(NEW)))
    command.add_argument("id", metavar="ID", help="its id, which the file is named by: goals_unclear")
    command.add_argument(
        "--stratum",
        choices=STRATA,
        default="advice",
        help="of a rule (default: advice, findings to strategies)",
    )
    command.add_argument("--root", type=Path, default=ROOT, help="the folder with knowledge/ and rules/")
    command.set_defaults(run=_new)


def _new(arguments: argparse.Namespace) -> int:
    kind = kind_of(arguments.kind, arguments.stratum)
    path = write_new(arguments.root, kind, arguments.id)
    lines = [
        f"{path.as_posix()} is there to be filled in.",
        *(f"  {number}. {step}" for number, step in enumerate(_steps(kind), start=1)),
    ]
    to_standard_output("".join(f"{line}\n" for line in lines))
    return DONE


def _steps(kind: str) -> list[str]:
    return ["Fill in what is empty in it.", *next_steps(kind), "See what is left: python3 run.py check"]
