"""A store in an empty folder, at noon on Monday 2 March 2026."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.clock import Clock
from webapp.store import Store


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(tmp_path: Path, clock: Clock) -> Iterator[Store]:
    made = Store(tmp_path / "data", now=clock)
    yield made
    made.release()


def raw_bytes(store: Store) -> bytes:
    """All that lies in the data folder beside the keys, as someone who stole the disk would read it."""
    return b"".join(path.read_bytes() for path in sorted(store.data_dir.iterdir()) if path.suffix != ".key")
