"""The whole way: a source → scripts that load, each with what was guessed; and its labels."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import TYPE_CHECKING

from slugify import slugify

from stilte.file_names import usable_anywhere
from stilte.importer.build.build_script import draft_post
from stilte.importer.build.write_script import write
from stilte.importer.label.exercises import exercises
from stilte.importer.label.label_post import label_post
from stilte.importer.label.report import summary
from stilte.importer.prove.absurd import ask_absurd
from stilte.importer.prove.prove import prove
from stilte.importer.restore_script import restore
from stilte.importer.source.fetch import refuse
from stilte.importer.source.read_posts import read_posts
from stilte.messages import plural, sentences, tr

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Collection

    from stilte.importer.build.draft import Draft, Guess, Step
    from stilte.importer.label.labelled_post import LabelledPost
    from stilte.importer.post import Post
    from stilte.messages import Message

MOST_SENTENCES = 5000
_GUIDING = 2


@dataclass(frozen=True, slots=True)
class Imported:
    """A script made of an exercise: its name without suffix, its text, and what its author should look at.

    `labelled` is the post it was made from, None where the script was restored from a post that `text` wrote.
    """

    name: str
    script_text: str
    report: tuple[Message, ...]
    labelled: LabelledPost | None = None


def import_post(
    source: str | os.PathLike[str] | bytes,
    exercise: int | None = None,
    slug: str | None = None,
    *,
    name: str | None = None,
    voices: Collection[str] | None = None,
    voice: str | Callable[[str], str] = "",
    music: str = "",
    language: str = "",
) -> tuple[Imported, ...]:
    """Return a script for each exercise of a post (or for number `exercise`, from 1).

    `slug` chooses one post of a WordPress export; `name` names the scripts (`name-1`, `name-2` where there
    are several); `voices` are the project's: words are whispered by a voice only if it is there; `voice` (a
    name, or a function that gives the one for a language) and `music` are written into the scripts;
    `language` overrides the guess. Raises `InputError` where there is nothing to import, or no exercise by
    that number.
    """
    posts = read_posts(source, slug)
    drafts = [(post.slug, draft) for post in posts for draft in restore(post)]
    if drafts:
        return _restored(drafts, exercise, name)
    found, skipped = _found(posts, language)
    if not found:
        raise refuse(
            _nothing(posts),
            tr("Give the post itself (not a menu or an archive), or the text of the exercise alone."),
        )
    named = _names(found, name)
    if exercise is not None:
        if not 1 <= exercise <= len(named):
            listed = "; ".join(f"{n}: {one.title}" for n, (_, one) in enumerate(named, 1))
            cure = plural("There is {n}: {listed}.", "There are {n}: {listed}.", n=len(named), listed=listed)
            raise refuse(tr("There is no exercise {number}.", number=exercise), cure)
        named = named[exercise - 1 : exercise]
    made = [
        _imported(title, one, voices, voice(one.language) if callable(voice) else voice, music)
        for title, one in named
    ]
    if skipped:
        made[0] = replace(made[0], report=(*made[0].report, *skipped))
    return tuple(made)


def _found(posts: tuple[Post, ...], language: str) -> tuple[list[LabelledPost], list[Message]]:
    """Return the exercises of some posts, and what is told of the posts of an export that hold none."""
    found: list[LabelledPost] = []
    skipped: list[Message] = []
    for post in posts:
        labelled = labelled_exercises(post, language)
        if len(posts) > 1 and not any(_guides(one) for one in labelled):
            message = tr('The post "{title}" holds no exercise and is left out.', title=post.title)
            cure = tr("`--slug {slug}` imports it as plain lines.", slug=post.slug)
            skipped.append(sentences(message, cure) if post.slug else message)
            continue
        found += [_noticed(one, post) for one in labelled]
    return found, skipped


def _guides(labelled: LabelledPost) -> bool:
    """Tell whether a post tells its reader what to do: two sentences, and not for want of anything better."""
    sure = [one for one in labelled.sentences if one.label in ("spoken", "timing") and not one.unsure]
    return len(sure) >= _GUIDING


def _noticed(labelled: LabelledPost, post: Post) -> LabelledPost:
    if post.status in ("", "publish"):
        return labelled
    told = tr(
        'The post "{title}" is not published yet: its status is {status}.',
        title=post.title,
        status=post.status,
    )
    return replace(labelled, notices=(*labelled.notices, told))


def _nothing(posts: tuple[Post, ...]) -> Message:
    if len(posts) == 1:
        if not posts[0].source:
            return tr("The post holds no sentences to import: nothing but a menu, labels or numbers.")
        return tr(
            "{name} holds no sentences to import: nothing but a menu, labels or numbers.",
            name=posts[0].source,
        )
    return tr("No post of this export holds sentences to import.")


def labelled_exercises(post: Post, language: str = "") -> tuple[LabelledPost, ...]:
    """Return the exercises of a post with their labels; none where it holds no sentences."""
    labelled = label_post(post, language)
    if len(labelled.sentences) > MOST_SENTENCES:
        message = tr(
            "{name} holds {n} sentences; a post is read up to {most}.",
            name=post.source or tr("the post"),
            n=len(labelled.sentences),
            most=MOST_SENTENCES,
        )
        raise refuse(message, tr("Cut out the article, or the exercise alone, and import that."))
    if not labelled.count("spoken"):
        return ()
    return exercises(labelled)


def build_script(
    labelled: LabelledPost, *, voices: Collection[str] | None = None, voice: str = "", music: str = ""
) -> str:
    """Return the script of a labelled post: quick enough to call after every corrected label."""
    return built_script(labelled, voices=voices, voice=voice, music=music)[0]


def built_script(
    labelled: LabelledPost, *, voices: Collection[str] | None = None, voice: str = "", music: str = ""
) -> tuple[str, tuple[Guess, ...]]:
    """Return the script of a labelled post, and what was guessed in it."""
    draft = _drafted(labelled, voices, voice, music)
    return write(draft), draft.guesses


def _restored(
    drafts: list[tuple[str, Draft]], exercise: int | None, name: str | None
) -> tuple[Imported, ...]:
    """Write the scripts that `text` left in a post."""
    bases = [name or _slug(slug) or _slug(draft.title) or "import" for slug, draft in drafts]
    made = [
        Imported(f"{base}-{at}" if len(drafts) > 1 else base, write(draft), draft.guesses)
        for at, (base, (_, draft)) in enumerate(zip(bases, drafts, strict=True), 1)
    ]
    return tuple(made if exercise is None else made[exercise - 1 : exercise])


def _names(found: list[LabelledPost], name: str | None) -> list[tuple[str, LabelledPost]]:
    """Name the scripts after the post's slug, the title or the file; numbered where several share a name."""
    bases = [name or _slug(one.slug) or _slug(one.title) or _stem(one.source) for one in found]
    return [
        (f"{base}-{bases[: at + 1].count(base)}" if bases.count(base) > 1 else base, one)
        for at, (base, one) in enumerate(zip(bases, found, strict=True))
    ]


def _slug(text: str) -> str:
    """Return a text as a name of a file: letters, digits and dashes, never a path."""
    return usable_anywhere(slugify(text, max_length=60))


def _stem(source: str) -> str:
    return _slug(PurePath(re.sub(r"[?#].*", "", source).rstrip("/")).stem) or "import"


def _imported(
    name: str, labelled: LabelledPost, voices: Collection[str] | None, voice: str, music: str
) -> Imported:
    draft = _drafted(labelled, voices, voice, music)
    labelled = ask_absurd(labelled, draft)
    return Imported(name, write(draft), _report(labelled, draft), labelled)


def _report(labelled: LabelledPost, draft: Draft) -> tuple[Message, ...]:
    """Return what is told of the whole, then how many sentences became what, guesses and doubts by line."""
    whole = dict.fromkeys(one.message for one in draft.guesses if one.at < 0)
    by_sentence = sorted(
        ((one.at, one.message) for one in draft.guesses if one.at >= 0), key=lambda guess: guess[0]
    )
    return (*whole, *summary(labelled, by_sentence))


def _drafted(labelled: LabelledPost, voices: Collection[str] | None, voice: str, music: str) -> Draft:
    draft = draft_post(labelled)
    if voices is not None:
        draft = replace(draft, steps=tuple(_voiced(step, voices) for step in draft.steps))
    return replace(prove(labelled, draft), voice=voice, music=music)


def _voiced(step: Step, voices: Collection[str]) -> Step:
    """Leave out a whispering voice that the project does not have."""
    inner = tuple(_voiced(one, voices) for one in step.steps)
    if step.voice and step.voice not in voices:
        told = tr("to be whispered: there is no voice '{voice}' in voices/ yet", voice=step.voice)
        return replace(step, voice="", steps=inner).noting(str(told))
    return replace(step, steps=inner)
