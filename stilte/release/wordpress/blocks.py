"""Blocks as WordPress's editor writes them."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field, replace
from html import escape, unescape
from typing import TYPE_CHECKING, Any

from stilte.release.escape import clean

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

_USUAL_LEVEL = 2
# Only the first tag of a block carries its class.
_FIRST_TAG = re.compile(r"(?P<open><[a-z][a-z0-9]*)(?P<rest>(?:\s[^<>]*)?>)")
_CLASS = re.compile(r"\sclass=\"([^\"]*)\"")
_LINKED = re.compile(r"\s(?:href|src)=\"([^\"]*)\"")


@dataclass(frozen=True, slots=True)
class Block:
    """A block of the core; its HTML stands before and after the blocks inside it."""

    name: str
    before: str
    inside: tuple[Block, ...] = ()
    after: str = ""
    attributes: Mapping[str, Any] = field(default_factory=dict)


def serialize(block: Block) -> str:
    """Return a block as it stands in a post."""
    inner = "\n\n".join(serialize(one) for one in block.inside)
    head = f"<!-- wp:{block.name}{attributes_json(block.attributes)} -->"
    return f"{head}\n{block.before}{inner}{block.after}\n<!-- /wp:{block.name} -->"


def plain_html(block: Block) -> str:
    """Return the HTML of a block and of all inside it, without the marks of the editor."""
    return block.before + "".join(plain_html(one) for one in block.inside) + block.after


def with_class(block: Block, name: str) -> Block:
    """Return a block with a CSS class more; a block of HTML has it in its first tag alone."""
    named = replace(block, before=add_class(block.before, name))
    if block.name == "html":
        return named
    both = f"{block.attributes.get('className', '')} {name}".strip()
    return replace(named, attributes={**block.attributes, "className": both})


def add_class(markup: str, name: str) -> str:
    """Return HTML whose first tag has a class more.

    >>> add_class("<p>a</p>", "b"), add_class('<ul id="x" class="c"><li>', "b")
    ('<p class="b">a</p>', '<ul class="c b" id="x"><li>')
    """
    return change_classes(markup, lambda names: [*names, name])


def change_classes(markup: str, change: Callable[[list[str]], list[str]]) -> str:
    """Return HTML whose first tag has the classes that `change` makes of its own."""

    def changed(tag: re.Match[str]) -> str:
        had = _CLASS.search(tag["rest"])
        names = " ".join(change(had[1].split() if had else []))
        rest = _CLASS.sub("", tag["rest"], count=1)
        return tag["open"] + (f' class="{names}"' if names else "") + rest

    return _FIRST_TAG.sub(changed, markup, count=1)


def says(block: Block) -> str:
    """Return what a block says to readers: its words and where it links to, however they are written.

    >>> says(paragraph('Dag &amp; <a href="https://b.example">hier</a>'))
    'paragraph: Dag & hier (https://b.example)'
    """
    markup = plain_html(block)
    links = " ".join(unescape(link) for link in _LINKED.findall(markup))
    words = " ".join(unescape(re.sub(r"<[^>]*>", " ", markup)).split())
    return f"{block.name}: {words}" + (f" ({links})" if links else "")


def text(words: str) -> str:
    """Return words as they may stand in a block: no tag, no entity and no shortcode is read in them.

    >>> text("<b> & [gallery]")
    '&lt;b&gt; &amp; &#091;gallery&#093;'
    """
    return no_shortcodes(escape(clean(words), quote=False))


def attribute(words: str) -> str:
    """Return words as they may stand in an attribute."""
    return no_shortcodes(escape(clean(words)))


def no_shortcodes(markup: str) -> str:
    """Return HTML in which WordPress finds no shortcode to run."""
    return markup.replace("[", "&#091;").replace("]", "&#093;")


def paragraph(markup: str) -> Block:
    """Return a paragraph of HTML that is safe already."""
    return Block("paragraph", f"<p>{markup}</p>")


def heading(markup: str, level: int = 3) -> Block:
    """Return a heading of HTML that is safe already."""
    attributes = {} if level == _USUAL_LEVEL else {"level": level}
    return Block("heading", f"<h{level}>{markup}</h{level}>", attributes=attributes)


def bullet_list(items: Sequence[str], *, ordered: bool = False) -> Block:
    """Return a list of HTML items that are safe already."""
    tag = "ol" if ordered else "ul"
    entries = tuple(Block("list-item", f"<li>{item}</li>") for item in items)
    return Block("list", f"<{tag}>", entries, f"</{tag}>", {"ordered": True} if ordered else {})


def audio(media_id: int, address: str) -> Block:
    """Return a player."""
    source = attribute(address)
    figure = f'<audio controls src="{source}" preload="metadata"></audio>'
    return Block("audio", f'<figure class="wp-block-audio">{figure}</figure>', attributes={"id": media_id})


def download(media_id: int, address: str, name: str, button: str) -> Block:
    """Return a file with its name and a button to download it."""
    target, anchor = attribute(address), f"wp-block-file--media-{media_id}"
    link = f'<a id="{anchor}" href="{target}">{text(name)}</a>'
    press = (
        f'<a href="{target}" class="wp-block-file__button wp-element-button" download '
        f'aria-describedby="{anchor}">{text(button)}</a>'
    )
    attributes = {"id": media_id, "href": address}
    return Block("file", f'<div class="wp-block-file">{link}{press}</div>', attributes=attributes)


def details(title: str, inside: Sequence[Block], *, known: bool) -> Block:
    """Return blocks folded under a title; a blog that does not know the block yet gets the same as HTML."""
    head = '<details class="wp-block-details">' + f"<summary>{text(title)}</summary>"
    folded = Block("details", head, tuple(inside), "</details>")
    return folded if known else Block("html", plain_html(folded))


def attributes_json(attributes: Mapping[str, Any]) -> str:
    """Return attributes as WordPress's `serialize_block_attributes` writes them."""
    if not attributes:
        return ""
    packed = json.dumps(attributes, ensure_ascii=False, separators=(",", ":"))
    for sign, code in _ESCAPES:
        packed = packed.replace(sign, code)
    return f" {packed}"


_ESCAPES = (
    ("--", "\\u002d\\u002d"),
    ("<", "\\u003c"),
    (">", "\\u003e"),
    ("&", "\\u0026"),
    ('\\"', "\\u0022"),
)
