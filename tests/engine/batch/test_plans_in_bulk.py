"""Plans in bulk: order, bad lines, and how much is held at a time."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.batch.files import lines_of, open_input
from engine.batch.lines import planned
from engine.batch.workers import BLOCKS_AHEAD, Block, Setting, Workers
from engine.knowledge_base import ROOT, KnowledgeBase
from tests.engine.batch.in_bulk import FIXED, SHEETS, TODAY, batch, plan_or_none, read, write_lines

pytestmark = pytest.mark.skipif(os.name == "nt", reason="processes are killed here as POSIX does it")


@pytest.mark.parametrize("start_method", ["fork", "spawn"])
def test_plans_come_in_order_and_are_those_of_plan(
    knowledge: KnowledgeBase, source: Path, tmp_path: Path, start_method: str
) -> None:
    out = tmp_path / "out.jsonl"
    found = batch(knowledge, source, out, workers=3, start_method=start_method)
    lines = read(out)
    assert (found.lines, found.before) == (70, 0)
    assert [line["id"] for line in lines] == [f"p{n}" for n in range(70)]
    for number, line in enumerate(lines):
        assert line.get("plan") == plan_or_none(knowledge, SHEETS[number % len(SHEETS)])
        assert ("error" in line) is ("plan" not in line)
    assert found.errors == sum("error" in line for line in lines)


BAD = [
    (b"", None, "this line is empty"),
    (b"not json", None, "this is not JSON"),
    (b"\xff\xfe", None, "this is not UTF-8"),
    (b"[1, 2]", None, "this line has no 'id'"),
    (b'{"answers": {}}', None, "this line has no 'id'"),
    (b'{"id": [1], "answers": {}}', None, "this id can't be used"),
    (b'{"id": "a"}', "a", "this is not an answer sheet"),
    (b'{"id": 7, "answers": []}', 7, "'answers' must map"),
    (b'{"id": "a", "answers": {}, "anwsers": {}}', "a", "'anwsers' has no place"),
    (b'{"id": "a", "id": "b", "answers": {}}', None, "'id' stands twice"),
    (b'{"id": "a", "answers": {"hours_per_week": NaN}}', None, "NaN is not a number"),
    (b'{"id": "a", "answers": {"goal_clarty": "few"}}', "a", "there is no such question"),
    (b'{"id": "a", "answers": {"goal_clarity": "\\ud800"}}', "a", "is not an option"),
    (b'{"id": "\\ud800", "answers": {"\\ud800": 1}}', "\ud800", "there is no such question"),
    (b'{"id": "a", "answers": ' + b"[" * 5000, None, ""),
    (b'{"id": "a", "answers": {"hours_per_week": ' + b"9" * 6000 + b"}}", None, ""),
    (b'{"id": "' + b"a" * 1_100_000 + b'", "answers": {}}', None, "this line is too long"),
]


def test_a_bad_line_becomes_an_error_line_and_the_others_their_plans(
    knowledge: KnowledgeBase, tmp_path: Path
) -> None:
    source, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    good = b'{"id": "good", "answers": {"goal_clarity": "few"}}'
    source.write_bytes(b"\xef\xbb\xbf" + b"".join(good + b"\r\n" + line + b"\n" for line, _, _ in BAD) + good)
    found = batch(knowledge, source, out, workers=2)
    lines = read(out)
    assert (len(lines), found.plans) == (2 * len(BAD) + 1, len(BAD) + 1)
    assert all(line["id"] == "good" and line["plan"]["items"] for line in lines[::2])
    for number, (line, (_, name, says)) in enumerate(zip(lines[1::2], BAD, strict=True)):
        assert line["id"] == name
        assert says in line["error"][0]["what"]
        assert line["error"][0]["where"] == f"line {2 * number + 2}"


def test_a_defect_of_ours_costs_one_line_and_repeats_nothing_that_was_typed(
    knowledge: KnowledgeBase, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise KeyError("what the person typed")

    monkeypatch.setattr("engine.batch.lines.make_plan", broken)
    text, fine = planned(knowledge, b'{"id": "a", "answers": {}}', 3, TODAY, "compiled")
    assert not fine
    assert b"defect of Waymark (KeyError)" in text
    assert b"typed" not in text


def test_memory_stays_the_same_however_long_the_input_is(knowledge: KnowledgeBase, tmp_path: Path) -> None:
    """The parent's and the workers' greatest size, over 1,000 and 20,000 lines of error and 200 of plans."""
    grown = []
    for count in (1_000, 20_000):
        source = write_lines(tmp_path / f"{count}.jsonl", count, [{"goal_clarty": "few"}])
        with source.open("a", encoding="utf-8") as file:
            file.writelines(json.dumps({"id": n, "answers": SHEETS[0]}) + "\n" for n in range(200))
        script = (
            "import resource as r, sys\nfrom engine import cli\n"
            "code = cli.main(sys.argv[1:])\n"
            "print(*(r.getrusage(who).ru_maxrss for who in (r.RUSAGE_SELF, r.RUSAGE_CHILDREN)))\n"
            "sys.exit(code)"
        )
        command = [
            sys.executable,
            "-c",
            script,
            "batch",
            str(source),
            str(tmp_path / "out"),
            *FIXED,
            "--workers",
            "2",
        ]
        made = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
        grown.append([int(size) for size in made.stdout.split()])
    for short, long in zip(*grown, strict=True):
        assert long - short < 8_000, "kilobytes"


def test_no_more_blocks_are_read_ahead_than_agreed(knowledge: KnowledgeBase) -> None:
    taken = 0

    def endless() -> Iterator[Block]:
        nonlocal taken
        while True:
            taken += 1
            yield Block(taken, [b'{"id": "a", "answers": {}}'])

    setting = Setting(knowledge.root, knowledge.version, TODAY, "compiled")
    with Workers(2, setting) as workers:
        results = workers.run(endless())
        for given in range(1, 30):
            next(results)
            assert taken <= given + BLOCKS_AHEAD * 2


def test_a_line_that_never_ends_is_not_taken_in_whole(tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    path.write_bytes(b"x" * 5_000_000 + b"\n" + b"last")
    with open_input(path) as file:
        lines = list(lines_of(file, path))
    assert [len(lines[0]) < 1_100_000, lines[1]] == [True, b"last"]
