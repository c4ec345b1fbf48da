"""Secret keys: made once, whole, and for their owner only."""

from __future__ import annotations

import errno
import os
import threading
from pathlib import Path

import pytest

from webapp.security import key_files
from webapp.security.key_files import KeyFileError, secret_key


def test_a_key_is_made_once_and_found_again(tmp_path: Path) -> None:
    first = secret_key(tmp_path, "a.key")
    assert len(first) == 32
    assert secret_key(tmp_path, "a.key") == first
    assert secret_key(tmp_path, "b.key") != first


@pytest.mark.skipif(os.name != "posix", reason="other platforms have no such modes")
def test_only_its_owner_may_read_it_whatever_the_umask_says(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        secret_key(tmp_path, "a.key")
    finally:
        os.umask(before)
    assert (tmp_path / "a.key").stat().st_mode & 0o777 == 0o600


def test_many_who_ask_at_once_get_the_same_one(tmp_path: Path) -> None:
    gate, found = threading.Barrier(8), []

    def ask() -> None:
        gate.wait(timeout=30)
        found.append(secret_key(tmp_path, "a.key"))

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert len(found) == 8
    assert len(set(found)) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["a.key"]


def test_where_files_can_t_be_linked_a_key_is_made_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_links(*_: object, **__: object) -> None:
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr(key_files.os, "link", no_links)
    key = secret_key(tmp_path, "a.key")
    assert len(key) == 32
    assert secret_key(tmp_path, "a.key") == key
    assert [path.name for path in tmp_path.iterdir()] == ["a.key"]


def test_a_folder_that_is_not_there_is_said_by_name(tmp_path: Path) -> None:
    with pytest.raises(KeyFileError, match=r"a\.key can't be read or made"):
        secret_key(tmp_path / "nowhere", "a.key")


def test_a_file_that_is_no_key_is_never_used(tmp_path: Path) -> None:
    (tmp_path / "a.key").write_bytes(b"")
    with pytest.raises(KeyFileError, match="0 bytes, not 32"):
        secret_key(tmp_path, "a.key")
