"""Safety is tested where people meet it too: on the pages, as a person and as a coach."""

from tests.coaching.conftest import coach
from tests.security.conftest import app, browser, clock, new_coach, quick_hashes, store

__all__ = ["app", "browser", "clock", "coach", "new_coach", "quick_hashes", "store"]
