"""A QR code of a page's address, for paper: drawn by segno as an SVG inside the page."""

from __future__ import annotations

from markupsafe import Markup


def qr_svg(address: str) -> Markup:
    """Return the code of an address as SVG, without colours of its own; nothing without an address."""
    if not address:
        return Markup()
    import segno  # noqa: PLC0415 (opened only where pages have an address)

    code = segno.make_qr(address, error="m")
    drawn = code.svg_inline(border=4, omitsize=True, svgclass="qr", lineclass=None)
    return Markup(drawn)  # noqa: S704 — drawn by the library from black and white alone
