"""What is left after a run that was cut off, and how it goes on from there."""

from __future__ import annotations

import contextlib
import datetime
import os
import resource
import signal
import subprocess
import time
from pathlib import Path

import pytest

from engine.batch import Batch, Stopped, run_batch
from engine.errors import InputError
from engine.knowledge_base import ROOT, KnowledgeBase
from tests.engine.batch.in_bulk import COMMAND, FIXED, TODAY, batch, read, write_lines

pytestmark = pytest.mark.skipif(os.name == "nt", reason="processes are killed here as POSIX does it")


def start(source: Path, out: Path, *more: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [*COMMAND, str(source), str(out), *FIXED, "--workers", "2", *more],
        cwd=ROOT,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def until_written(out: Path, process: subprocess.Popen[str]) -> None:
    """Until some blocks stand there: an interrupted write is taken back, so that one alone may be none."""
    while process.poll() is None and not (out.exists() and out.stat().st_size > 5_000_000):
        time.sleep(0.005)


def children(pid: int) -> list[int]:
    text = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii")
    return [int(one) for one in text.split()]


def alive(pid: int) -> bool:
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()[0] != "Z"
    return False


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_after_a_stop_resume_ends_with_the_very_same_bytes(tmp_path: Path, how: signal.Signals) -> None:
    source = write_lines(tmp_path / "in.jsonl", 800)
    whole, out = tmp_path / "whole.jsonl", tmp_path / "out.jsonl"
    assert start(source, whole).wait(timeout=120) == 0
    process = start(source, out)
    until_written(out, process)
    workers = children(process.pid) if Path("/proc").exists() else []
    if how is signal.SIGINT:
        os.killpg(process.pid, how)  # as a terminal does
    else:
        process.send_signal(how)
    _, said = process.communicate(timeout=60)
    assert process.returncode == (130 if how is signal.SIGINT else -how)
    cut = out.read_bytes()
    assert 0 < len(cut) < whole.stat().st_size
    if how is signal.SIGINT:
        assert cut.endswith(b"}\n")
        assert said == "Stopped. The same command with --resume goes on from there.\n"
    for _ in range(1000):
        if not any(alive(pid) for pid in workers):
            break
        time.sleep(0.01)
    assert not [pid for pid in workers if alive(pid)], "a worker outlived its parent"
    again = start(source, out, "--resume")
    _, said = again.communicate(timeout=120)
    assert again.returncode == 0, said
    assert "were done before" in said
    assert out.read_bytes() == whole.read_bytes()


@pytest.mark.parametrize("cut", [0, 1, 40_000, -1, -2])
def test_resume_goes_on_from_any_byte(
    knowledge: KnowledgeBase, source: Path, tmp_path: Path, cut: int
) -> None:
    whole, out = tmp_path / "whole.jsonl", tmp_path / "out.jsonl"
    batch(knowledge, source, whole)
    out.write_bytes(whole.read_bytes()[:cut])
    found = batch(knowledge, source, out, resume=True)
    assert out.read_bytes() == whole.read_bytes()
    assert found.lines == 70
    assert batch(knowledge, source, out, resume=True) == Batch(70, found.plans, 70)
    assert out.read_bytes() == whole.read_bytes()


def test_resume_refuses_what_another_batch_wrote(
    knowledge: KnowledgeBase, source: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out.jsonl"
    batch(knowledge, source, out)
    kept = out.read_bytes()
    lines = source.read_text(encoding="utf-8").splitlines(keepends=True)
    other = tmp_path / "other.jsonl"
    for changed, says in (
        ([lines[1], lines[0], *lines[2:]], "out.jsonl:1: this line is for 'p0'"),
        (lines[:50], "has more lines"),
    ):
        other.write_text("".join(changed), encoding="utf-8")
        with pytest.raises(InputError, match=says):
            batch(knowledge, other, out, resume=True)
    for today, engine, says in ((TODAY + datetime.timedelta(1), "compiled", "--today 2026-11-23"),):
        with pytest.raises(InputError, match=says):
            run_batch(knowledge, source, out, today, engine, resume=True)
    assert out.read_bytes() == kept
    out.write_text("my diary\n", encoding="utf-8")
    with pytest.raises(InputError, match="no line of a batch"):
        batch(knowledge, source, out, resume=True)
    assert out.read_text(encoding="utf-8") == "my diary\n"


def test_a_full_disk_leaves_whole_lines_to_go_on_from(
    knowledge: KnowledgeBase, source: Path, tmp_path: Path
) -> None:
    whole, out = tmp_path / "whole.jsonl", tmp_path / "out.jsonl"
    batch(knowledge, source, whole)
    kept = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (whole.stat().st_size // 2, kept[1]))
    try:
        with pytest.raises(Stopped, match="can't be written") as stopped:
            batch(knowledge, source, out)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, kept)
    assert 0 < stopped.value.lines == len(read(out)) < 70
    batch(knowledge, source, out, resume=True)
    assert out.read_bytes() == whole.read_bytes()


def test_a_worker_that_is_killed_ends_the_run_with_whole_lines(tmp_path: Path) -> None:
    source = write_lines(tmp_path / "in.jsonl", 1500)
    out = tmp_path / "out.jsonl"
    process = start(source, out)
    until_written(out, process)
    os.kill(children(process.pid)[0], signal.SIGKILL)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 2
    assert "a worker process ended by itself" in said
    assert "Traceback" not in said
    assert out.read_bytes().endswith(b"}\n")
