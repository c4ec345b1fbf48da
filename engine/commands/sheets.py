"""What the commands about one sheet share: their arguments, where a mistake stands, and how they answer."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from engine import yaml_files
from engine.answers import placed
from engine.commands.options import add_engine, add_language, add_today
from engine.commands.output import to_standard_output
from engine.errors import InputError

DONE = 0


def about_a_sheet(commands: Any, name: str, says: str) -> argparse.ArgumentParser:
    """A command that takes a sheet first, with --format, --today, --engine and
    --language.
    """
    command: argparse.ArgumentParser = commands.add_parser(name, help=says)
    command.add_argument("sheet", type=Path, metavar="SHEET", help="an answer sheet, YAML or JSON")
    command.add_argument("--format", choices=("text", "json"), default="text", help="default: text")
    add_today(command)
    add_engine(command)
    add_language(command)
    return command


@contextmanager
def mistakes_in(file: Path) -> Iterator[None]:
    """Gives the sheet's mistakes found within their place in its file."""
    try:
        yield
    except InputError as error:

        def place(field: str) -> str:
            return yaml_files.locate(file, ("answers", field), str(file))

        raise InputError(placed(error, place, only="sheet")) from None


def put_out(format_name: str, data: Mapping[str, Any], lines: Sequence[str]) -> int:
    """The answer on standard output, as JSON or as lines."""
    if format_name == "json":
        text = json.dumps(data, ensure_ascii=False, indent=2) + "\n"
    else:
        text = "".join(f"{line}\n" for line in lines)
    to_standard_output(text)
    return DONE
