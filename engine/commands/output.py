"""What commands put out: text as UTF-8, whole or not at all, on every platform and where nobody reads."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from engine.errors import InputError, Mistake
from engine.language import gettext as _


def to_standard_output(text: str) -> None:
    """Writes and flushes; InputError where that can't be, BrokenPipeError where nobody reads any more."""
    if sys.stdout is None:
        raise InputError([Mistake(_("standard output"), _("this is closed"))])
    try:
        sys.stdout.buffer.write(text.encode("utf-8"))
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        silence()
        raise InputError(
            [Mistake(_("standard output"), _("this can't be written: %(why)s", why=error.strerror))]
        ) from None


def silence() -> None:
    """What is still buffered goes nowhere, so that the interpreter ends quietly."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def write_whole(path: Path, text: str) -> None:
    """Writes a file whole or not at all; InputError where that can't be."""
    name = ""
    try:
        if path.exists() and not path.is_file():  # a device or a pipe is written to, never replaced
            path.write_bytes(text.encode("utf-8"))
            return
        target = path.resolve()
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=".waymark-")
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        umask = os.umask(0)
        os.umask(umask)
        os.chmod(name, 0o666 & ~umask)
        os.replace(name, target)
    except OSError as error:
        if name and os.path.exists(name):
            os.unlink(name)
        raise InputError(
            [Mistake(str(path), _("this file can't be written: %(why)s", why=error.strerror))]
        ) from None
