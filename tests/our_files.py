"""A copy of the knowledge and the rules that are served, for tests that change them."""

from __future__ import annotations

import shutil
from pathlib import Path

from engine.knowledge_base import ROOT


def copy_to(root: Path) -> Path:
    """Copies them below `root`, with what was parsed of them, and gives `root`."""
    for name in ("knowledge", "rules"):
        shutil.copytree(ROOT / name, root / name)
    if (ROOT / ".cache").exists():
        shutil.copytree(ROOT / ".cache", root / ".cache")
    return root
