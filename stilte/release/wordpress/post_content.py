"""What a post says of a routine: its player, download, chapters, transcript and notes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from stilte.release.credits import credit_texts
from stilte.release.formatting import length_text
from stilte.release.language_codes import ai_voice_note
from stilte.release.page_texts import words_of
from stilte.release.site.page_metadata import spoken_groups
from stilte.release.wordpress.answers import Medium
from stilte.release.wordpress.blocks import (
    Block,
    audio,
    bullet_list,
    details,
    download,
    paragraph,
    text,
    with_class,
)
from stilte.release.wordpress.chapter_script import CHAPTER_LIST, chapter_script
from stilte.release.wordpress.embed_player import embed_block
from stilte.release.wordpress.managed_block import Part, part_of
from stilte.release.wordpress.markdown_blocks import prose_blocks

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from stilte.release.catalog import Entry


@dataclass(frozen=True, slots=True)
class PostOptions:
    """The tracks of a routine, the first being the main one, and their files on the blog.

    `audio` has the MP3 of each track by its slug; `transcript` is None where the blog refuses it. `folds`
    tells whether the blog knows the details block, `script` whether it keeps a script in the post. `embed` is
    the address of the small player, which then stands in place of the main track's plain one.
    """

    tracks: tuple[Entry, ...]
    audio: Mapping[str, Medium]
    transcript: Medium | None
    folds: bool
    script: bool = False
    embed: str = ""

    @property
    def main(self) -> Entry:
        """Return the track that stands first."""
        return self.tracks[0]


@dataclass(frozen=True, slots=True)
class _Piece:
    """A block, and the names of the files that it shows."""

    block: Block
    files: tuple[str, ...] = ()


def post_parts(telling: PostOptions, names: Mapping[str, str]) -> tuple[Part, ...]:
    """Return our blocks of the post, each known by what it says.

    `names` gives the files' own names, with their content in them, by their addresses on the blog.
    """
    planned = replace(
        telling,
        audio={slug: _by_name(medium, names) for slug, medium in telling.audio.items()},
        transcript=telling.transcript and _by_name(telling.transcript, names),
        script=False,
    )
    return tuple(
        part_of(plan.block, piece.block, plan.files)
        for plan, piece in zip(_pieces(planned), _pieces(telling), strict=True)
    )


def _by_name(medium: Medium, names: Mapping[str, str]) -> Medium:
    return Medium(0, names.get(medium.address, medium.address))


def _pieces(telling: PostOptions) -> Iterator[_Piece]:
    main, words = telling.main, words_of(telling.main.language)
    if main.sheet["subtitle"]:
        yield _Piece(paragraph(f"<em>{text(main.sheet['subtitle'])}</em>"))
    yield from _main_track(telling)
    yield from (_Piece(block) for block in prose_blocks(main.sheet["description"]))
    for note in main.sheet["notes"]:
        yield _Piece(paragraph(text(note)))
    if len(telling.tracks) > 1:
        yield _Piece(paragraph(f"<strong>{text(words['lengths'])}</strong>"))
        for other in telling.tracks[1:]:
            yield from _track(telling, other)
    if main.chapters:
        yield _Piece(_chapters(telling))
    if groups := list(spoken_groups(main)):
        yield _transcript(telling, groups)
    if main.synthetic:
        yield _Piece(paragraph(text(ai_voice_note(main.language))))
    if credit := credit_texts(main):
        yield _Piece(paragraph("<br>".join(text(line) for line in credit)))


def _main_track(telling: PostOptions) -> Sequence[_Piece]:
    player, file = _track(telling, telling.main)
    if telling.embed:
        player = _Piece(embed_block(telling.embed, telling.main.sheet["title"]))
    return player, file


def _track(telling: PostOptions, entry: Entry) -> tuple[_Piece, _Piece]:
    medium, words = telling.audio[entry.slug], words_of(entry.language)
    name = f"{entry.sheet['title']} ({length_text(entry.sheet['length_s'])}, MP3)"
    file = (medium.address,)
    return (
        _Piece(audio(medium.id, medium.address), file),
        _Piece(download(medium.id, medium.address, name, words["download"]), file),
    )


def _chapters(telling: PostOptions) -> Block:
    """Return a line a chapter; where the blog keeps a script, their times move the player on the page."""
    main = telling.main
    lines = [f"{length_text(start_s)} {text(title)}" for start_s, title in main.chapters]
    inside = [with_class(bullet_list(lines), CHAPTER_LIST)]
    if telling.script:
        inside.append(Block("html", chapter_script(main.routine)))
    return details(words_of(main.language)["chapters"], inside, known=telling.folds)


def _transcript(telling: PostOptions, groups: Sequence[Mapping[str, object]]) -> _Piece:
    words, medium = words_of(telling.main.language), telling.transcript
    inside = [_spoken(group) for group in groups]
    if medium is not None:
        label = f"{words['transcript']} (VTT)"
        inside.append(download(medium.id, medium.address, label, words["download"]))
    folded = details(words["transcript"], inside, known=telling.folds)
    return _Piece(folded, (medium.address,) if medium else ())


def _spoken(group: Mapping[str, object]) -> Block:
    title = [f"<strong>{text(str(group['title']))}</strong>"] if group["title"] else []
    lines: list[Mapping[str, str]] = group["lines"]  # type: ignore[assignment]
    return paragraph("<br>".join([*title, *(text(line["text"]) for line in lines)]))
