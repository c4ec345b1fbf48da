"""Standard output: text goes out whole as UTF-8, on every platform, and ends quietly where nobody reads."""

from __future__ import annotations

import os
import sys

from engine.errors import InputError, Mistake


def to_standard_output(text: str) -> None:
    """Writes and flushes; InputError where that can't be, BrokenPipeError where nobody reads any more."""
    if sys.stdout is None:
        raise InputError([Mistake("standard output", "this is closed")])
    try:
        sys.stdout.buffer.write(text.encode("utf-8"))
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        silence()
        raise InputError([Mistake("standard output", f"this can't be written: {error.strerror}")]) from None


def silence() -> None:
    """What is still buffered goes nowhere, so that the interpreter ends quietly."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
