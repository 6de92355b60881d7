"""The script by which a post's chapters move the player on the page; without it they are plain text."""

from __future__ import annotations

from stilte.release.wordpress.embed_player import PLAYER
from stilte.release.wordpress.managed_block import frame_class

_SCRIPT = """\
<script><!--
(function () {
  function seconds(clock) {
    return clock.split(':').reduce(function (sum, part) { return sum * 60 + Number(part); }, 0);
  }
  function go(player, time) {
    if (player.contentWindow) {
      player.contentWindow.postMessage({stilte: 'seek', time: time}, '*');
    } else {
      player.currentTime = time;
      player.play();
    }
  }
  function link(item, player) {
    var words = item.textContent.trim(), clock = words.split(' ', 1).pop();
    var at = document.createElement('a');
    at.href = '#' + player.id;
    at.textContent = clock;
    at.addEventListener('click', function (event) {
      event.preventDefault();
      go(player, seconds(clock));
    });
    item.textContent = words.slice(clock.length);
    item.prepend(at);
  }
  function begin() {
    document.querySelectorAll('.%(frame)s').forEach(function (frame, number) {
      var player = frame.querySelector('.%(player)s iframe') || frame.querySelector('audio');
      var chapters = frame.querySelector('.%(list)s');
      if (!player || !chapters || chapters.querySelector('a')) { return; }
      player.id = player.id || '%(frame)s-' + number;
      chapters.querySelectorAll('li').forEach(function (item) { link(item, player); });
    });
  }
  if (document.readyState === 'loading') {
    document.addEventListener('DOMContentLoaded', begin);
  } else {
    begin();
  }
})();
//--></script>"""
"""Without brackets and ampersands: WordPress might read them as its own. A comment around it keeps it unseen
where a blog takes its tags away."""

CHAPTER_LIST = "by-stilte-chapters"
"""The class of the list of chapters, by which the script finds it."""


def chapter_script(slug: str) -> str:
    """Return the script of a routine's chapters, as HTML."""
    return _SCRIPT % {"frame": frame_class(slug), "list": CHAPTER_LIST, "player": PLAYER}
