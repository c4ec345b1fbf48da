"""Many write at once and nothing is lost; one is killed in the midst and the database is whole."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from webapp.store import Store
from webapp.store.database import sqlite3

ROOT = Path(__file__).parents[2]


def writer(store: Store, file_id: str, name: str, count: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.store.writer", str(store.data_dir), file_id, name, str(count)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def is_whole(store: Store) -> bool:
    with sqlite3.connect(store.data_dir / "waymark.db") as db:
        found = db.execute("PRAGMA integrity_check").fetchone()[0]
        stray = db.execute("PRAGMA foreign_key_check").fetchall()
    db.close()
    return bool(found == "ok" and not stray)


def test_threads_that_read_and_write_one_document_lose_nothing(store: Store) -> None:
    file_id = store.create_file()

    def add(worker: int) -> None:
        for _ in range(25):
            store.change(file_id, "shared", lambda d: {**d, "all": d.get("all", 0) + 1, str(worker): True})
            store.read(file_id, "shared")
            store.release()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(add, range(8)))
    assert store.read(file_id, "shared") == {"all": 200, **{str(worker): True for worker in range(8)}}


def test_processes_that_read_and_write_one_document_lose_nothing(store: Store) -> None:
    file_id = store.create_file()
    writers = [writer(store, file_id, f"w{number}", 40) for number in range(4)]
    for one in writers:
        one.communicate(timeout=120)
    assert [one.returncode for one in writers] == [0] * 4
    assert store.read(file_id, "shared") == {"all": 160, **{f"w{number}": 40 for number in range(4)}}
    assert len(store.read(file_id, "log") or {}) == 160


@pytest.mark.skipif(os.name != "posix", reason="needs SIGKILL")
@pytest.mark.parametrize("after", [0, 1, 7, 20])
def test_a_process_killed_while_writing_leaves_a_whole_database(store: Store, after: int) -> None:
    file_id = store.create_file()
    one = writer(store, file_id, "w", 10_000)
    assert one.stdout is not None
    assert one.stdout.readline() == "begun\n"
    for _ in range(after):
        one.stdout.readline()
    one.kill()
    rest, _ = one.communicate(timeout=30)
    said = after + len(rest.split())
    assert is_whole(store)
    shared = store.read(file_id, "shared") or {}
    log = store.read(file_id, "log") or {}
    # what was reported is there; at most the one in hand is there beside it
    assert said <= len(log) <= said + 1
    assert len(log) <= shared.get("all", 0) <= len(log) + 1
    store.change(file_id, "shared", lambda d: {**d, "after": True})
    assert (store.read(file_id, "shared") or {})["after"]


def test_starting_at_the_same_moment_makes_one_key_and_one_database(tmp_path: Path) -> None:
    gate = threading.Barrier(8)
    found: list[Any] = []

    def start() -> None:
        gate.wait(timeout=30)
        store = Store(tmp_path / "data")
        found.append(store.create_file())
        store.release()

    threads = [threading.Thread(target=start) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    store = Store(tmp_path / "data")
    assert len(found) == 8
    assert all(store.read(file_id, "answers") is None for file_id in found)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_a_connection_is_not_shared_with_a_child(store: Store) -> None:
    file_id = store.create_file(None, {"answers": {"x": 1}})
    parent = store._database.connection()
    child = os.fork()
    if child == 0:
        ok = store._database.connection() is not parent and store.read(file_id, "answers") == {"x": 1}
        os._exit(0 if ok else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert store.change(file_id, "answers", lambda d: {**d, "y": 2}) == {"x": 1, "y": 2}
