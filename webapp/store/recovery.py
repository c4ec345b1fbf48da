"""Which file a recovery code opens. The code itself is never here: only a keyed hash of it.

The hash is an HMAC under a key drawn from the server's (`sealing.Keyring.lookup`): a copy of the database
alone can't even be used to test a guess. A row is found by its hash, so how long the search takes tells
nothing about the code. One file has one code at most; a new one takes the old one's place.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable

from webapp.store.database import Database
from webapp.store.errors import NoSuchFile
from webapp.store.sealing import Keyring
from webapp.store.times import from_text

_KIND = "recovery code"


class RecoveryCodes:
    """The codes of a store, each of a file that a person keeps on their own."""

    def __init__(self, database: Database, keyring: Keyring, now_text: Callable[[], str]):
        self._database, self._keyring, self._now = database, keyring, now_text

    def put(self, file_id: str, code: str) -> None:
        """From now on this code, and no other, opens the file; NoSuchFile (also for a coach's client)."""
        with self._database.write() as db:
            own = db.execute("SELECT 1 FROM client_files WHERE id = ? AND coach IS NULL", [file_id])
            if own.fetchone() is None:
                raise NoSuchFile("There is no such file.")
            db.execute(
                "INSERT INTO recovery_codes VALUES (?, ?, ?) ON CONFLICT (file_id)"
                " DO UPDATE SET code_hash = excluded.code_hash, made = excluded.made",
                [file_id, self._keyring.lookup(_KIND, code), self._now()],
            )

    def file_of(self, code: str) -> str | None:
        """The id of the file that this code opens, or None."""
        with self._database.read() as db:
            row = db.execute(
                "SELECT file_id FROM recovery_codes WHERE code_hash = ?", [self._keyring.lookup(_KIND, code)]
            ).fetchone()
        return None if row is None else str(row[0])

    def made(self, file_id: str) -> datetime.datetime | None:
        """When the file's code was made; None if it has none."""
        with self._database.read() as db:
            row = db.execute("SELECT made FROM recovery_codes WHERE file_id = ?", [file_id]).fetchone()
        return None if row is None else from_text(row[0])
