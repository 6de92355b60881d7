"""The head and the greeting of a mail that was copied as text."""

from __future__ import annotations

import re

_MAIL_HEAD = re.compile(
    r"(?:(?P<subject>subject|onderwerp|betreff|objet|asunto)|from|to|date|cc|van|aan|datum|von|an|de|à|para|fecha)"
    r"\s?:\s+(?P<rest>\S.*)",
    re.IGNORECASE,
)
SIGNED = re.compile(
    r"(?i:love|warmly|best(?: wishes)?|cheers|liefs|(?:\w+ )?groet(?:en|jes)?|herzlich\w*|alles liebe"
    r"|\w+ grüße|bises|amitiés|(?:un )?abrazos?), [A-ZÀ-Ý]\w+(?: [A-ZÀ-Ý]\w+)?"
)


def mail_head(text: str) -> tuple[int, str]:
    r"""Return the last line of a mail's head and its subject: lines like "From: …" at the top, two or more.

    >>> mail_head("From: Mara\nSubject: A pause\n\nHi")
    (2, 'A pause')
    """
    found = []
    for line in text.lstrip("\n").split("\n")[:12]:
        if not (one := _MAIL_HEAD.match(line)):
            break
        found.append(one)
    before = len(text) - len(text.lstrip("\n"))
    subject = next((one["rest"].strip() for one in found if one["subject"]), "")
    return (before + len(found), subject) if len(found) > 1 else (0, "")
