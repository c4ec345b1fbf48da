"""The store: client files and their sealed documents, with `coaches`, `tries` and `recovery` beside them.

A document is a JSON object under a name ("answers", "place", "plan", "progress", "edits", "about", "goals",
"record", "reports", "changes", "lock", "openings_over", "unsent", "brought", "tick_turns"). While a coach
acts (`acting_as`), each change to a client's documents writes an entry of the file's trail in the same
transaction.
"""

from __future__ import annotations

import datetime
import secrets
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlite_utils

from webapp.security.key_files import SERVER_KEY, KeyFileError, secret_key
from webapp.store.coaches import Coaches
from webapp.store.database import Database
from webapp.store.errors import NoSuchFile, StoreDamaged, StoreNotWritable
from webapp.store.migrations import migrate
from webapp.store.recovery import RecoveryCodes
from webapp.store.sealing import FileKey, Keyring
from webapp.store.times import as_text, from_text, utc_now
from webapp.store.tries import LoginTries

DATABASE = "waymark.db"
ID_BYTES = 16
UNTRAILED = frozenset({"place", "tick_turns"})
"""Documents that say nothing about the person, only where they are."""
_ENTRY = "trail entry"
_CHECK = "waymark"


@dataclass(frozen=True, slots=True)
class ClientFile:
    """What is known of a client file without opening it."""

    id: str
    coach: str | None
    created: datetime.datetime
    changed: datetime.datetime


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a file's trail: when, who (a coach's id) and what."""

    at: datetime.datetime
    who: str
    did: str


class Store:
    """Everything kept in the folder `data_dir`, which is made if it is missing. StoreError where that can't
    be.
    """

    def __init__(self, data_dir: Path | str, now: Callable[[], datetime.datetime] = utc_now):
        self.data_dir = Path(data_dir)
        self.now = now
        path = self.data_dir / DATABASE
        try:
            self.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
            if path.exists() and path.stat().st_size and not (self.data_dir / SERVER_KEY).exists():
                raise StoreDamaged(f"{self.data_dir / SERVER_KEY} is missing, so {DATABASE} can't be read.")
            self._keyring = Keyring(secret_key(self.data_dir, SERVER_KEY))
        except OSError as error:
            raise StoreNotWritable(f"{self.data_dir} can't be used: {error.strerror}.") from None
        except KeyFileError as error:
            raise StoreNotWritable(str(error)) from None
        self._database = Database(path)
        self._acting = threading.local()
        self.coaches = Coaches(self._database, self._keyring, self._now_text)
        self.tries = LoginTries(self._database, self._keyring)
        self.recovery = RecoveryCodes(self._database, self._keyring, self._now_text)
        try:
            self._prepare()
        finally:
            self._database.release()

    def _prepare(self) -> None:
        self._database.prepare()
        with self._database.write() as db:
            migrate(db)
            check = db.execute("SELECT key_check FROM server").fetchone()
            if check is None:
                sealed = self._keyring.seal("key check", "server", _CHECK)
                db.execute("INSERT INTO server (id, key_check) VALUES (1, ?)", [sealed])
            else:
                self._keyring.open("key check", "server", check[0])

    def _now_text(self) -> str:
        return as_text(self.now())

    # Client files

    def create_file(
        self, coach: str | None = None, documents: Mapping[str, Mapping[str, Any]] | None = None
    ) -> str:
        """A new client file, of a coach's client or of a person on their own, with its first documents;
        gives its id.
        """
        file_id = secrets.token_urlsafe(ID_BYTES)
        key, wrapped = self._keyring.new_file_key(file_id)
        now = self._now_text()
        with self._database.write() as db:
            db.execute("INSERT INTO client_files VALUES (?, ?, ?, ?, ?)", [file_id, coach, wrapped, now, now])
            self._trail(db, file_id, "created", key)
            for name, document in (documents or {}).items():
                db.execute(
                    "INSERT INTO documents VALUES (?, ?, ?, ?)",
                    [file_id, name, key.seal(name, document), now],
                )
        return file_id

    def has_file(self, file_id: str) -> bool:
        """Whether there is such a file."""
        with self._database.read() as db:
            return db.execute("SELECT 1 FROM client_files WHERE id = ?", [file_id]).fetchone() is not None

    def owner(self, file_id: str) -> str | None:
        """The coach whose client this is, or None for a person's own file; NoSuchFile."""
        with self._database.read() as db:
            row = db.execute("SELECT coach FROM client_files WHERE id = ?", [file_id]).fetchone()
        if row is None:
            raise NoSuchFile("There is no such file.")
        coach: str | None = row[0]
        return coach

    def belongs_to(self, file_id: str, coach: str | None) -> bool:
        """Whether the file exists and is this coach's client's (None: a person's own)."""
        with self._database.read() as db:
            found = db.execute("SELECT 1 FROM client_files WHERE id = ? AND coach IS ?", [file_id, coach])
            return found.fetchone() is not None

    def files_of(self, coach: str) -> tuple[ClientFile, ...]:
        """A coach's client files, the oldest first."""
        with self._database.read() as db:
            rows = db.execute(
                "SELECT id, coach, created, changed FROM client_files WHERE coach = ? ORDER BY created, id",
                [coach],
            ).fetchall()
        return tuple(ClientFile(row[0], row[1], from_text(row[2]), from_text(row[3])) for row in rows)

    def erase_file(self, file_id: str) -> None:
        """Erase a file with its key, its documents and its trail, for good. A file that is gone already is
        no error.
        """
        with self._database.write() as db:
            db.execute("DELETE FROM client_files WHERE id = ?", [file_id])
        self._database.shrink_log()

    def erase_untouched(self, since: datetime.datetime) -> None:
        """Erase every file of a person on their own that was last changed before this moment."""
        with self._database.write() as db:
            db.execute("DELETE FROM client_files WHERE coach IS NULL AND changed < ?", [as_text(since)])
        self._database.shrink_log()

    # Documents

    def read(self, file_id: str, name: str) -> dict[str, Any] | None:
        """A document, or None if the file has none of this name; NoSuchFile."""
        with self._database.read() as db:
            return self._document(db, self._key(db, file_id), file_id, name)

    def read_all(self, file_id: str) -> dict[str, dict[str, Any]]:
        """Every document of a file by its name, in the order of the names; NoSuchFile."""
        with self._database.read() as db:
            key = self._key(db, file_id)
            found = db.execute(
                "SELECT name, sealed FROM documents WHERE file_id = ? ORDER BY name", [file_id]
            ).fetchall()
        return {name: key.open(name, sealed) for name, sealed in found}

    def read_many(self, file_ids: tuple[str, ...], name: str) -> dict[str, dict[str, Any]]:
        """The documents of one name in several files, by file id; without those that have none."""
        found = {}
        with self._database.read() as db:
            for file_id in file_ids:
                document = self._document(db, self._key(db, file_id), file_id, name)
                if document is not None:
                    found[file_id] = document
        return found

    def change(
        self, file_id: str, name: str, change: Callable[[dict[str, Any]], Mapping[str, Any]]
    ) -> dict[str, Any]:
        """Store what `change` makes of the document ({} if there is none) and give it back; NoSuchFile.

        Nobody else can write between the reading and the writing. If `change` raises, nothing is stored.
        """
        return self.change_together(file_id, (name,), lambda before: {name: change(before[name])})[name]

    def change_together(
        self,
        file_id: str,
        names: Sequence[str],
        change: Callable[[dict[str, dict[str, Any]]], Mapping[str, Mapping[str, Any]]],
    ) -> dict[str, dict[str, Any]]:
        """Store what `change` makes of several documents, by name: all of them or, if it raises, none."""
        with self._database.write() as db:
            key = self._key(db, file_id)
            before = {name: self._document(db, key, file_id, name) for name in names}
            made = change({name: dict(document or {}) for name, document in before.items()})
            after = {name: dict(made[name]) for name in names}
            for name in names:
                if after[name] != before[name]:
                    self._put(db, key, file_id, name, after[name])
        return after

    def _put(
        self, db: sqlite_utils.Database, key: FileKey, file_id: str, name: str, document: dict[str, Any]
    ) -> None:
        now = self._now_text()
        db.execute(
            "INSERT INTO documents VALUES (?, ?, ?, ?)"
            " ON CONFLICT (file_id, name) DO UPDATE SET sealed = excluded.sealed, changed = excluded.changed",
            [file_id, name, key.seal(name, document), now],
        )
        db.execute("UPDATE client_files SET changed = ? WHERE id = ?", [now, file_id])
        if name not in UNTRAILED:
            self._trail(db, file_id, f"changed:{name}", key)

    def _key(self, db: sqlite_utils.Database, file_id: str) -> FileKey:
        row = db.execute("SELECT wrapped_key FROM client_files WHERE id = ?", [file_id]).fetchone()
        if row is None:
            raise NoSuchFile("There is no such file.")
        return self._keyring.file_key(file_id, row[0])

    def _document(
        self, db: sqlite_utils.Database, key: FileKey, file_id: str, name: str
    ) -> dict[str, Any] | None:
        row = db.execute(
            "SELECT sealed FROM documents WHERE file_id = ? AND name = ?", [file_id, name]
        ).fetchone()
        return None if row is None else key.open(name, row[0])

    # The trail

    def acting_as(self, coach: str | None) -> None:
        """From now until `release`, in this thread, changes are this coach's and leave an entry."""
        self._acting.coach = coach

    def note(self, file_id: str, did: str) -> None:
        """Add an entry to the trail, for something done that changes no document."""
        with self._database.write() as db:
            self._trail(db, file_id, did)

    def trail(self, file_id: str) -> tuple[Entry, ...]:
        """The entries of a file, the newest first; NoSuchFile."""
        with self._database.read() as db:
            key = self._key(db, file_id)
            rows = db.execute(
                "SELECT at, sealed FROM entries WHERE file_id = ? ORDER BY id DESC", [file_id]
            ).fetchall()
        opened = [(from_text(at), key.open(_ENTRY, sealed)) for at, sealed in rows]
        return tuple(Entry(at, str(entry["who"]), str(entry["did"])) for at, entry in opened)

    def _trail(self, db: sqlite_utils.Database, file_id: str, did: str, key: FileKey | None = None) -> None:
        coach = getattr(self._acting, "coach", None)
        if coach is None:
            return
        sealed = (key or self._key(db, file_id)).seal(_ENTRY, {"who": coach, "did": did})
        db.execute(
            "INSERT INTO entries (file_id, at, sealed) VALUES (?, ?, ?)", [file_id, self._now_text(), sealed]
        )

    # The connection

    def check(self) -> None:
        """StoreError if the database can't be read now or the key does not fit."""
        with self._database.read() as db:
            row = db.execute("SELECT key_check FROM server").fetchone()
        if row is None:
            raise StoreDamaged("The database lacks its key check.")
        self._keyring.open("key check", "server", row[0])

    def release(self) -> None:
        """Let go of this thread's connection and of whoever acts; to be called at the end of each request."""
        self._acting.coach = None
        self._database.release()
