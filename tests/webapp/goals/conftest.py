"""Someone with an exact goal."""

from __future__ import annotations

import pytest

from tests.webapp.goals.at_goals import EXACT
from tests.webapp.without_script import Person


@pytest.fixture
def goal(own_device: Person) -> Person:
    """Someone on the page of an exact goal."""
    return own_device.open("/goals/new").fill(**EXACT).press("Save the goal")
