"""A full disk, a lock that is not given up, a damaged file: a clear error, and nothing half done."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from webapp.store import Store, StoreBusy, StoreDamaged, StoreError, StoreFull, StoreNotWritable, database
from webapp.store.database import sqlite3


def test_a_full_disk_stores_nothing_and_says_so(store: Store) -> None:
    file_id = store.create_file()
    store.change(file_id, "answers", lambda _: {"x": 1})
    db = store._database.connection()
    pages = db.execute("PRAGMA page_count").fetchone()[0]
    db.execute(f"PRAGMA max_page_count = {pages}").fetchall()
    with pytest.raises(StoreFull, match=r"full.*Make room.*Nothing was changed"):
        store.change(file_id, "answers", lambda _: {"x": "long " * 20_000})
    db.execute("PRAGMA max_page_count = 1000000").fetchall()
    assert store.read(file_id, "answers") == {"x": 1}
    store.change(file_id, "answers", lambda _: {"x": 2})
    assert store.read(file_id, "answers") == {"x": 2}


def test_a_lock_that_is_not_given_up_is_reported_and_reading_goes_on(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    file_id = store.create_file()
    store.change(file_id, "answers", lambda _: {"x": 1})
    store.release()
    monkeypatch.setattr(database, "BUSY_SECONDS", 0.01)
    other = sqlite3.connect(store.data_dir / "waymark.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreBusy, match="in use by another program"):
        store.change(file_id, "answers", lambda _: {"x": 2})
    assert store.read(file_id, "answers") == {"x": 1}
    other.execute("ROLLBACK")
    other.close()
    assert store.change(file_id, "answers", lambda _: {"x": 2}) == {"x": 2}


def test_a_file_that_is_no_database_is_left_alone(store: Store) -> None:
    store.release()
    path = store.data_dir / "waymark.db"
    for log in store.data_dir.glob("waymark.db-*"):
        log.unlink()
    path.write_bytes(b"this is a letter to my manager " * 200)
    before = path.read_bytes()
    with pytest.raises(StoreDamaged, match=r"not a database.*from a copy"):
        Store(store.data_dir)
    assert path.read_bytes() == before


def test_a_database_damaged_inside_gives_a_store_error_and_no_traceback_of_the_driver(store: Store) -> None:
    files = [store.create_file(None, {"answers": {"x": "y" * 3000}}) for _ in range(40)]
    store.erase_file(files.pop())  # empties the log into the file
    store.release()
    path = store.data_dir / "waymark.db"
    whole = bytearray(path.read_bytes())
    whole[4096 : len(whole) // 2] = os.urandom(len(whole) // 2 - 4096)
    path.write_bytes(whole)

    def open_and_read_all() -> None:
        again = Store(store.data_dir)
        for file_id in files:
            again.read(file_id, "answers")

    with pytest.raises(StoreError):
        open_and_read_all()


def test_a_database_of_a_newer_program_is_not_touched(store: Store) -> None:
    store.release()
    with sqlite3.connect(store.data_dir / "waymark.db") as db:
        db.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at)"
            " VALUES ('waymark', '9999_later', '')"
        )
    db.close()
    with pytest.raises(StoreDamaged, match="newer Waymark"):
        Store(store.data_dir)


def test_a_data_folder_that_is_a_file_is_said_so(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("")
    with pytest.raises(StoreNotWritable, match="can't be used"):
        Store(tmp_path / "data")


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_data_folder_that_can_t_be_written_is_said_so(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    folder.mkdir(mode=0o500)
    with pytest.raises(StoreNotWritable, match="Check who owns the data folder"):
        Store(folder)


def test_an_error_never_repeats_what_was_being_written(store: Store) -> None:
    file_id = store.create_file()
    db = store._database.connection()
    db.execute(f"PRAGMA max_page_count = {db.execute('PRAGMA page_count').fetchone()[0]}").fetchall()
    with pytest.raises(StoreFull) as caught:
        store.change(file_id, "answers", lambda _: {"x": "a secret " * 10_000})
    assert "secret" not in f"{caught.value!s} {caught.value!r} {caught.value.__cause__!r}"


def test_the_database_is_set_up_as_it_has_to_be(store: Store) -> None:
    db = store._database.connection()
    found = {
        name: db.execute(f"PRAGMA {name}").fetchone()[0]
        for name in ("foreign_keys", "synchronous", "secure_delete", "busy_timeout", "journal_mode")
    }
    wal_is_safe = sqlite3.sqlite_version_info >= database.SAFE_WAL
    assert found == {
        "foreign_keys": 1,
        "synchronous": 2,
        "secure_delete": 1,
        "busy_timeout": 1000 * database.BUSY_SECONDS,
        "journal_mode": "wal" if wal_is_safe else "delete",
    }
