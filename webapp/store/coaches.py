"""Coaches, their one-time links and their sessions. Tokens are kept as hashes, e-mail addresses sealed."""

from __future__ import annotations

import datetime
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256

import sqlite_utils

from webapp.store.database import Database
from webapp.store.sealing import Keyring
from webapp.store.times import as_text, from_text

TOKEN_BYTES = 32
ID_BYTES = 16
BY_ID = "SELECT id, email, password FROM coaches WHERE id = ?"
BY_EMAIL = "SELECT id, email, password FROM coaches WHERE email_lookup = ?"


@dataclass(frozen=True, slots=True)
class Coach:
    """A coach's account. `password` is an argon2id hash, or None until the one-time link was used."""

    id: str
    email: str
    password: str | None


def _hash(token: str) -> bytes:
    """Tokens are 256 random bits, so a plain hash can't be turned back."""
    return sha256(token.encode()).digest()


class Coaches:
    """The accounts of a store."""

    def __init__(self, database: Database, keyring: Keyring, now_text: Callable[[], str]):
        self._database, self._keyring, self._now = database, keyring, now_text

    def find(self, email: str) -> Coach | None:
        """The coach with this (normalised) e-mail address."""
        with self._database.read() as db:
            return self._one(db, BY_EMAIL, self._keyring.lookup("coach email", email))

    def get(self, coach_id: str) -> Coach | None:
        """The coach with this id."""
        with self._database.read() as db:
            return self._one(db, BY_ID, coach_id)

    def _one(self, db: sqlite_utils.Database, query: str, value: str | bytes) -> Coach | None:
        row = db.execute(query, [value]).fetchone()
        return (
            None if row is None else Coach(row[0], self._keyring.open("coach email", row[0], row[1]), row[2])
        )

    # One-time links

    def invite(self, email: str, expires: datetime.datetime) -> str:
        """A token that sets a password once, until `expires`. Makes the account if there is none; older
        tokens die.
        """
        token = secrets.token_urlsafe(TOKEN_BYTES)
        lookup = self._keyring.lookup("coach email", email)
        with self._database.write() as db:
            coach = self._one(db, BY_EMAIL, lookup)
            coach_id = coach.id if coach else secrets.token_urlsafe(ID_BYTES)
            if coach is None:
                sealed = self._keyring.seal("coach email", coach_id, email)
                db.execute(
                    "INSERT INTO coaches VALUES (?, ?, ?, NULL, ?)", [coach_id, lookup, sealed, self._now()]
                )
            db.execute("DELETE FROM invitations WHERE coach = ? OR expires <= ?", [coach_id, self._now()])
            db.execute("INSERT INTO invitations VALUES (?, ?, ?)", [_hash(token), coach_id, as_text(expires)])
        return token

    def invited(self, token: str) -> Coach | None:
        """The coach whom a token lets in, if it is still good. Looking does not use it up."""
        with self._database.read() as db:
            return self._invited(db, token)

    def _invited(self, db: sqlite_utils.Database, token: str) -> Coach | None:
        row = db.execute(
            "SELECT coach FROM invitations WHERE token_hash = ? AND expires > ?", [_hash(token), self._now()]
        ).fetchone()
        return None if row is None else self._one(db, BY_ID, row[0])

    def accept(self, token: str, password_hash: str) -> Coach | None:
        """Use up a token: sets the password and ends the coach's sessions. None if the token is not good any
        more.
        """
        with self._database.write() as db:
            coach = self._invited(db, token)
            if coach is None:
                return None
            db.execute("UPDATE coaches SET password = ? WHERE id = ?", [password_hash, coach.id])
            db.execute("DELETE FROM invitations WHERE coach = ?", [coach.id])
            db.execute("DELETE FROM coach_sessions WHERE coach = ?", [coach.id])
        return Coach(coach.id, coach.email, password_hash)

    def rehash(self, coach_id: str, password_hash: str) -> None:
        """Keep the same password under a newer hash."""
        with self._database.write() as db:
            db.execute("UPDATE coaches SET password = ? WHERE id = ?", [password_hash, coach_id])

    # Sessions

    def open_session(self, coach_id: str, idle: datetime.timedelta) -> str:
        """A session token for a coach who has just logged in. Sessions unused for `idle` are cleared away."""
        token = secrets.token_urlsafe(TOKEN_BYTES)
        now = self._now()
        with self._database.write() as db:
            db.execute("DELETE FROM coach_sessions WHERE last_used <= ?", [as_text(from_text(now) - idle)])
            db.execute("INSERT INTO coach_sessions VALUES (?, ?, ?)", [_hash(token), coach_id, now])
        return token

    def in_session(self, token: str, idle: datetime.timedelta, freshen: datetime.timedelta) -> Coach | None:
        """The coach of a session used less than `idle` ago; notes its use, at most once in `freshen`."""
        now = self._now()
        with self._database.read() as db:
            row = db.execute(
                "SELECT coach, last_used FROM coach_sessions WHERE token_hash = ? AND last_used > ?",
                [_hash(token), as_text(from_text(now) - idle)],
            ).fetchone()
            coach = None if row is None else self._one(db, BY_ID, row[0])
        if coach is not None and from_text(row[1]) + freshen <= from_text(now):
            with self._database.write() as db:
                db.execute(
                    "UPDATE coach_sessions SET last_used = ? WHERE token_hash = ?", [now, _hash(token)]
                )
        return coach

    def close_session(self, token: str) -> None:
        """End a session; the cookie that carries it is worth nothing from now on."""
        with self._database.write() as db:
            db.execute("DELETE FROM coach_sessions WHERE token_hash = ?", [_hash(token)])
