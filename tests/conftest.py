"""What every test shares."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile(
    "stilte", deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)
settings.load_profile("stilte")


@pytest.fixture(scope="session")
def root() -> Path:
    """Return the folder of the project itself."""
    return Path(__file__).resolve().parent.parent
