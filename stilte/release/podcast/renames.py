"""Matching published episodes to scripts that were renamed, moved, swapped or deleted.

`published.yaml` knows an episode by the slug of its script. A script that says `was: old-slug` takes the name
of the old slug along. What no script accounts for is told, with the script that it may have become.
"""

from __future__ import annotations

import difflib
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from stilte.errors import InputError, Problem, Where, not_found, program_name
from stilte.messages import Message, sentences, tr
from stilte.release.podcast.ledger import LEDGER, Ledger, PublishedScript

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from pathlib import Path

    from stilte.release.readiness import KnownScript

# difflib ratio from which two slugs or titles may be the same episode; only suggests, never decides.
_NEAR = 0.5
# The textual form of a UUID (RFC 9562), as `feed_guid` and `_new_guid` make them.
_GUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def follow_renames(ledger: Ledger, scripts: Mapping[str, KnownScript]) -> Ledger:
    """Return the ledger with every episode under the slug that its script has now.

    Raises `InputError` where scripts contradict each other or what is remembered of them.
    """
    claims = {slug: old for slug in scripts if (old := _before(ledger, scripts, slug))}
    wrong = [*_contradictions(ledger, scripts, claims), *_swapped(ledger, scripts, claims)]
    if wrong:
        raise InputError(*wrong)
    if not claims:
        return ledger
    known = {**ledger.removed, **ledger.episodes}
    gone = {*claims, *claims.values()}
    episodes = {slug: guid for slug, guid in ledger.episodes.items() if slug not in gone}
    episodes |= {slug: known[old] for slug, old in claims.items()}
    renamed = {slug: before for slug, before in ledger.renamed.items() if slug not in gone}
    renamed |= {slug: _history(ledger, slug, old) for slug, old in claims.items()}
    return replace(
        ledger,
        episodes=episodes,
        removed={slug: guid for slug, guid in ledger.removed.items() if slug not in gone},
        scripts={slug: one for slug, one in ledger.scripts.items() if slug not in gone},
        renamed=renamed,
    )


def remember(ledger: Ledger, scripts: Mapping[str, KnownScript]) -> Ledger:
    """Return the ledger with file, title and earlier slugs of every script whose episode is out.

    A `was` counts once: what stands here has been followed, or named nothing when the episode came out.
    """
    published = {slug: PublishedScript(one.file, one.title) for slug, one in scripts.items() if one.file}
    kept = {slug: one for slug, one in {**ledger.scripts, **published}.items() if slug in ledger.episodes}
    renamed = dict(ledger.renamed)
    for slug, one in scripts.items():
        before = dict.fromkeys((*renamed.get(slug, ()), *one.was))
        if slug in ledger.episodes and (earlier := tuple(name for name in before if name != slug)):
            renamed[slug] = earlier
    return replace(ledger, scripts=kept, renamed=renamed)


def take_out(ledger: Ledger, names: Iterable[str], ready: Collection[str]) -> Ledger:
    """Return the ledger without these episodes; their guids are kept, should they come back.

    `names` are slugs, or guids that only a feed knows; `ready` the slugs that would go out again. Raises
    `InputError`.
    """
    episodes, removed, wrong = dict(ledger.episodes), dict(ledger.removed), []
    for name in names:
        if name in ready:
            message = tr("'{slug}' cannot be removed: its script has a date that has come.", slug=name)
            cure = tr("Remove `date` from it first, then build and publish again.")
            wrong.append(Problem(None, message, cure))
        elif name in episodes:
            removed[name] = episodes.pop(name)
        elif _GUID.fullmatch(name):
            removed[name] = name
        elif name not in removed:
            message = tr("No episode has been published as '{slug}'.", slug=name)
            wrong.append(Problem(None, *not_found(message, name, episodes)))
    if wrong:
        raise InputError(*wrong)
    return replace(ledger, episodes=episodes, removed=removed)


def unaccounted(ledger: Ledger, scripts: Mapping[str, KnownScript], root: Path) -> tuple[Problem, ...]:
    """Return a problem for every episode that is out and that no script accounts for any more."""
    gone = [slug for slug in ledger.episodes if slug not in scripts]
    return tuple(Problem(_where(root, slug), _leaves(slug), _cure(ledger, scripts, slug)) for slug in gone)


def _leaves(slug: str) -> Message:
    return tr(
        "'{slug}' is published, and no script has this slug any more: the episode would be "
        "removed from the feed.",
        slug=slug,
    )


def remove_command(slug: str) -> str:
    """Return the command that takes an episode out of the feed."""
    return f"{program_name()} publish podcast --remove {slug}"


def _cure(ledger: Ledger, scripts: Mapping[str, KnownScript], slug: str) -> Message:
    near = _near(ledger, scripts, slug)
    if near is None:
        become = tr(
            "Put its script back, or write `was: {slug}` in the script that it has become.", slug=slug
        )
    else:
        become = tr(
            "Was it renamed to '{near}'? Then write `was: {slug}` in {file}.",
            near=near,
            slug=slug,
            file=scripts[near].file or near,
        )
    return sentences(become, _removes(slug))


def _removes(name: str) -> Message:
    return tr("To remove it from the feed: `{command}`.", command=remove_command(name))


def _near(ledger: Ledger, scripts: Mapping[str, KnownScript], slug: str) -> str | None:
    """Return the script that a published one may have become: of its file or title, else the most alike."""
    fresh = {new: one for new, one in scripts.items() if new not in ledger.episodes}
    published = ledger.scripts.get(slug, PublishedScript("", ""))
    for new, one in fresh.items():
        if (one.file and one.file == published.file) or (one.title and one.title == published.title):
            return new
    alike = {
        new: max(_likeness(new, slug), _likeness(one.title, published.title)) for new, one in fresh.items()
    }
    best = max(alike, key=lambda new: alike[new], default=None)
    return best if best is not None and (alike[best] >= _NEAR or len(fresh) == 1) else None


def _likeness(one: str, other: str) -> float:
    return difflib.SequenceMatcher(None, one.lower(), other.lower()).ratio() if one and other else 0.0


def _before(ledger: Ledger, scripts: Mapping[str, KnownScript], slug: str) -> str | None:
    """Return the slug under which a script is known and which it now leaves; None where it leaves none."""
    script, published = scripts[slug], ledger.scripts.get(slug)
    done = ledger.renamed.get(slug, ()) if published is None or published.file == script.file else ()
    for name in script.was:
        if name != slug and name not in done and (old := _known_as(ledger, scripts, name)):
            return old
    known = slug in ledger.episodes or slug in ledger.removed
    return None if known else _known_as(ledger, scripts, slug)


def _known_as(ledger: Ledger, scripts: Mapping[str, KnownScript], name: str) -> str | None:
    """Return the slug under which the episode that was once `name` is known, unless a script has it now."""
    if name in ledger.episodes or name in ledger.removed:
        return name
    later = (slug for slug, before in ledger.renamed.items() if name in before and slug not in scripts)
    return next((slug for slug in later if slug in ledger.episodes or slug in ledger.removed), None)


def _history(ledger: Ledger, slug: str, old: str) -> tuple[str, ...]:
    before = dict.fromkeys((old, *ledger.renamed.get(old, ())))
    return tuple(one for one in before if one != slug)


def _contradictions(
    ledger: Ledger, scripts: Mapping[str, KnownScript], claims: Mapping[str, str]
) -> Iterable[Problem]:
    """Yield what two scripts say of one episode, and what would lose the name of another."""
    first: dict[str, str] = {}
    for slug, old in claims.items():
        where = Where(scripts[slug].file, 1) if scripts[slug].file else None
        if first.setdefault(old, slug) != slug:
            yield Problem(where, *_twice(old, first[old], slug))
        elif old in scripts and old not in claims:
            yield Problem(where, *_still_there(old, scripts[old].file or old))
        elif slug in ledger.episodes and slug not in claims.values():
            yield Problem(where, *_own_name(slug, old))


def _twice(old: str, first: str, second: str) -> tuple[Message, Message]:
    return (
        tr("'{old}' cannot have become both '{first}' and '{second}'.", old=old, first=first, second=second),
        tr("Remove `was: {old}` from one of them.", old=old),
    )


def _still_there(old: str, file: str) -> tuple[Message, Message]:
    return (
        tr("This script says `was: {old}`, but {file} still has the slug '{old}'.", old=old, file=file),
        tr("Remove `was` here, or give the other script another slug."),
    )


def _own_name(slug: str, old: str) -> tuple[Message, Message]:
    message = tr(
        "'{slug}' has been published under its own name, and cannot take that of '{old}' as well.",
        slug=slug,
        old=old,
    )
    cure = tr(
        "Remove `was: {old}`; `{command}` removes the old episode from the feed.",
        old=old,
        command=remove_command(old),
    )
    return message, cure


def _swapped(
    ledger: Ledger, scripts: Mapping[str, KnownScript], claims: Mapping[str, str]
) -> Iterable[Problem]:
    """Yield scripts that stand under the slug by which another, which is still there, was published.

    A script that says `was:` its own slug is what it always was, whatever it looks like.
    """
    for slug, published in ledger.scripts.items():
        script = scripts.get(slug)
        if script is None or slug in claims or slug not in ledger.episodes or slug in script.was:
            continue
        other = _other_file(scripts, script, published) or _other_title(ledger, scripts, script, published)
        if other not in (None, slug):
            where = Where(script.file, 1) if script.file else None
            message = tr(
                "'{slug}' was published as '{title}', and is another script now.",
                slug=slug,
                title=published.title,
            )
            swapped = tr(
                "If they changed places, write `was: {other}` here and `was: {slug}` in the other script.",
                other=other,
                slug=slug,
            )
            cure = sentences(swapped, tr("If this is what it was, write `was: {slug}` here.", slug=slug))
            yield Problem(where, message, cure)


def _other_file(
    scripts: Mapping[str, KnownScript], script: KnownScript, published: PublishedScript
) -> str | None:
    """Return the slug that a published file has now, where another file has taken its old one."""
    files = {one.file: slug for slug, one in scripts.items() if one.file}
    return files.get(published.file) if script.file and script.file != published.file else None


def _other_title(
    ledger: Ledger, scripts: Mapping[str, KnownScript], script: KnownScript, published: PublishedScript
) -> str | None:
    """Return the published slug whose title a script has now, where that one has another title, too."""
    if script.title in ("", published.title):
        return None
    titles = {one.title: slug for slug, one in ledger.scripts.items() if one.title}
    other = titles.get(script.title)
    taken = other is not None and other in scripts and scripts[other].title != script.title
    return other if taken else None


def _where(root: Path, slug: str) -> Where:
    """Return where a slug stands in `published.yaml`."""
    try:
        lines = (root / LEDGER).read_text("utf-8", errors="replace").splitlines()
    except OSError:
        lines = []
    key = re.compile(rf"\s*['\"]?{re.escape(slug)}['\"]?\s*:")
    return Where(LEDGER, next((number for number, line in enumerate(lines, 1) if key.match(line)), 1))
