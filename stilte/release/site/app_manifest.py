"""The web app manifest, by which a phone puts the show on its home screen.

Source: Web Application Manifest (w3.org/TR/appmanifest).
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from stilte.release.markdown import summary
from stilte.release.page_texts import words_of

if TYPE_CHECKING:
    from stilte.release.show import Show

MANIFEST = "manifest.webmanifest"
ICON_SIZES_PX = (192, 512)
_MOST_SHORT = 12  # letters that fit under an icon


def app_manifest(show: Show) -> bytes:
    """Return the manifest of a show; its first member tells that it is ours."""
    name = show.title or words_of(show.language)["all"]
    icons = [
        {"src": f"icon-{size}.png", "sizes": f"{size}x{size}", "type": "image/png", "purpose": purpose}
        for size in ICON_SIZES_PX
        for purpose in ("any", "maskable")
    ]
    told = {
        "made_by": "stilte",
        "id": "./",
        "name": name,
        "short_name": name if len(name) <= _MOST_SHORT else name[:_MOST_SHORT].rsplit(" ", 1)[0],
        "description": summary(show.description),
        "lang": show.language,
        "start_url": "./index.html",
        "scope": "./",
        "display": "standalone",
        "background_color": "#f7f3ea",
        "theme_color": "#f7f3ea",
        "icons": icons,
    }
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()
