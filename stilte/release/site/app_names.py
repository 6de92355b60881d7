"""The names of podcast apps, by the addresses at which they show a podcast."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

_HOSTS = {
    "podcasts.apple.com": "Apple Podcasts",
    "itunes.apple.com": "Apple Podcasts",
    "open.spotify.com": "Spotify",
    "pca.st": "Pocket Casts",
    "pocketcasts.com": "Pocket Casts",
    "antennapod.org": "AntennaPod",
    "overcast.fm": "Overcast",
    "castbox.fm": "Castbox",
    "castro.fm": "Castro",
    "deezer.com": "Deezer",
    "music.amazon.com": "Amazon Music",
    "music.youtube.com": "YouTube Music",
    "youtube.com": "YouTube",
    "podcastaddict.com": "Podcast Addict",
    "podcastindex.org": "Podcast Index",
    "podcastguru.io": "Podcast Guru",
    "podimo.com": "Podimo",
    "player.fm": "Player FM",
    "fountain.fm": "Fountain",
}
_WRITTEN = {
    **{re.sub(r"\W", "", name).lower(): name for name in _HOSTS.values()},
    "apple": "Apple Podcasts",
    "itunes": "Apple Podcasts",
    "pocketcast": "Pocket Casts",
    "amazon": "Amazon Music",
}


def app_of(address: str, written: str = "") -> str:
    """Return an app's own name: by what was written for it, else by its address, else the name of the site.

    >>> app_of("https://pca.st/abc"), app_of("https://x.example/1", "pocket_casts"), app_of("https://a.example")
    ('Pocket Casts', 'Pocket Casts', 'a.example')
    """
    if written:
        return _WRITTEN.get(re.sub(r"[\W_]", "", written).lower(), written)
    host = (urlsplit(address).hostname or "").removeprefix("www.")
    parts = host.split(".")
    known = (_HOSTS.get(".".join(parts[start:])) for start in range(len(parts)))
    return next(filter(None, known), host)
