"""A clock that stands still until a test moves it."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

NOON = datetime.datetime(2026, 3, 2, 12, 0, tzinfo=datetime.timezone.utc)


@dataclass
class Clock:
    """Called, it gives the moment it stands at."""

    at: datetime.datetime = NOON

    def __call__(self) -> datetime.datetime:
        return self.at

    def forward(self, **by: float) -> None:
        """Move on by so many days, hours, minutes or seconds."""
        self.at += datetime.timedelta(**by)
