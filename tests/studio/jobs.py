"""Waiting for what the studio does beside its answers."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from starlette.testclient import TestClient

LONGEST_S = 180.0
"""How long a job is waited for, beside however much other work."""


def ended(page: TestClient, job: str) -> dict[str, Any]:
    """Return a job, by its name, once it has ended."""
    until_s = time.monotonic() + LONGEST_S
    while time.monotonic() < until_s:
        found: dict[str, Any] = next(one for one in page.get("/api/jobs").json()["jobs"] if one["job"] == job)
        if found["state"] != "running":
            return found
        time.sleep(0.02)
    pytest.fail("the job does not end")
