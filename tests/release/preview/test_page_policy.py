"""The content security policy of local pages."""

from __future__ import annotations

import base64
import hashlib
import re
from typing import TYPE_CHECKING, Any

import pytest
from lxml import html

from stilte.errors import Problem
from stilte.release.catalog import read_catalog
from stilte.release.preview.error_page import error_page
from stilte.release.preview.page_policy import content_policy
from stilte.release.site.addresses import Site
from stilte.release.site.pages import pages
from stilte.studio.listen.app import with_reload

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from stilte.release.show import Show
    from stilte.release.track import Track


@pytest.mark.usefixtures("quick_covers")
def test_the_pages_live_with_the_policy(
    tmp_path: Path, track: Track, put: Callable[[Path, Track], None], show: Show
) -> None:
    """Each script of each page is one whose hash the policy names; none stands in an attribute."""
    put(tmp_path, track)
    made = {
        name: body.decode()
        for name, body in pages(Site(show, read_catalog(tmp_path)))
        if name.endswith("html")
    }
    made["error"] = error_page([Problem(None, "Wrong.")])
    for page in made.values():
        tree: Any = html.fromstring(with_reload(page.encode(), 1))
        scripts = [
            one for one in tree.iter("script") if not (one.get("type") or "").startswith("application/")
        ]
        assert scripts
        for one in scripts:
            assert f"'sha256-{_digest(one.text)}'" in content_policy()
        assert not tree.xpath("//@*[starts-with(name(), 'on')]")
        assert not tree.xpath("//@style")
        sources = [str(one) for one in tree.xpath("//@src") if str(one).startswith("data:")]
        assert all(re.match("data:text/vtt", one) for one in sources)


def _digest(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
