"""SSML, the markup of speech programs → text: its breaks as marks of quiet."""

from __future__ import annotations

import re

_SPEAK = re.compile(r"<speak\b", re.IGNORECASE)
_SUB = re.compile(
    r"<sub\b[^<>]{0,400}?\balias\s*=\s*(?:\"([^\"<>]{0,300})\"|'([^'<>]{0,300})')[^<>]{0,400}>.{0,400}?</sub\s*>",
    re.IGNORECASE | re.DOTALL,
)
_UNSAID = re.compile(
    r"<(?:audio|metadata|desc|lexicon|mark|meta)\b[^<>]{0,2000}/>|<\?[^<>]{0,500}\?>", re.DOTALL
)
_PARAGRAPH = re.compile(r"</?(?:p|paragraph|speak)\b[^<>]{0,2000}>", re.IGNORECASE)
_SENTENCE = re.compile(r"</?(?:s|sentence)\b[^<>]{0,2000}>", re.IGNORECASE)
_TAG = re.compile(r"</?[a-zA-Z][\w:.-]{0,60}(?:\s[^<>]{0,2000})?/?>")


def looks_like_ssml(text: str) -> bool:
    """Tell whether a text is an SSML document."""
    return bool(_SPEAK.search(text[:2000]))


def ssml_text(text: str) -> str:
    """Return an SSML document as a text; its breaks are marks in square brackets already.

    >>> ssml_text('<speak><s>Sit <b>down</b>.</s> [pause 3s] <s>Say <sub alias="om">AUM</sub>.</s></speak>')
    'Sit down.\\n[pause 3s]\\nSay om.'
    """  # noqa: D301
    text = _UNSAID.sub(" ", _without_comments(text))
    text = _SUB.sub(lambda match: match[1] or match[2] or "", text)
    text = _PARAGRAPH.sub("\n\n", text)
    flat = "\n\n".join(" ".join(part.split()) for part in re.split(r"\n\s*\n", text))
    flat = _TAG.sub("", _SENTENCE.sub("\n", flat))
    lines = [" ".join(line.split()) for line in flat.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).replace("\n\n[", "\n[").strip()


def _without_comments(text: str) -> str:
    """Return a text without its comments; one that never ends takes the rest with it."""
    kept: list[str] = []
    at = 0
    while (start := text.find("<!--", at)) >= 0:
        kept.append(text[at:start])
        end = text.find("-->", start)
        if end < 0:
            return " ".join(kept)
        at = end + 3
    return " ".join([*kept, text[at:]])
