"""Escaping text for HTML, XML and SVG, so that no script can put markup into them."""

from __future__ import annotations

import re
from html import escape

_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def clean(text: str) -> str:
    r"""Return a text without the control characters that no XML file may hold.

    >>> clean("a\x0bb")
    'ab'
    """
    return _NOT_IN_XML.sub("", text)


def escaped(text: str) -> str:
    """Return a text as it may stand between tags or in an attribute.

    >>> escaped('<b>"&')
    '&lt;b&gt;&quot;&amp;'
    """
    return escape(clean(text))
