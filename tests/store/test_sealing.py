"""What lies on the disk says nothing without the key, and erasing leaves nothing."""

from __future__ import annotations

import datetime
import os
from pathlib import Path

import pytest

from tests.store.conftest import raw_bytes
from webapp.security.key_files import SERVER_KEY
from webapp.store import Store, StoreDamaged, StoreError
from webapp.store.database import sqlite3

SECRETS = ("my-secret-goal", "i_do_not_feel_safe", "Blue Heron", "coach@example.org", "harassment")


def filled(store: Store) -> str:
    store.coaches.invite("coach@example.org", store.now() + datetime.timedelta(days=1))
    coach = store.coaches.find("coach@example.org")
    assert coach is not None
    file_id = store.create_file(coach.id, {"about": {"alias": "Blue Heron"}})
    store.acting_as(coach.id)
    store.change(
        file_id, "answers", lambda _: {"coping": "i_do_not_feel_safe", "main_goal": "my-secret-goal"}
    )
    store.change(file_id, "plan", lambda _: {"items": [{"id": "harassment"}]})
    store.tries.take({"for coach@example.org": 5}, store.now(), datetime.timedelta(minutes=15))
    return file_id


def test_no_plaintext_is_in_the_database_or_its_log(store: Store) -> None:
    filled(store)
    on_disk = raw_bytes(store)
    assert b"client_files" in on_disk  # the tables themselves can be read, so the search is a real one
    assert [word for word in SECRETS if word.encode() in on_disk] == []
    assert [word for word in SECRETS if word.encode("utf-16-le") in on_disk] == []


def test_erasing_leaves_neither_the_documents_nor_the_key_behind(store: Store) -> None:
    file_id = filled(store)
    with sqlite3.connect(store.data_dir / "waymark.db") as db:
        gone = [row[0] for row in db.execute("SELECT wrapped_key FROM client_files WHERE id = ?", [file_id])]
        gone += [row[0] for row in db.execute("SELECT sealed FROM documents WHERE file_id = ?", [file_id])]
        gone += [row[0] for row in db.execute("SELECT sealed FROM entries WHERE file_id = ?", [file_id])]
    db.close()
    assert len(gone) == 1 + 3 + 2
    assert all(value in raw_bytes(store) for value in gone)
    store.erase_file(file_id)
    assert [value for value in gone if value in raw_bytes(store)] == []


@pytest.mark.parametrize("table", ["documents", "client_files", "server"])
def test_a_value_changed_by_one_bit_does_not_open(store: Store, table: str) -> None:
    file_id = filled(store)
    column = {"documents": "sealed", "client_files": "wrapped_key", "server": "key_check"}[table]
    with sqlite3.connect(store.data_dir / "waymark.db") as db:
        value = bytearray(db.execute(f"SELECT {column} FROM {table}").fetchone()[0])
        value[-1] ^= 1
        db.execute(f"UPDATE {table} SET {column} = ?", [bytes(value)])
    db.close()

    def read_all() -> None:
        store.check()
        for name in ("about", "answers", "plan"):
            store.read(file_id, name)

    with pytest.raises(StoreDamaged):
        read_all()


def test_a_document_moved_to_another_name_or_file_does_not_open(store: Store) -> None:
    file_id, other = filled(store), filled(store)
    moves = (
        ("UPDATE documents SET name = 'progress' WHERE file_id = ? AND name = 'plan'", file_id, "progress"),
        ("UPDATE documents SET name = 'edits' WHERE file_id = ? AND name = 'about'", other, "edits"),
    )
    for statement, where, name in moves:
        with sqlite3.connect(store.data_dir / "waymark.db") as db:
            db.execute(statement, [where])
        db.close()
        with pytest.raises(StoreDamaged):
            store.read(where, name)


def test_the_same_document_is_sealed_differently_each_time(store: Store) -> None:
    files = [store.create_file(None, {"answers": {"x": 1}}) for _ in range(2)]
    with sqlite3.connect(store.data_dir / "waymark.db") as db:
        sealed = {row[0] for row in db.execute("SELECT sealed FROM documents")}
    db.close()
    assert len(sealed) == len(files)


def test_another_key_is_told_from_the_right_one_at_the_start(store: Store) -> None:
    filled(store)
    store.release()
    (store.data_dir / SERVER_KEY).write_bytes(os.urandom(32))
    with pytest.raises(StoreDamaged, match="key"):
        Store(store.data_dir)


def test_a_database_without_its_key_is_never_given_a_new_one(store: Store) -> None:
    store.release()
    (store.data_dir / SERVER_KEY).unlink()
    with pytest.raises(StoreDamaged, match=r"server\.key is missing"):
        Store(store.data_dir)
    assert not (store.data_dir / SERVER_KEY).exists()


def test_a_key_cut_short_is_refused_by_name(store: Store) -> None:
    store.release()
    (store.data_dir / SERVER_KEY).write_bytes(b"short")
    with pytest.raises(StoreError, match=r"server\.key is not a key"):
        Store(store.data_dir)


@pytest.mark.skipif(os.name != "posix", reason="other platforms have no such modes")
def test_everything_in_the_folder_is_for_its_owner_only(store: Store) -> None:
    filled(store)
    assert store.data_dir.stat().st_mode & 0o777 == 0o700
    modes = {path.name: path.stat().st_mode & 0o777 for path in store.data_dir.iterdir()}
    assert set(modes.values()) == {0o600}, modes


def test_no_half_made_key_stays_behind(tmp_path: Path) -> None:
    Store(tmp_path).release()
    assert [path.name for path in tmp_path.glob("*.key*")] == [SERVER_KEY]
