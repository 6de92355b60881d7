"""Each worker keeps to a core where there are as many as cores, and nobody else is moved."""

from __future__ import annotations

import os
import sys

import pytest

from stilte.sound.ahead import in_order
from stilte.sound.cores import keep_to_core

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux lets a program choose its core")


@pytest.fixture
def asked(monkeypatch):
    """Return the cores that were asked for, on a machine with cores 3, 5 and 9."""
    found = []
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {9, 3, 5})
    monkeypatch.setattr(os, "sched_setaffinity", lambda _, cores: found.append(cores))
    return found


def test_workers_take_the_cores_in_turn(asked):
    """More workers than cores begin again."""
    for number in range(4):
        keep_to_core(number, 4)
    assert asked == [{3}, {5}, {9}, {3}]


def test_where_cores_are_to_spare_the_system_chooses(asked):
    """Two builds with two workers each would else share the first two cores of eight."""
    keep_to_core(0, 2)
    assert asked == []


def test_a_system_that_refuses_is_let_be(asked, monkeypatch):
    """A container may forbid it: the work is the same."""

    def refuse(_, cores):
        asked.append(cores)
        raise PermissionError

    monkeypatch.setattr(os, "sched_setaffinity", refuse)
    keep_to_core(0, 3)
    assert asked == [{3}]


def test_threads_that_work_ahead_keep_to_cores_and_who_asked_does_not():
    """What they start stays with them; the thread that waits for them is free as before."""
    before = os.sched_getaffinity(0)
    count = len(before)
    seen = set(in_order(lambda _: frozenset(os.sched_getaffinity(0)), range(20 * count), workers=count))
    assert all(len(cores) == 1 and cores <= before for cores in seen)
    assert os.sched_getaffinity(0) == before
