"""`guide-for-authors`: knowledge/README.md as the schemas have it now."""

from __future__ import annotations

import argparse
from typing import Any

from engine.authoring.guide import README, guide
from engine.commands.output import to_standard_output

DONE = 0


def add(commands: Any) -> None:
    """The command, added to a program's subparsers."""
    says = f"how to write knowledge, with every field; {README.as_posix()} is its output"
    commands.add_parser("guide-for-authors", help=says).set_defaults(run=_guide)


def _guide(arguments: argparse.Namespace) -> int:
    to_standard_output(guide())
    return DONE
