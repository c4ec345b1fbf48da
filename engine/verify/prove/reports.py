"""What the proofs report: a statement about the rules with a sheet that shows it, as text and as a file."""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engine.verify.prove.dates import TODAY

PROVER = "prover"
"""The kind of a report about the prover itself: what it worked out is not what the engine does."""
PLAIN_WORD = re.compile(r"(?!(true|false|null)$)[A-Za-z_][A-Za-z0-9_]*")


@dataclass(frozen=True, slots=True)
class Report:
    """One thing to mend or, as a note, to know.

    `subject` is the id that it is about, `where` its file and line, `sheet` the answers by question id that
    show it.
    """

    kind: str
    subject: str
    where: str
    what: str
    sheet: Mapping[str, Any]
    is_note: bool = False

    @property
    def file_name(self) -> str:
        """The witness's file, such as `unreachable_rule.ask_twice.yml`."""
        return f"{self.kind}.{self.subject}.yml"

    def witness(self) -> str:
        """The sheet as YAML, ready for `run.py plan`, under a comment that says what it shows."""
        command = f"python3 run.py plan {self.file_name} --today {TODAY.isoformat()}"
        head = [f"# {line}" for line in (*textwrap.wrap(self.what, 98), command)]
        answers = [f"  {question}: {_flow(value)}" for question, value in self.sheet.items()]
        body = ["answers:", *answers] if answers else ["answers: {}"]
        return "\n".join([*head, *body]) + "\n"

    def __str__(self) -> str:
        answers = ", ".join(f"{question}: {_flow(value)}" for question, value in self.sheet.items())
        return f"{self.where}: {self.what}.\n    {{answers: {{{answers}}}}}"


def _flow(value: object) -> str:
    """A value as YAML on one line."""
    if isinstance(value, str) and PLAIN_WORD.fullmatch(value):
        return value
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_flow(one) for one in value) + "]"
    return json.dumps(value, ensure_ascii=False)


def write(reports: Iterable[Report], folder: Path) -> None:
    """Writes each report's witness into the folder, which is made where it is missing."""
    folder.mkdir(parents=True, exist_ok=True)
    for report in reports:
        (folder / report.file_name).write_text(report.witness(), encoding="utf-8")
