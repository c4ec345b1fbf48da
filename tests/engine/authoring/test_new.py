"""`run.py new` begins a file that tells what goes into it, and that is right once it is filled."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

import jsonschema
import pytest

from engine import cli, schema, yaml_files
from engine.authoring.fields import FieldOfFile, fields_of_kind
from engine.authoring.skeleton import NEW, STRATA, kind_of, next_steps, skeleton
from engine.errors import InputError, Mistake
from engine.knowledge_base import CASES, FOLDERS, load, load_cases
from engine.verify.cases import broken_cases
from engine.verify.structure import weaknesses
from tests.conftest import Builder

KINDS = tuple(dict.fromkeys(kind_of(word, stratum) for word in NEW for stratum in STRATA))

FILLED: Mapping[str, Mapping[str, str]] = {
    "question": {"type": "text", "wording": "What helps you rest?", "why": "It goes into your plan."},
    "finding": {
        "title": "Breaks fall away",
        "cause": "environment",
        "means": "There is no pause in the day.",
        "remedy": "A pause with a fixed time.",
    },
    "strategy": {
        "title": "Take a walk at noon",
        "summary": "A short walk in the middle of the day.",
        "why": "A pause clears the head.",
        "phase": "week_1",
        "effort_hours": "0.5",
        "goal.0": "By {due}, a walk stands in the calendar.",
        "steps.0.id": "book",
        "steps.0.text": "Put a walk into the calendar.",
        "steps.0.done_when": "It stands there.",
        "steps.1.id": "walk",
        "steps.1.text": "Walk for ten minutes.",
        "steps.1.done_when": "You are back.",
        "evidence.grade": "D",
        "evidence.about": "Our own idea.",
    },
    "diagnosis_rule": {
        "says": "You marked few hours.",
        "when": "{question: hours_per_week, at_most: 1}",
        "finding": "time_short",
        "weight": "40",
    },
    "advice_rule": {
        "says": "A look around helps.",
        "when": "{finding: time_short}",
        "recommend": "look_around",
        "weight": "40",
    },
    "safety_rule": {
        "says": "Rest comes first here.",
        "when": "{question: comfort, at_most: 0}",
        "pin": "rest_first",
    },
    "case": {
        "title": "Someone with few hours",
        "story": "A person with one hour a week.",
        "today": "2026-11-23",
        "answers": "{pip_stage: under_way, plan_start: 2026-11-09, plan_end: 2027-01-08, hours_per_week: 1}",
        "expect.include.0": "ask_for_time",
    },
    "letter": {
        "title": "Ask for a pause",
        "kind": "letter",
        "use_when": "Breaks fall away.",
        "body": "Could we fix a time for a break?",
    },
    "guide": {
        "title": "About breaks",
        "summary": "What a break does.",
        "parts.0.heading": "Why",
    },
    "story": {
        "title": "A walk at noon",
        "who": "Someone in an office",
        "text.0": "There was no pause.",
        "text.1": "Then there was one.",
        "shows": "A small change can help.",
        "strategies.0": "look_around",
        "case": "unclear_goals",
    },
    "resource": {
        "title": "A library",
        "kind": "learning",
        "offline_text": "Any town library.",
        "mark": "K",
    },
    "source": {"number": "7", "title": "A book about breaks"},
}


def new(root: Path, kind: str, name: str = "a_new_one") -> int:
    word, stratum = ("rule", kind.removesuffix("_rule")) if kind.endswith("_rule") else (kind, "advice")
    return cli.main(["new", word, name, "--stratum", stratum, "--root", str(root)])


def path_of(root: Path, kind: str, name: str = "a_new_one") -> Path:
    return root / FOLDERS.get(kind, CASES) / f"{name}.yml"


def mistakes(root: Path, kind: str) -> tuple[Mistake, ...]:
    """What keeps the files from being read, as `check` tells it."""
    try:
        if kind == "case":
            load_cases(root)
        else:
            load(root)
    except InputError as error:
        return error.mistakes
    return ()


def fill(path: Path, places: Iterable[Mistake], values: Mapping[str, str]) -> None:
    """Writes each value on the line that its mistake names, as an author would."""
    lines = path.read_text(encoding="utf-8").splitlines()
    for place in places:
        line = int(place.where.split(":")[1]) - 1
        lines[line] = f"{lines[line]} {values[place.field]}"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def names(fields: Iterable[FieldOfFile]) -> Iterable[FieldOfFile]:
    for one in fields:
        yield one
        yield from names(one.parts)


def test_every_kind_of_file_can_be_begun() -> None:
    assert set(KINDS) == set(schema.KINDS)
    assert set(FILLED) == set(KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_a_new_file_is_taken_for_unfilled_at_each_place(kind: str, small_knowledge: Builder) -> None:
    root = small_knowledge()
    assert new(root, kind) == 0
    found = mistakes(root, kind)
    assert {one.field for one in found} == set(FILLED[kind])
    for one in found:
        assert one.what == "this is still to fill"
        assert one.accepted, f"{one.field} does not say what goes there"
        assert re.fullmatch(rf"{FOLDERS.get(kind, CASES)}/a_new_one\.yml:\d+:\d+", one.where)


@pytest.mark.parametrize("kind", KINDS)
def test_a_filled_file_is_right(kind: str, small_knowledge: Builder) -> None:
    root = small_knowledge()
    new(root, kind)
    fill(path_of(root, kind), mistakes(root, kind), FILLED[kind])
    if kind == "question":
        manifest = root / "knowledge/manifest.yml"
        manifest.write_text(manifest.read_text(encoding="utf-8").replace("clarity", "clarity, a_new_one", 1))
    assert mistakes(root, kind) == ()
    knowledge = load(root)
    about_it = [one for one in weaknesses(knowledge) if "a_new_one" in str(one) and ":1:1" in one.where]
    allowed = ("nothing reads", "no rule", "nothing leads to")  # the next steps, which `new` tells
    assert [one for one in about_it if not one.what.startswith(allowed)] == []
    assert broken_cases(knowledge, "compiled") == []


@pytest.mark.parametrize("kind", KINDS)
def test_an_editor_can_complete_a_new_file(kind: str, small_knowledge: Builder) -> None:
    root = small_knowledge()
    new(root, kind)
    text = path_of(root, kind).read_text(encoding="utf-8")
    assert text.startswith(f"# yaml-language-server: $schema=../../docs/schema/{kind}.json\n")
    fill(path_of(root, kind), mistakes(root, kind), FILLED[kind])
    data = yaml_files.parse(path_of(root, kind).read_text(encoding="utf-8"), kind)
    jsonschema.Draft202012Validator(schema.json_schema(kind)).validate(data)


@pytest.mark.parametrize("kind", KINDS)
def test_what_may_stand_there_needs_only_its_sign_taken_away(kind: str) -> None:
    """The commented part is YAML too, with the names of the schema."""
    _, _, optional = skeleton(kind).partition("# What may also stand here:\n")
    bare = "\n".join(
        re.sub(r"^# ?", "", line) for line in optional.splitlines() if re.match(r"# +-|# *\w+:$|#   ", line)
    )
    data = yaml_files.parse(bare, kind) or {}
    assert set(data) <= {one.name for one in fields_of_kind(kind)}
    assert len(data) == len(re.findall(r"^# \w+:$", optional, re.MULTILINE))


@pytest.mark.parametrize("kind", [*schema.KINDS, "manifest"])
def test_every_field_says_what_goes_there(kind: str) -> None:
    assert [one.name for one in names(fields_of_kind(kind)) if not one.means] == []


@pytest.mark.parametrize(
    "name", ["Goals", "1st", "goals-unclear", "goals unclear", "", "ziel_\u00fc", "a" * 61, "../x"]
)
def test_an_id_that_can_not_be_one_is_refused_with_the_rule(
    name: str, small_knowledge: Builder, capsys: pytest.CaptureFixture[str]
) -> None:
    root = small_knowledge()
    before = sorted(root.rglob("*.yml"))
    assert new(root, "finding", name) == 2
    assert "a to z, 0 to 9 and _" in capsys.readouterr().err
    assert sorted(root.rglob("*.yml")) == before


def test_what_is_there_is_never_written_over(
    small_knowledge: Builder, capsys: pytest.CaptureFixture[str]
) -> None:
    root = small_knowledge()
    before = path_of(root, "finding", "goals_unclear").read_bytes()
    assert new(root, "finding", "goals_unclear") == 2
    assert "is there already" in capsys.readouterr().err
    assert path_of(root, "finding", "goals_unclear").read_bytes() == before


def test_the_id_of_a_retired_thing_is_never_used_again(
    small_knowledge: Builder, capsys: pytest.CaptureFixture[str]
) -> None:
    root = small_knowledge({"knowledge/strategies/old_one.yml": "status: retired\n"})
    assert new(root, "strategy", "old_one") == 2
    assert "an id is never used again" in capsys.readouterr().err


def test_rules_of_all_strata_share_their_ids(small_knowledge: Builder) -> None:
    root = small_knowledge()
    assert new(root, "safety_rule", "ask_when_unclear") == 2


def test_a_folder_that_can_not_be_written_is_told_in_a_line(
    small_knowledge: Builder, capsys: pytest.CaptureFixture[str]
) -> None:
    root = small_knowledge()
    folder = root / "knowledge/stories"
    if folder.exists():
        for one in folder.iterdir():
            one.unlink()
        folder.rmdir()
    folder.write_text("a file in the way", encoding="utf-8")
    assert new(root, "story") == 2
    assert "can't be written" in capsys.readouterr().err


@pytest.mark.parametrize("kind", KINDS)
def test_the_next_steps_name_commands_that_exist(kind: str) -> None:
    parser = cli.Parser()
    cli.add_commands(parser.add_subparsers(dest="command"))
    for step in next_steps(kind):
        for command in re.findall(r"python3 run\.py (\S+)", step):
            assert f"{command}" in parser.format_help()
