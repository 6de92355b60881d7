"""What an author of another site pastes to show the small player, which then says how high it is."""

from __future__ import annotations

from stilte.release.escape import escaped

HEIGHT_PX = 250
"""How high the player is before it says so itself, and where the other site runs no script."""

RESIZE_SCRIPT = (
    "<script><!--\n"
    'addEventListener("message",function(e){var d=e.data;if(!d||d.stilte!=="height"||!(d.height>0))return;'
    'document.querySelectorAll("iframe").forEach(function(f){'
    'if(f.contentWindow===e.source)f.style.height=Math.min(d.height,9999)+"px"})})\n'
    "//--></script>"
)
"""Without brackets and ampersands: a blog might read them as its own."""


def embed_code(address: str, title: str) -> str:
    """Return the frame of a small player, and the script by which it is as high as what it shows."""
    return f"{embed_frame(address, title)}\n{RESIZE_SCRIPT}"


def embed_frame(address: str, title: str) -> str:
    """Return the frame of a small player."""
    return (
        f'<iframe src="{escaped(address)}" title="{escaped(title)}" width="100%" height="{HEIGHT_PX}" '
        'style="border:0;width:100%" loading="lazy" allow="autoplay; screen-wake-lock"></iframe>'
    )
