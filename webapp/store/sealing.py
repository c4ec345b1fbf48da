"""Sealing with AES-256-GCM: one random key for each client file, itself sealed by a key drawn from the
server's.

A sealed value is a version byte, a random 96-bit nonce, the ciphertext and its tag. What it is and where it
belongs (file id, document name) is associated data: a blob moved to another row does not open.
"""

from __future__ import annotations

import hmac
import json
import secrets
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from webapp.store.errors import StoreDamaged

VERSION = b"\x01"
NONCE_BYTES = 12
KEY_BYTES = 32


def _seal(key: bytes, plain: bytes, belongs_to: bytes) -> bytes:
    nonce = secrets.token_bytes(NONCE_BYTES)
    return VERSION + nonce + AESGCM(key).encrypt(nonce, plain, belongs_to)


def _open(key: bytes, sealed: bytes, belongs_to: bytes) -> bytes:
    nonce, ciphertext = sealed[1 : 1 + NONCE_BYTES], sealed[1 + NONCE_BYTES :]
    try:
        if sealed[:1] != VERSION:
            raise ValueError
        return AESGCM(key).decrypt(nonce, ciphertext, belongs_to)
    except (InvalidTag, ValueError):
        raise StoreDamaged("A sealed value does not open with the key in the data folder.") from None


def _label(*parts: str) -> bytes:
    """Associated data: the parts with their lengths, so that no two lists of parts give the same bytes."""
    return b"".join(len(part.encode()).to_bytes(4, "big") + part.encode() for part in parts)


class FileKey:
    """The key of one client file: seals and opens its documents and the entries of its trail."""

    def __init__(self, file_id: str, key: bytes):
        self._file_id, self._key = file_id, key

    def seal(self, name: str, document: Mapping[str, Any]) -> bytes:
        """A JSON document, sealed as the document `name` of this file."""
        plain = json.dumps(document, allow_nan=False, separators=(",", ":")).encode("ascii")
        return _seal(self._key, plain, _label("document", self._file_id, name))

    def open(self, name: str, sealed: bytes) -> dict[str, Any]:
        """The document again; StoreDamaged if it was changed, or belongs elsewhere."""
        document: dict[str, Any] = json.loads(
            _open(self._key, sealed, _label("document", self._file_id, name))
        )
        return document


class Keyring:
    """What the server's key is used for. Each use draws a key of its own from it (HKDF-SHA256, RFC 5869)."""

    def __init__(self, server_key: bytes):
        self._wrapping = _drawn(server_key, "wrap file keys")
        self._looking_up = _drawn(server_key, "look up names")
        self._own = _drawn(server_key, "seal server values")

    def new_file_key(self, file_id: str) -> tuple[FileKey, bytes]:
        """A fresh key for a file, and the same key wrapped for the database."""
        key = AESGCM.generate_key(8 * KEY_BYTES)
        return FileKey(file_id, key), _seal(self._wrapping, key, _label("file key", file_id))

    def file_key(self, file_id: str, wrapped: bytes) -> FileKey:
        """The key of a file, unwrapped; StoreDamaged if it was wrapped by another server key."""
        return FileKey(file_id, _open(self._wrapping, wrapped, _label("file key", file_id)))

    def lookup(self, kind: str, name: str) -> bytes:
        """A keyed hash by which a row can be found without the name (an e-mail address, a network address)
        in it.
        """
        return hmac.new(self._looking_up, _label(kind, name), sha256).digest()

    def seal(self, kind: str, row: str, text: str) -> bytes:
        """A text of the server's own, such as a coach's e-mail address, sealed for one row."""
        return _seal(self._own, text.encode(), _label(kind, row))

    def open(self, kind: str, row: str, sealed: bytes) -> str:
        """The text again."""
        return _open(self._own, sealed, _label(kind, row)).decode()


def _drawn(server_key: bytes, use: str) -> bytes:
    return HKDF(hashes.SHA256(), KEY_BYTES, None, f"waymark: {use}".encode()).derive(server_key)
