"""What people keep: client files with sealed documents, coaches, and the trail of what was changed.

The only part of the program that knows SQL. Everything a person answers or writes is sealed before it reaches
the database (`sealing.py`); ids, owners, times and states are plain columns.
"""

from webapp.store.coaches import Coach
from webapp.store.errors import (
    NoSuchFile,
    StoreBroken,
    StoreBusy,
    StoreDamaged,
    StoreError,
    StoreFull,
    StoreNotWritable,
)
from webapp.store.store import ClientFile, Entry, Store
from webapp.store.times import day_of

__all__ = [
    "ClientFile",
    "Coach",
    "Entry",
    "NoSuchFile",
    "Store",
    "StoreBroken",
    "StoreBusy",
    "StoreDamaged",
    "StoreError",
    "StoreFull",
    "StoreNotWritable",
    "day_of",
]
