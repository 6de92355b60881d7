"""News for open pages."""

from __future__ import annotations

import asyncio

from stilte.studio.events import MOST_KEPT, Events


def heard(events: Events, number: int, *, before: int = 0, after: int = 0) -> list[str]:
    """Return what a page hears first, `before` and `after` it began to listen."""

    async def listen() -> list[str]:
        for count in range(before):
            events.tell({"before": count})
        stream = events.stream()
        found = [await anext(stream)]
        for count in range(after):
            events.tell({"after": count})
        found += [await anext(stream) for _ in range(number)]
        await stream.aclose()  # type: ignore[attr-defined]
        return found

    return asyncio.run(listen())


def test_a_page_hears_what_is_told_after_it_came() -> None:
    """Every event, in order, as the standard has it."""
    assert heard(Events(), 1, before=2, after=2) == [
        ": hello\n\n",
        'data: {"after": 0}\n\ndata: {"after": 1}\n\n',
    ]


def test_a_page_that_is_far_behind_loads_everything_again() -> None:
    """What was told too long ago is not kept for it."""
    assert heard(Events(), 1, after=MOST_KEPT + 1)[1] == 'data: {"type": "project"}\n\n'


def test_streams_end_with_the_server() -> None:
    """Nobody waits for a page that is still open."""

    async def listen() -> list[str]:
        events = Events()
        stream = events.stream()
        first = await anext(stream)
        events.end()
        return [first, *[each async for each in stream]]

    assert asyncio.run(listen())[0] == ": hello\n\n"
