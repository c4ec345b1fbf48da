"""The tables, made and changed by numbered steps. A step that has shipped is never edited: a new one follows
it.
"""

from __future__ import annotations

import sqlite_utils
from sqlite_utils.migrations import Migrations

from webapp.store.errors import StoreDamaged

migrations = Migrations("waymark")


@migrations(name="0001_client_files")
def _client_files(db: sqlite_utils.Database) -> None:
    """A client file with the wrapped key that seals it. Deleting the row erases all there is of it."""
    for statement in (
        """CREATE TABLE server (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            key_check BLOB NOT NULL
        )""",
        """CREATE TABLE coaches (
            id TEXT PRIMARY KEY,
            email_lookup BLOB NOT NULL UNIQUE,
            email BLOB NOT NULL,
            password TEXT,
            created TEXT NOT NULL
        )""",
        """CREATE TABLE client_files (
            id TEXT PRIMARY KEY,
            coach TEXT REFERENCES coaches (id) ON DELETE RESTRICT,
            wrapped_key BLOB NOT NULL,
            created TEXT NOT NULL,
            changed TEXT NOT NULL
        )""",
        "CREATE INDEX client_files_by_coach ON client_files (coach, created)",
        """CREATE TABLE documents (
            file_id TEXT NOT NULL REFERENCES client_files (id) ON DELETE CASCADE,
            name TEXT NOT NULL,
            sealed BLOB NOT NULL,
            changed TEXT NOT NULL,
            PRIMARY KEY (file_id, name)
        ) WITHOUT ROWID""",
        """CREATE TABLE entries (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            file_id TEXT NOT NULL REFERENCES client_files (id) ON DELETE CASCADE,
            at TEXT NOT NULL,
            sealed BLOB NOT NULL
        )""",
        "CREATE INDEX entries_by_file ON entries (file_id, id)",
    ):
        db.execute(statement)


@migrations(name="0002_coaches_log_in")
def _coaches_log_in(db: sqlite_utils.Database) -> None:
    """One-time links and sessions, both kept as hashes only, and the tries that throttle guessing."""
    for statement in (
        """CREATE TABLE invitations (
            token_hash BLOB PRIMARY KEY,
            coach TEXT NOT NULL REFERENCES coaches (id) ON DELETE CASCADE,
            expires TEXT NOT NULL
        ) WITHOUT ROWID""",
        """CREATE TABLE coach_sessions (
            token_hash BLOB PRIMARY KEY,
            coach TEXT NOT NULL REFERENCES coaches (id) ON DELETE CASCADE,
            last_used TEXT NOT NULL
        ) WITHOUT ROWID""",
        "CREATE TABLE login_tries (who BLOB NOT NULL, at TEXT NOT NULL)",
        "CREATE INDEX login_tries_by_who ON login_tries (who, at)",
        "CREATE INDEX login_tries_by_time ON login_tries (at)",
    ):
        db.execute(statement)


@migrations(name="0003_recovery_codes")
def _recovery_codes(db: sqlite_utils.Database) -> None:
    """What opens a person's own file from another device: the hash of a code, gone with the file."""
    db.execute(
        """CREATE TABLE recovery_codes (
            file_id TEXT PRIMARY KEY REFERENCES client_files (id) ON DELETE CASCADE,
            code_hash BLOB NOT NULL UNIQUE,
            made TEXT NOT NULL
        ) WITHOUT ROWID"""
    )


def migrate(db: sqlite_utils.Database) -> None:
    """Bring an open database up to date. Call it inside `write`, so that of two processes one waits for the
    other.
    """
    known = {step.name for step in migrations._migrations}
    newer = [step.name for step in migrations.applied(db) if step.name not in known]
    if newer:
        raise StoreDamaged(f"The database was made by a newer Waymark ({newer[-1]}): use that one.")
    if migrations.pending(db):
        migrations.apply(db)
