"""PDF → text, page by page, within limits of pages and time."""

from __future__ import annotations

import logging
import time
from io import BytesIO

from stilte.importer.source.fetch import refuse
from stilte.messages import tr

MOST_PAGES = 100
MOST_S = 15.0
"""Of work: what is read does not depend on what else the computer does."""
MOST_CHARACTERS = 400_000


def pdf_text(data: bytes, name: str) -> str:
    """Return the text of a PDF; raise `InputError` for one without text, damaged, or locked."""
    from pypdf import PdfReader  # noqa: PLC0415
    from pypdf.errors import PyPdfError  # noqa: PLC0415

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    began, pages, length = time.thread_time(), [], 0
    try:
        for at, page in enumerate(PdfReader(BytesIO(data), strict=False).pages):
            if at >= MOST_PAGES or length > MOST_CHARACTERS or time.thread_time() - began > MOST_S:
                break
            pages.append(page.extract_text() or "")
            length += len(pages[-1])
    except (
        PyPdfError,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        IndexError,
        RecursionError,
        OSError,
        NotImplementedError,
        ArithmeticError,
        AssertionError,
        MemoryError,
    ):
        if not pages:
            raise refuse(
                tr("{name} is damaged or locked.", name=name),
                tr("Open it, copy its text into a text file, and import that."),
            ) from None
    text = "\n\n".join(pages)
    if not text.strip():
        raise refuse(
            tr("{name} holds pictures of pages, no text.", name=name),
            tr("Type the exercise into a text file, and import that."),
        )
    return text
