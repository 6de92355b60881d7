"""Whose turn it is to be rendered."""

from __future__ import annotations

import anyio
import pytest

from stilte.studio.hearing import turns
from stilte.studio.hearing.turns import Busy, RenderingTurns


def test_one_script_is_rendered_once_at_a_time() -> None:
    """Those who ask for one script are served one after the other, each whole; another script at once."""
    at_once: list[int] = []
    running = {"rust": 0, "ander": 0}
    both: list[int] = []

    async def render(turns: RenderingTurns, script: str) -> None:
        async with turns.turn(script):
            running[script] += 1
            at_once.append(running[script])
            both.append(sum(running.values()))
            await anyio.lowlevel.checkpoint()
            await anyio.lowlevel.checkpoint()
            running[script] -= 1

    async def all_of_them() -> None:
        turns = RenderingTurns(patience_s=5.0)
        async with anyio.create_task_group() as group:
            for _ in range(10):
                group.start_soon(render, turns, "rust")
                group.start_soon(render, turns, "ander")
        assert turns._places == {}

    anyio.run(all_of_them)
    assert at_once == [1] * 20
    assert max(both) == 2


def test_a_player_that_pauses_does_not_hold_its_script() -> None:
    """Who takes nothing any more is hung up on when somebody else asks."""
    ended: list[str] = []

    async def paused(turns: RenderingTurns, begun: anyio.Event) -> None:
        async with turns.turn("rust"):
            begun.set()
            await anyio.sleep_forever()
        ended.append("paused")

    async def both() -> None:
        turns, begun = RenderingTurns(patience_s=0.0), anyio.Event()
        async with anyio.create_task_group() as group:
            group.start_soon(paused, turns, begun)
            await begun.wait()
            async with turns.turn("rust"):
                ended.append("next")

    anyio.run(both)
    assert sorted(ended) == ["next", "paused"]


@pytest.mark.parametrize("changes", [True, False])
def test_patience_counts_for_each_turn(monkeypatch: pytest.MonkeyPatch, *, changes: bool) -> None:
    """Who began while another was waited for is heard on; who had the turn all the time is hung up on."""

    async def waits() -> tuple[bool, bool]:
        first, second = anyio.CancelScope(), anyio.CancelScope()
        place, looks = turns._Place(sending=first), list[float]()

        async def acquired(_lock: object, timeout_s: float) -> bool:
            looks.append(timeout_s)
            place.sending = second if changes else first
            return len(looks) == 2

        monkeypatch.setattr(turns, "_acquired", acquired)
        assert await RenderingTurns(patience_s=3.0, longest_s=120.0)._has_turn(place)
        assert looks == [3.0, 3.0 if changes else 120.0]
        return first.cancel_called, second.cancel_called

    assert anyio.run(waits) == (not changes, False)


def test_who_cannot_be_ended_is_not_waited_for_without_end() -> None:
    """A rendering that does not end in time is told as busy."""

    async def stuck() -> None:
        turns = RenderingTurns(patience_s=0.0, longest_s=0.0)
        async with turns.turn("rust"):
            turns._places["rust"].sending = None
            with pytest.raises(Busy):
                async with turns.turn("rust"):
                    pass

    anyio.run(stuck)
