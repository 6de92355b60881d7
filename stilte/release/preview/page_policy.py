"""The content security policy of local pages: they run a few known scripts and load files of the same site.

Source: Content Security Policy Level 3 (w3.org/TR/CSP3). Scripts are known by their hash, so that nothing
that a script or a cue sheet holds can run, were it ever to reach a page unescaped.
"""

from __future__ import annotations

from functools import cache

from stilte.release.page_texts import template
from stilte.release.site.scripts import csp_hash, script_hashes


@cache
def content_policy() -> str:
    """Return the value of `Content-Security-Policy` for every page."""
    scripts = " ".join((*script_hashes(), csp_hash(template("reload.js"))))
    rules = {
        "default-src": "'none'",
        "script-src": scripts,
        "style-src": "'unsafe-inline'",  # our own, in the pages; what authors write is cleaned of styles
        "img-src": "'self' data:",
        "media-src": "'self' data: blob:",  # chapters come as a track inside the page
        "font-src": "'self' data:",
        "connect-src": "'self'",
        "worker-src": "'self'",
        "manifest-src": "'self'",
        "frame-src": "'self'",
        "frame-ancestors": "'self'",
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())
