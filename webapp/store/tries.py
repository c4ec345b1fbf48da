"""Tries to log in, counted so that guessing is slow. Who tried is kept as a keyed hash, and only for a
while.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from webapp.store.database import Database
from webapp.store.sealing import Keyring
from webapp.store.times import as_text


class LoginTries:
    """The tries of the last while, by whatever they are counted for."""

    def __init__(self, database: Database, keyring: Keyring):
        self._database, self._keyring = database, keyring

    def take(self, limits: Mapping[str, int], now: datetime.datetime, within: datetime.timedelta) -> bool:
        """Count a try for each name in `limits`, unless one of them has had its number of tries `within`
        this time.

        It is counted before the password is looked at: many tries at once can't slip through together.
        """
        since = as_text(now - within)
        with self._database.write() as db:
            db.execute("DELETE FROM login_tries WHERE at <= ?", [since])
            for name, limit in limits.items():
                count = db.execute(
                    "SELECT count(*) FROM login_tries WHERE who = ?", [self._who(name)]
                ).fetchone()[0]
                if count >= limit:
                    return False
            for name in limits:
                db.execute("INSERT INTO login_tries VALUES (?, ?)", [self._who(name), as_text(now)])
        return True

    def forget(self, *names: str) -> None:
        """Clear the tries of these names, after the right password."""
        with self._database.write() as db:
            for name in names:
                db.execute("DELETE FROM login_tries WHERE who = ?", [self._who(name)])

    def _who(self, name: str) -> bytes:
        return self._keyring.lookup("login try", name)
