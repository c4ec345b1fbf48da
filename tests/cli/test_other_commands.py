"""The questionnaire, the schemas and the check, from the command line."""

from __future__ import annotations

import datetime
import json
import re

from tests.cli.conftest import Refused, Run
from tests.conftest import Builder


def test_the_questionnaire_is_json_with_the_fields_that_were_promised(run: Run) -> None:
    done = run("questionnaire")
    data = json.loads(done.stdout)
    questions = [question for section in data["sections"] for question in section["questions"]]
    assert (done.returncode, set(data)) == (0, {"version", "sections"})
    assert all({"id", "title", "questions"} <= set(section) for section in data["sections"])
    promised = {"id", "type", "wording", "options", "min", "max", "depends"}
    assert all(promised <= set(question) for question in questions)
    assert {question["type"] for question in questions} == {
        "single",
        "multi",
        "scale",
        "number",
        "date",
        "text",
    }
    assert all({"value", "label"} <= set(option) for question in questions for option in question["options"])


def test_a_schema_is_printed_for_each_kind_and_an_unknown_one_is_one_line(run: Run, refused: Refused) -> None:
    for kind in ("plan", "sheet", "question", "safety_rule"):
        assert json.loads(run("schema", kind).stdout)["title"] == kind
    (line,) = refused("schema", "stratgy")
    assert "Did you mean 'strategy'?" in line


def test_check_finds_nothing_in_what_is_served(run: Run, last_looked_at: datetime.date) -> None:
    done = run("check", "--today", str(last_looked_at))
    assert done.returncode == 0, done.stdout
    assert done.stdout.startswith("Nothing to mend: ")


def test_check_names_what_is_wrong_and_ends_with_one(run: Run, small_knowledge: Builder) -> None:
    root = small_knowledge(
        {"knowledge/findings/lost.yml": "title: A finding\ncause: rights\nmeans: M.\nremedy: R.\n"}
    )
    done = run("check", "--root", root)
    assert (done.returncode, done.stderr) == (1, "")
    lines = done.stdout.splitlines()
    assert "knowledge/findings/lost.yml:1:1: no rule draws the finding 'lost'." in lines
    assert re.fullmatch(r"\d+ to mend\.", lines[-1])


def test_check_of_knowledge_that_does_not_load_names_every_mistake(
    run: Run, small_knowledge: Builder
) -> None:
    root = small_knowledge(
        {"knowledge/questions/clarity.yml": "type: [\n", "rules/advice/x.yml": "says: 3\n"}
    )
    done = run("check", "--root", root)
    assert (done.returncode, done.stderr) == (1, "")
    files = {line.split(":")[0] for line in done.stdout.splitlines()[:-1]}
    assert files == {"knowledge/questions/clarity.yml", "rules/advice/x.yml"}


def test_check_reads_the_words_too(run: Run, small_knowledge: Builder) -> None:
    finding = "title: You failed\ncause: rights\nmeans: M.\nremedy: R.\n"
    done = run("check", "--root", small_knowledge({"knowledge/findings/lost.yml": finding}))
    assert "lost.yml:1:1: title: 'failed' is not said to people here (blame:" in done.stdout
