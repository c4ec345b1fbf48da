"""`run.py diff OLD NEW` tells whose plans a change of knowledge changes, how, and because of which file."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from engine import cli
from engine.compare import compare, drawn, lines, opened, to_json, worked_cases
from engine.compare.versions import CACHE
from engine.compare.versions import opened as opened_in
from engine.errors import InputError
from engine.knowledge_base import ROOT
from tests.conftest import TINY

RULE = "rules/advice/ask_when_unclear.yml"
CLARITY = "rules/diagnosis/unclear_from_clarity.yml"
SHEETS = (
    {"id": "unclear", "answers": {"pip_stage": "under_way", "clarity": "few"}},
    {"id": "clear", "answers": {"pip_stage": "under_way", "clarity": "all"}},
    {"id": "short", "answers": {"pip_stage": "under_way", "hurdles": ["time"]}},
)

Edit = Callable[[Mapping[str, str | None]], Path]


@pytest.fixture
def old(tmp_path: Path) -> Path:
    shutil.copytree(TINY, tmp_path / "old", ignore=shutil.ignore_patterns(".cache"))
    return tmp_path / "old"


@pytest.fixture
def edited(old: Path, tmp_path: Path) -> Edit:
    """A second version: the first with some files replaced (None takes one away)."""

    def make(files: Mapping[str, str | None]) -> Path:
        root = tmp_path / "new"
        shutil.copytree(old, root)
        for name, text in files.items():
            if text is None:
                (root / name).unlink()
            else:
                (root / name).write_text(text, encoding="utf-8")
        return root

    return make


@pytest.fixture
def sheets(tmp_path: Path) -> Path:
    file = tmp_path / "sheets.jsonl"
    file.write_text("".join(json.dumps(one) + "\n" for one in SHEETS), encoding="utf-8")
    return file


Diff = Callable[..., tuple[int, Any]]


@pytest.fixture
def diff(old: Path, sheets: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> Diff:
    """Runs the command on the sheets; gives its exit code and what it put out."""

    def run(new: Path, *more: str, as_json: bool = True) -> tuple[int, Any]:
        form = ["--format", "json"] if as_json else []
        day = ["--today", "2026-11-23"]
        code = cli.main(["diff", str(old), str(new), "--sheets", str(sheets), *day, *form, *more])
        out = capfdbinary.readouterr()
        text = out.out.decode("utf-8")
        return code, json.loads(text) if as_json and code < 2 else text or out.err.decode("utf-8")

    return run


def read(root: Path, name: str) -> str:
    return (root / name).read_text(encoding="utf-8")


def plan_of(found: dict[str, Any], sheet: str) -> dict[str, Any]:
    return next(one for one in found["plans"] if one["id"] == sheet)


def test_the_same_knowledge_changes_no_plan(old: Path, edited: Edit, diff: Diff) -> None:
    code, found = diff(edited({}), "--expect-same")
    assert code == 0
    assert found["changed"] == 0
    assert found["sheets"] == len(SHEETS)
    assert found["files"] == {}


def test_a_comment_is_no_change(old: Path, edited: Edit, diff: Diff) -> None:
    _, found = diff(edited({RULE: "# a thought\n" + read(old, RULE)}))
    assert found["files"] == {}


def test_a_rule_that_goes_takes_its_strategy_out_of_the_plans_that_had_it(edited: Edit, diff: Diff) -> None:
    code, found = diff(edited({RULE: None}))
    assert code == 0
    assert [one["id"] for one in found["plans"]] == ["unclear"]
    gone = {"strategy": "ask_what_counts", "because": [RULE]}
    assert gone in plan_of(found, "unclear")["removed"]
    assert found["files"] == {RULE: {"what": "gone", "plans": ["unclear"]}}


def test_a_rule_that_comes_is_named_where_its_strategy_comes_in(edited: Edit, diff: Diff) -> None:
    new_rule = "rules/advice/look_for_short.yml"
    text = "says: Look around.\nwhen: {finding: time_short}\nrecommend: look_around\nweight: 70\n"
    _, found = diff(edited({new_rule: text}))
    changed = plan_of(found, "short")
    assert {"strategy": "look_around", "because": [new_rule]} in [
        *changed["added"],
        *changed["moved"],
        *changed["reasons"],
    ]
    assert found["files"][new_rule]["plans"] == ["short"]


def test_a_diagnosis_is_the_reason_for_what_rests_on_its_finding(old: Path, edited: Edit, diff: Diff) -> None:
    stricter = read(old, CLARITY).replace("[few, none]", "[none]")
    assert stricter != read(old, CLARITY)
    _, found = diff(edited({CLARITY: stricter}))
    assert {"strategy": "ask_what_counts", "because": [CLARITY]} in plan_of(found, "unclear")["removed"]


def test_other_words_are_no_move(old: Path, edited: Edit, diff: Diff) -> None:
    path = "knowledge/strategies/ask_what_counts.yml"
    lines_of = [
        "title: Ask what counts most" if line.startswith("title:") else line
        for line in read(old, path).splitlines()
    ]
    _, found = diff(edited({path: "\n".join(lines_of) + "\n"}))
    changed = plan_of(found, "unclear")
    assert changed["reworded"] == [{"strategy": "ask_what_counts", "because": [path]}]
    assert [*changed["added"], *changed["removed"], *changed["moved"]] == []
    assert found["files"][path] == {"what": "changed", "plans": ["unclear"]}


def test_what_makes_room_is_told_apart_from_what_a_file_does(old: Path, edited: Edit, tmp_path: Path) -> None:
    """More effort in one strategy can move others: those follow, and no file of theirs is named."""
    path = "knowledge/strategies/ask_what_counts.yml"
    heavier = "".join(
        "effort_hours: 12\n" if line.startswith("effort_hours:") else line + "\n"
        for line in read(old, path).splitlines()
    )
    new = edited({path: heavier})
    with opened(str(old), str(new)) as pair:
        found = compare(pair, list(drawn(pair.new, 60)))
    happenings = [one for plan in found.changed for one in plan.happenings]
    own = {one.strategy for one in happenings if path in one.files}
    assert "ask_what_counts" in own
    assert all(
        one.strategy == "ask_what_counts" or not one.files for one in happenings if one.what == "moved"
    )


def test_another_questionnaire_is_no_obstacle(old: Path, edited: Edit, diff: Diff, sheets: Path) -> None:
    """The new version has a question more and an option less; the sheet answers both."""
    manifest = read(old, "knowledge/manifest.yml").replace("clarity", "clarity, mood", 1)
    options = "options: [{value: good, label: Good}, {value: bad, label: Bad}]\n"
    mood = f"type: single\nwording: How is it?\nwhy: It helps.\n{options}"
    rule = "says: It is bad.\nwhen: {question: mood, is: bad}\nrecommend: look_around\nweight: 90\n"
    hurdles = read(old, "knowledge/questions/hurdles.yml")
    new = edited(
        {
            "knowledge/manifest.yml": manifest,
            "knowledge/questions/mood.yml": mood,
            "knowledge/questions/hurdles.yml": hurdles,
            "rules/advice/look_when_bad.yml": rule,
        }
    )
    sheets.write_text(
        '{"id": "both", "answers": {"pip_stage": "under_way", "mood": "bad", "clarity": "gone_code"}}\n'
    )
    code, found = diff(new)
    assert code == 0
    changed = plan_of(found, "both")
    named = [one for what in ("added", "moved", "reasons") for one in changed[what]]
    assert any("rules/advice/look_when_bad.yml" in one["because"] for one in named)
    with opened(str(new), str(old)) as backwards:
        assert compare(backwards, worked_cases(backwards.old, backwards.new)).sheets > 0


def test_a_difference_ends_with_1_only_where_the_same_was_expected(edited: Edit, diff: Diff) -> None:
    new = edited({RULE: None})
    assert diff(new)[0] == 0
    assert diff(new, "--expect-same")[0] == 1


def test_the_text_tells_how_many_change_and_because_of_which_file(edited: Edit, diff: Diff) -> None:
    _, text = diff(edited({RULE: None, "rules/safety/rest_while_it_runs.yml": None}), as_json=False)
    assert text.startswith("3 of 3 plans change.\n")
    assert f"{RULE} (gone): 1 plan\n  leaves: “" in text
    assert "(ask_what_counts), 1 plan: unclear" in text
    assert "rules/safety/rest_while_it_runs.yml (gone): 3 plans" in text


def test_a_source_is_the_reason_where_it_is_cited(old: Path, edited: Edit, diff: Diff) -> None:
    path = "knowledge/sources/source_1.yml"
    _, found = diff(edited({path: read(old, path).replace("title:", "title: On")}))
    reworded = [one for plan in found["plans"] for one in plan["reworded"]]
    assert reworded
    assert all(one["because"] == [path] for one in reworded)


def test_a_file_that_changes_nothing_here_is_named_too(old: Path, edited: Edit, diff: Diff) -> None:
    path = "knowledge/letters/goal_question.yml"
    _, text = diff(edited({path: read(old, path).replace("title:", "title: On")}), as_json=False)
    assert text.startswith("All 3 plans stay the same.")
    assert f"{path} (changed)" in text


def test_worked_cases_are_compared_where_nothing_else_is_asked_for(
    old: Path, edited: Edit, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert cli.main(["diff", str(old), str(edited({RULE: None}))]) == 0
    assert capfdbinary.readouterr().out.decode().startswith("1 of 1 plans change.")


def test_drawn_sheets_are_the_same_each_time(
    old: Path, edited: Edit, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    new = edited({RULE: None})
    outs = []
    for _ in range(2):
        assert cli.main(["diff", str(old), str(new), "--draw", "50"]) == 0
        outs.append(capfdbinary.readouterr().out)
    assert outs[0] == outs[1]
    assert b" of 50 plans change." in outs[0]


def test_the_json_and_the_lines_tell_the_same(old: Path, edited: Edit) -> None:
    with opened(str(old), str(edited({RULE: None}))) as pair:
        found = compare(pair, list(drawn(pair.new, 80)))
    assert len(found.changed) > 1
    assert lines(found)[0].startswith(f"{to_json(found)['changed']} of {to_json(found)['sheets']} ")


@pytest.mark.parametrize("line", ["[1]", "{", '{"id": "x"}', '{"id": "x", "answers": 3}'])
def test_a_line_that_is_no_sheet_is_refused_with_its_number(
    line: str, edited: Edit, diff: Diff, sheets: Path
) -> None:
    sheets.write_text(json.dumps(SHEETS[0]) + "\n" + line + "\n", encoding="utf-8")
    code, said = diff(edited({}))
    assert code == 2
    assert f"{sheets}:2:" in said


def test_broken_knowledge_is_told_with_the_version_and_the_line(edited: Edit, diff: Diff) -> None:
    new = edited({RULE: "says: Ask.\nwhen: always\nrecommand: ask_what_counts\n"})
    code, said = diff(new)
    assert code == 2
    assert f"{new}: {RULE}:3:1: recommand:" in said


def test_a_folder_without_knowledge_is_refused(old: Path, diff: Diff, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    code, said = diff(tmp_path / "empty")
    assert code == 2
    assert "no knowledge/ and rules/" in said


def test_an_old_file_that_can_not_be_read_any_more_is_taken_from_the_new_and_told(
    old: Path, edited: Edit, diff: Diff
) -> None:
    new = edited({})
    letter = "knowledge/letters/goal_question.yml"
    (old / letter).write_text(read(old, letter) + "a_field_of_old: x\n", encoding="utf-8")
    code, found = diff(new)
    assert code == 0
    assert found["not_compared"] == [letter]
    assert letter in diff(new, as_json=False)[1]


def git(*arguments: str, at: Path) -> None:
    who = ["-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", "-C", str(at), *who, *arguments], check=True, capture_output=True)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A clone of its own, with one commit and an edit that is not committed."""
    if shutil.which("git") is None:
        pytest.skip("git is not installed here")
    root = tmp_path / "project"
    shutil.copytree(TINY, root, ignore=shutil.ignore_patterns(".cache"))
    git("init", "-q", at=root)
    git("add", ".", at=root)
    git("commit", "-q", "-m", "first", at=root)
    (root / RULE).unlink()
    return root


def test_a_revision_is_compared_with_the_files_as_they_are(project: Path) -> None:
    with opened_in("HEAD", str(project), project) as pair:
        assert "ask_when_unclear" in pair.old.advice
        assert "ask_when_unclear" not in pair.new.advice
        assert compare(pair, list(worked_cases(pair.old, pair.new))).files == {RULE: "gone"}


@pytest.mark.parametrize("name", ["no_such_revision", "--output=/tmp/x", "-h", "HEAD:knowledge"])
def test_a_revision_that_is_none_is_refused_in_a_line(project: Path, name: str) -> None:
    with pytest.raises(InputError) as caught, opened_in(name, str(project), project):
        pass
    assert "Accepted: a folder with knowledge/ and rules/" in str(caught.value)


def test_comparing_leaves_nothing_behind(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "temporary"
    place.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(place))
    before = sorted(
        path
        for path in project.rglob("*")
        if ".git" not in path.parts and CACHE.parent.name not in path.parts
    )
    with opened_in("HEAD", str(project), project):
        assert list(place.iterdir())
    assert not list(place.iterdir())
    assert before == sorted(
        path
        for path in project.rglob("*")
        if ".git" not in path.parts and CACHE.parent.name not in path.parts
    )


def test_the_real_cases_are_the_same_in_the_same_knowledge(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert cli.main(["diff", str(ROOT), str(ROOT), "--expect-same"]) == 0
    assert b"plans stay the same." in capfdbinary.readouterr().out
