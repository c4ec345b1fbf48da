"""The embedded SQLite file: how connections are opened, how writing is done, and what its errors mean.

One connection a thread, closed at the end of each request (`release`). All writing goes through `write`,
which takes the write lock first: a transaction that reads and then writes can't fail half way for want of it.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlite_utils
from sqlite_utils import utils

from webapp.store.errors import StoreBroken, StoreBusy, StoreDamaged, StoreError, StoreFull, StoreNotWritable

sqlite3 = utils.sqlite3  # type: ignore[attr-defined]  # pysqlite3 where it is installed
BUSY_SECONDS = 10
SAFE_WAL = (3, 51, 3)
"""Before this version a write-ahead log that is reset while others write can damage the database."""

_MEANINGS: tuple[tuple[str, type[StoreError], str], ...] = (
    ("is locked", StoreBusy, "The database is in use by another program."),
    ("busy", StoreBusy, "The database is in use by another program."),
    ("disk is full", StoreFull, "The disk is full."),
    ("readonly", StoreNotWritable, "The database can't be written."),
    ("unable to open", StoreNotWritable, "The database can't be opened."),
    ("malformed", StoreDamaged, "The database is damaged."),
    ("not a database", StoreDamaged, "The database file is not a database."),
    ("no such table", StoreDamaged, "The database lacks a table."),
    ("no such column", StoreDamaged, "The database lacks a column."),
    ("disk i/o error", StoreBroken, "The disk reported an error. It may be full or failing."),
)

OURS = (sqlite3.IntegrityError, sqlite3.ProgrammingError, sqlite3.InterfaceError)
"""Errors of the program, not of the disk: they go up as they are."""


@contextmanager
def errors_said() -> Iterator[None]:
    """Turns the database's own errors into ours, without the values that were being written."""
    try:
        yield
    except sqlite3.Error as error:
        text = str(error).lower()
        for part, kind, says in _MEANINGS:
            if part in text:
                raise kind(says) from None
        if isinstance(error, OURS):
            raise
        raise StoreBroken(f"The database reported an error ({error}).") from None


class Database:
    """The database file at `path`; one connection for each thread of each process."""

    def __init__(self, path: Path):
        self.path = path
        self._here = threading.local()

    def connection(self) -> sqlite_utils.Database:
        """This thread's connection, opened if there is none."""
        if getattr(self._here, "process", None) != os.getpid():  # a connection must not cross a fork
            self._here.db, self._here.process = None, os.getpid()
        if self._here.db is None:
            self._here.db = self._open()
        db: sqlite_utils.Database = self._here.db
        return db

    def release(self) -> None:
        """Close this thread's connection, undoing what was not committed. Cheap where there is none."""
        db = getattr(self._here, "db", None)
        if db is not None and self._here.process == os.getpid():
            self._here.db = None
            db.close()

    @contextmanager
    def read(self) -> Iterator[sqlite_utils.Database]:
        """One moment of the database: what is read inside belongs together."""
        with errors_said():
            db = self.connection()
            db.execute("BEGIN")
            try:
                yield db
            finally:
                db.rollback()

    @contextmanager
    def write(self) -> Iterator[sqlite_utils.Database]:
        """A transaction that has the write lock from its first moment: all of it is stored, or nothing."""
        with errors_said():
            db = self.connection()
            db.execute("BEGIN IMMEDIATE")
            try:
                yield db
                db.execute("COMMIT")
            except BaseException:
                db.rollback()
                raise

    def shrink_log(self) -> None:
        """Empty the write-ahead log, so that nothing erased lingers in it; others who read now may put it
        off.
        """
        with errors_said():
            db = self.connection()
            if db.journal_mode == "wal":
                db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def _open(self) -> sqlite_utils.Database:
        conn = sqlite3.connect(str(self.path), timeout=BUSY_SECONDS, isolation_level=None)
        try:
            db = sqlite_utils.Database(conn, execute_plugins=False)
            for pragma in (
                "foreign_keys = ON",
                "synchronous = FULL",
                "secure_delete = ON",
                "trusted_schema = OFF",
            ):
                db.execute(f"PRAGMA {pragma}")
        except BaseException:
            conn.close()
            raise
        return db

    def prepare(self) -> None:
        """Make the file, for its owner only, and set how it keeps its journal."""
        with errors_said():
            try:
                os.close(os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600))
            except OSError as error:
                raise StoreNotWritable(f"{self.path} can't be written: {error.strerror}.") from None
            wanted = "wal" if sqlite3.sqlite_version_info >= SAFE_WAL else "delete"
            db = self.connection()
            if db.journal_mode != wanted:
                db.execute(f"PRAGMA journal_mode = {wanted}").fetchall()
