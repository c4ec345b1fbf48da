"""Secret keys in the data folder: made once, by one process, readable by their owner only, and on the disk
for good.

A key is written whole under another name, flushed, and then linked to its own name: whoever sees the name
sees the whole key, and of two processes that start at once the second takes the first one's.
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path

KEY_BYTES = 32
SERVER_KEY = "server.key"
"""Wraps the key of each client file. Without it nothing stored can be read."""
SESSION_KEY = "session.key"
"""Signs the cookies. Without it everyone is logged out."""


class KeyFileError(Exception):
    """A key file can't be read or made; the message says which and what to do."""


def secret_key(data_dir: Path, name: str) -> bytes:
    """The key `name` in `data_dir` (an existing folder), made if there is none. KeyFileError if that can't
    be done.
    """
    path = data_dir / name
    try:
        if not path.exists():
            _make(path)
        key = path.read_bytes()
    except OSError as error:
        raise KeyFileError(f"{path} can't be read or made: {error.strerror}.") from None
    if len(key) != KEY_BYTES:
        raise KeyFileError(
            f"{path} is not a key: it has {len(key)} bytes, not {KEY_BYTES}. Bring it back from a copy."
        )
    return key


def _make(path: Path) -> None:
    fresh = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    try:
        _write(fresh, secrets.token_bytes(KEY_BYTES))
        try:
            os.link(fresh, path)
        except FileExistsError:
            return  # another process was first
        except OSError:  # a file system without links
            _write_if_first(path, fresh.read_bytes())
        _flush_folder(path.parent)
    finally:
        fresh.unlink(missing_ok=True)


def _write(path: Path, content: bytes) -> None:
    with os.fdopen(
        os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600), "wb"
    ) as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _write_if_first(path: Path, content: bytes) -> None:
    try:
        _write(path, content)
    except FileExistsError:
        return


def _flush_folder(folder: Path) -> None:
    """Make a new name in the folder outlast a power cut, where the platform lets us."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
