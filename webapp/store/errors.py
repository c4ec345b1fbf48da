"""What can go wrong with the store, said so that the person who runs it knows what to do."""

from __future__ import annotations


class StoreError(Exception):
    """The store can't do what was asked; nothing was changed. The message is for whoever runs the program."""

    advice = "Nothing was changed."

    def __str__(self) -> str:
        return f"{super().__str__()} {self.advice}".strip()


class NoSuchFile(StoreError):
    """There is no client file with this id, or it was erased."""

    advice = ""


class StoreBusy(StoreError):
    """Another program held the database for too long."""

    advice = "Close other programs that use the data folder, then try again. Nothing was changed."


class StoreFull(StoreError):
    """The disk has no room left."""

    advice = "Make room on the disk, then try again. Nothing was changed."


class StoreNotWritable(StoreError):
    """The data folder, or a file in it, can't be written."""

    advice = "Check who owns the data folder, or choose another one with --data."


class StoreDamaged(StoreError):
    """What stands in the data folder can't be read as what it should be."""

    advice = "Bring the whole data folder back from a copy. Nothing was changed."


class StoreBroken(StoreError):
    """The disk or the database reported something else."""
