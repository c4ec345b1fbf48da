"""Plans in bulk: JSON lines in, JSON lines out, in the same order, through worker processes.

lines.py: one line's way. workers.py: the processes. files.py: reading, writing, going on. run.py: all of it.
"""

from __future__ import annotations

from engine.batch.run import Batch, Stopped, run_batch

__all__ = ["Batch", "Stopped", "run_batch"]
