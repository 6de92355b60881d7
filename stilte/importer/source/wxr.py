"""A WordPress export (WXR) → its posts."""

from __future__ import annotations

import re
from io import BytesIO

from lxml import etree
from slugify import slugify

from stilte.importer.post import Post
from stilte.importer.source.fetch import refuse
from stilte.importer.source.html import read_html
from stilte.messages import tr

_SHORTCODE = re.compile(
    r"\[/?(?:caption|gallery|audio|video|embed|et_pb_\w+|vc_\w+|fusion_\w+|/?[a-z]+_[a-z_]+)\b[^\[\]]{0,2000}\]"
)
_BLOCKS = re.compile(r"<(?:p|div|h[1-6]|ul|ol|li|table|blockquote)\b", re.IGNORECASE)


def read_wxr(data: bytes, source: str) -> tuple[Post, ...]:
    """Return every post and page of an export that has a text, in the order of the file."""
    posts, language = [], ""
    try:
        walk = etree.iterparse(
            BytesIO(data),
            events=("end",),
            recover=True,
            resolve_entities=False,
            no_network=True,
            huge_tree=True,
        )
        for _, element in walk:
            name = etree.QName(element).localname
            if name == "language" and not language:
                language = (element.text or "").strip()
            elif name == "item":
                posts += _post(element, language, source)
                element.clear()
    except etree.XMLSyntaxError as error:
        raise refuse(
            tr("{name} is not a whole WordPress export: {reason}.", name=source, reason=str(error.msg)),
            tr("Export it again."),
        ) from None
    return tuple(posts)


def _post(item: etree._Element, language: str, source: str) -> list[Post]:
    fields = {etree.QName(child).localname: child.text or "" for child in item if isinstance(child.tag, str)}
    bodies = [
        child.text or ""
        for child in item
        if str(child.tag).endswith("}encoded") and "content" in str(child.tag)
    ]
    body = bodies[0] if bodies else ""
    if fields.get("post_type", "post") not in ("post", "page") or not body.strip():
        return []
    _, _, blocks = read_html(f"<body>{_paragraphs(_SHORTCODE.sub('', body))}</body>")
    return [
        Post(
            fields.get("title", "").strip(),
            blocks,
            language,
            slugify(fields.get("post_name", "")),
            source,
            fields.get("status", "").strip(),
        )
    ]


def _paragraphs(body: str) -> str:
    """Give a text of the classic editor its paragraphs: there, an empty line is one and a newline a break."""
    if "<p" in body or "<!-- wp:" in body:
        return body
    parts = [part.strip() for part in re.split(r"\n\s*\n", body.replace("\r", ""))]
    return "\n".join(
        part if _BLOCKS.match(part) else f"<p>{part.replace(chr(10), '<br>')}</p>" for part in parts if part
    )
