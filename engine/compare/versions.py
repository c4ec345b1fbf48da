"""A version of the knowledge by its name: a folder with knowledge/ and rules/, or a revision in git."""

from __future__ import annotations

import io
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from engine.errors import InputError, Mistake
from engine.knowledge_base import ROOT, KnowledgeBase, load
from engine.language import gettext as _

FOLDERS = ("knowledge", "rules")
CACHE = Path(".cache") / "knowledge.json"
ACCEPTED = "a folder with knowledge/ and rules/, or a revision in git such as HEAD~3"
SECONDS = 60


@dataclass(frozen=True, slots=True)
class Pair:
    """Two versions of the knowledge."""

    old: KnowledgeBase
    new: KnowledgeBase
    borrowed: tuple[str, ...] = ()
    """Files of the old one that this program can't read any more, and takes as the new one has them."""


@contextmanager
def opened(old: str, new: str, project: Path = ROOT) -> Iterator[Pair]:
    """Two versions, each a folder or a git revision of the `project`; InputError where there is none.

    What was taken out of git is there as long as the context is.
    """
    with tempfile.TemporaryDirectory(prefix="waymark-") as place:
        new_base = _read(new, _folder(new, project, Path(place) / "new"))
        old_root = _folder(old, project, Path(place) / "old")
        borrowed: tuple[str, ...] = ()
        try:
            old_base = _read(old, old_root)
        except InputError as error:
            mended, borrowed = _mended(error, old, old_root, new_base.root, Path(place) / "mended")
            old_base = _read(old, mended)
        yield Pair(old_base, new_base, borrowed)


def _folder(name: str, project: Path, place: Path) -> Path:
    """Where the data files of a version are: its own folder, or `place`, where git puts them."""
    folder = Path(name)
    if all((folder / one).is_dir() for one in FOLDERS):
        return folder
    if folder.is_dir():
        raise InputError([Mistake(name, _("this folder has no knowledge/ and rules/"), accepted=ACCEPTED)])
    _take_out(name, project, place)
    return place


def _read(name: str, folder: Path) -> KnowledgeBase:
    try:
        return load(folder)
    except InputError as error:
        raise InputError(
            Mistake(f"{name}: {one.where}", one.what, one.field, one.accepted, one.nearest)
            for one in error.mistakes
        ) from None


def _mended(error: InputError, name: str, old: Path, new: Path, place: Path) -> tuple[Path, tuple[str, ...]]:
    """A copy of the old files in which the new ones stand for those with mistakes; raises `error` where there
    is no new one to stand for one.
    """
    files = sorted({one.where.removeprefix(f"{name}: ").split(":")[0] for one in error.mistakes})
    if not all((new / file).is_file() for file in files):
        raise error
    for folder in FOLDERS:
        shutil.copytree(old / folder, place / folder)
    for file in files:
        (place / file).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(new / file, place / file)
    if (new / CACHE).is_file():
        (place / CACHE).parent.mkdir(exist_ok=True)
        shutil.copyfile(new / CACHE, place / CACHE)
    return place, tuple(files)


def _take_out(name: str, project: Path, place: Path) -> None:
    """The data files of a revision, and what was parsed of them before."""
    if name.startswith("-"):
        raise InputError([Mistake(name, _("this is no revision"), accepted=ACCEPTED)])
    try:
        done = subprocess.run(  # noqa: S603 - no shell, and the revision can't be read as an option
            ["git", "-C", str(project), "archive", "--format=tar", name, *FOLDERS],  # noqa: S607
            capture_output=True,
            timeout=SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        what = _("this is no folder, and git can't be asked for it")
        raise InputError([Mistake(name, what, accepted=ACCEPTED)]) from None
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines() or [""]
        what = _("this is no folder, and git says: %(said)s", said=said[0].removeprefix("fatal: "))
        raise InputError([Mistake(name, what, accepted=ACCEPTED)])
    with tarfile.open(fileobj=io.BytesIO(done.stdout)) as archive:
        for member in archive:
            content = archive.extractfile(member) if member.isfile() else None
            target = (place / member.name).resolve()
            if content is None or not target.is_relative_to(place.resolve()):
                continue  # folders come with their files; links are no data files
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content.read())
    if (project / CACHE).is_file():
        (place / CACHE).parent.mkdir(exist_ok=True)
        shutil.copyfile(project / CACHE, place / CACHE)
