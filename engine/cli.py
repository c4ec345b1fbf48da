"""The engine's commands; those with a module of their own stand in `engine/commands/`. `run.py` and
`webapp/cli.py` lead here.

Exit codes: 0 done, 1 `check` found something, 2 input that can't be used: a line on standard error for
each mistake.
"""

from __future__ import annotations

import argparse
import datetime
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, NoReturn

from engine import schema, yaml_files
from engine.answers import placed, read_sheet_file
from engine.commands import (
    batch,
    bench,
    check,
    coverage,
    depth,
    diff,
    graph,
    guide_for_authors,
    language,
    new,
    what_if,
    why,
)
from engine.commands.options import add_language, day
from engine.commands.output import silence, to_standard_output, write_whole
from engine.errors import InputError, list_of, nearest
from engine.exports import CHECKLISTS, plan_to_json
from engine.exports.plan_schema import plan_schema
from engine.inference import ENGINES
from engine.knowledge_base import ROOT, KnowledgeBase, load
from engine.language import ENGLISH, Language, current, speaking
from engine.pipeline import plan_of
from engine.questionnaire import questionnaire_json, sheet_schema

DONE, UNUSABLE = 0, 2
FORMATS = ("json", *(name for name in CHECKLISTS if name != "json"))


class Parser(argparse.ArgumentParser):
    """argparse with its errors as one line, the nearest name and exit code 2."""

    def error(self, message: str) -> NoReturn:
        near = ""
        if "invalid choice: '" in message:
            given = message.split("invalid choice: '")[1].split("'")[0]
            choices = [name.strip(" '()") for name in message.split("choose from")[-1].split(",")]
            near = nearest(given, choices)
        hint = f" Did you mean '{near}'?" if near else ""
        self.exit(UNUSABLE, f"{self.prog}: {message}.{hint}\n")


def add_commands(commands: Any) -> None:
    """The engine's commands, added to a program's subparsers."""
    plan = commands.add_parser("plan", help="a plan from an answer sheet (YAML or JSON)")
    plan.add_argument("sheet", type=Path, metavar="SHEET")
    plan.add_argument(
        "--today", type=day, metavar="YYYY-MM-DD", help="the day the plan is made (default: today)"
    )
    plan.add_argument("--engine", choices=ENGINES, help="which evaluator runs the rules")
    plan.add_argument("--format", choices=FORMATS, default="json", help="default: json")
    plan.add_argument(
        "-o", "--output", type=Path, metavar="FILE", help="write here instead of standard output"
    )
    add_language(plan)
    plan.set_defaults(run=_plan)
    questionnaire = commands.add_parser("questionnaire", help="the questionnaire as JSON")
    add_language(questionnaire)
    questionnaire.set_defaults(run=_questionnaire)
    why.add(commands)
    what_if.add(commands)
    batch.add(commands)
    shapes = commands.add_parser("schema", help="JSON Schema of a sheet, a plan or a kind of data file")
    shapes.add_argument("kind", choices=SCHEMA_KINDS, metavar="KIND", help=list_of(SCHEMA_KINDS, 30))
    shapes.set_defaults(run=_schema)
    check.add(commands)
    coverage.add(commands)
    language.add(commands)
    new.add(commands)
    graph.add(commands)
    diff.add(commands)
    depth.add(commands)
    guide_for_authors.add(commands)
    bench.add(commands)


SCHEMA_KINDS = ("sheet", "plan", "copy", "manifest", *schema.KINDS, *schema.LANGUAGE_KINDS)


def _plan(arguments: argparse.Namespace) -> int:
    knowledge = load(language=current())
    _raw, sheet = read_sheet_file(knowledge, arguments.sheet)
    made_on = arguments.today or datetime.date.today()
    try:
        plan = plan_of(knowledge, sheet, made_on, arguments.engine)
    except InputError as error:
        file = arguments.sheet
        raise InputError(
            placed(error, lambda field: yaml_files.locate(file, ("answers", field), str(file)), only="sheet")
        ) from None
    if arguments.format == "json":
        text = json.dumps(plan_to_json(plan), ensure_ascii=False, indent=2) + "\n"
    else:
        text = CHECKLISTS[arguments.format].render(knowledge, plan, {})
    return _out(text, arguments.output)


def _questionnaire(arguments: argparse.Namespace) -> int:
    asked = questionnaire_json(load(language=current()))
    return _out(json.dumps(asked, ensure_ascii=False, indent=2) + "\n", None)


def schema_of(kind: str, knowledge: Callable[[], KnowledgeBase] = load) -> Mapping[str, Any]:
    """The JSON Schema of one of SCHEMA_KINDS."""
    if kind == "sheet":
        return sheet_schema(knowledge())
    if kind == "copy":
        from engine import copy_schema  # no other command needs the goals and the record

        return copy_schema.schema()
    return plan_schema() if kind == "plan" else schema.json_schema(kind)


def schema_text(kind: str) -> str:
    """The JSON Schema as it stands in docs/schema/."""
    return json.dumps(schema_of(kind), ensure_ascii=False, indent=2) + "\n"


def _schema(arguments: argparse.Namespace) -> int:
    return _out(schema_text(arguments.kind), None)


def _out(text: str, path: Path | None) -> int:
    if path is not None:
        write_whole(path, text)
        return DONE
    to_standard_output(text)
    return DONE


def run(arguments: argparse.Namespace) -> int:
    """Runs the chosen command in its language; mistakes become lines on standard error and exit code 2."""
    try:
        spoken = _language_of(arguments)
    except InputError as error:
        return _unusable(error)
    with speaking(spoken):
        return _run(arguments)


def _language_of(arguments: argparse.Namespace) -> Language:
    code = getattr(arguments, "language", None)
    if code is None:
        return ENGLISH
    from engine.translations.folders import language as language_of_code  # English needs no Babel here

    return language_of_code(ROOT, code)


def _unusable(error: InputError) -> int:
    for mistake in error.mistakes:
        print(mistake, file=sys.stderr)
    return UNUSABLE


def _run(arguments: argparse.Namespace) -> int:
    try:
        code: int = arguments.run(arguments)
        return code
    except InputError as error:
        return _unusable(error)
    except BrokenPipeError:
        silence()
        return DONE
    except KeyboardInterrupt:
        return 130


def main(argv: Sequence[str] | None = None) -> int:
    """The engine's commands alone."""
    parser = Parser(prog="waymark", description="From answers to a dated, explained plan.")
    add_commands(parser.add_subparsers(dest="command", required=True, metavar="COMMAND"))
    return run(parser.parse_args(argv))


if __name__ == "__main__":
    sys.exit(main())
