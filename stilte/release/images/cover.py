"""Covers: drawn from the breaths of a track, or the author's own, as players and directories take them."""

from __future__ import annotations

import io
import unicodedata
from functools import cache
from importlib.resources import as_file, files
from typing import TYPE_CHECKING

from PIL import Image, ImageDraw, ImageFont, ImageOps, UnidentifiedImageError

from stilte.errors import InputError, Problem, Where
from stilte.messages import Listed, Message, tr
from stilte.release.images.cover_scenery import landscape, palette_for

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from stilte.release.images.breath_curve import Swell

FEED_PX, EPISODE_PX, TAG_PX = 3000, 1400, 1000
_MOST_BYTES = {FEED_PX: 512_000, TAG_PX: 300_000}
_LEAST_FEED_PX, _MOST_FEED_PX = 1400, 3000
COVER_VERSION = 2
"""Increased whenever covers are drawn differently: cached covers of older code are then not used."""
_MOST_PIXELS = 100_000_000
_NO_LETTER, _TRIED_PX = "\uffff", 24
_KINDS = ("JPEG", "PNG")


def draw_cover(title: str, under: str, curve: Sequence[Swell], size_px: int, seed: str = "") -> bytes:
    """Return a JPEG with the title over a landscape of the breaths; `under` is a smaller line below it."""
    palette, image, top = palette_for(seed or title), Image.new("RGB", (size_px, size_px)), 0
    for band in landscape(curve, palette, size_px):
        image.paste(Image.fromarray(band), (0, top))
        top += len(band)
    _write(ImageDraw.Draw(image), writable(title), writable(under), size_px, palette.words)
    return pack_jpeg(image, _MOST_BYTES.get(size_px, _MOST_BYTES[FEED_PX]))


def writable(text: str) -> str:
    """Return the part of a text that the cover's font can write; other scripts and emoji are left out.

    >>> writable("静けさ: Rust 🧘 in \ufb01jne stilte")
    ': Rust in fijne stilte'
    """
    composed = unicodedata.normalize("NFC", text)
    known = (next((form for form in _forms(letter) if _has(form)), " ") for letter in composed)
    return " ".join("".join(known).split())


def _forms(letter: str) -> tuple[str, ...]:
    return letter, unicodedata.normalize("NFKC", letter)


def fit_cover(path: Path, where: Where, size_px: int) -> bytes:
    """Return the author's picture as a square JPEG of at most that size; raises `InputError`."""
    flat = _on_white(_open(path, where))
    side = min(*flat.size)
    left, top = (flat.width - side) // 2, (flat.height - side) // 2
    square = flat.crop((left, top, left + side, top + side))
    square.thumbnail((size_px, size_px), Image.Resampling.LANCZOS)
    return pack_jpeg(square, _MOST_BYTES.get(size_px, _MOST_BYTES[FEED_PX]))


def fit_picture(path: Path, where: Where, most_px: int, most_bytes: int) -> bytes:
    """Return the author's picture whole, as a JPEG of at most that size and weight; raises `InputError`."""
    flat = _on_white(_open(path, where))
    flat.thumbnail((most_px, most_px), Image.Resampling.LANCZOS)
    return pack_jpeg(flat, most_bytes)


def _on_white(image: Image.Image) -> Image.Image:
    flat = Image.new("RGB", image.size, "white")
    flat.paste(image, mask=image.getchannel("A") if image.mode == "RGBA" else None)
    return flat


def cover_problems(path: Path, where: Where) -> tuple[Problem, ...]:
    """Return why directories would refuse the author's picture as it is: size, shape, alpha, weight.

    Raises `InputError` for a file that is not a readable picture.
    """
    image = _open(path, where)
    found = [
        message
        for message in (_size_problem(image), _alpha_problem(path), _weight_problem(path))
        if message is not None
    ]
    return tuple(Problem(where, message.given(file=path.name), cure) for message, cure in found)


def _size_problem(image: Image.Image) -> tuple[Message, Message] | None:
    wide, high = image.size
    cure = tr(
        "Directories ask for a square of {least} to {most} pixels.", least=_LEAST_FEED_PX, most=_MOST_FEED_PX
    )
    if wide != high:
        message = tr(
            "The picture '{file}' is {wide} × {high} pixels, not a square; its edges would be cut off.",
            wide=wide,
            high=high,
        )
        return message, cure
    if not _LEAST_FEED_PX <= wide <= _MOST_FEED_PX:
        return tr("The picture '{file}' is {wide} × {high} pixels.", wide=wide, high=high), cure
    return None


def _alpha_problem(path: Path) -> tuple[Message, Message] | None:
    with Image.open(path) as image:
        clear = "A" in image.getbands() or "transparency" in image.info
    if not clear:
        return None
    return tr("The picture '{file}' is partly transparent."), tr("It will get a white background.")


def _weight_problem(path: Path) -> tuple[Message, Message] | None:
    size, most = path.stat().st_size, _MOST_BYTES[FEED_PX]
    if size <= most:
        return None
    cure = tr("It will be compressed to at most {most} kB.", most=most // 1000)
    return tr("The picture '{file}' is {size} kB.", size=size // 1000), cure


def _open(path: Path, where: Where) -> Image.Image:
    try:
        with Image.open(path, formats=_KINDS) as image:
            if image.width * image.height > _MOST_PIXELS:
                raise _refused(where, path, tr("The picture '{file}' has more pixels than a cover can use."))
            return in_colours(ImageOps.exif_transpose(image))
    except FileNotFoundError:
        raise _refused(where, path, tr("The picture '{file}' is not there.")) from None
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError):
        raise _refused(where, path, tr("The picture '{file}' is not a picture that can be read.")) from None


def in_colours(image: Image.Image) -> Image.Image:
    """Return a picture of any mode as RGB, or RGBA where it is see-through; raises ValueError for none.

    Pillow opens grey of 16 bits as whole numbers, and would cut them off at 255: nearly all of it white.
    """
    if image.mode.startswith("I"):
        return image.convert("I").point(lambda level: level * (1 / 256)).convert("L").convert("RGB")
    if image.mode == "F":
        raise ValueError("a picture of fractions has no white")
    clear = "A" in image.getbands() or "a" in image.getbands() or "transparency" in image.info
    return image.convert("RGBA" if clear else "RGB")


def _refused(where: Where, path: Path, message: Message) -> InputError:
    cure = tr(
        "Give a picture that is a {kinds}, square, {least} to {most} pixels wide.",
        kinds=Listed(_KINDS, "or"),
        least=_LEAST_FEED_PX,
        most=_MOST_FEED_PX,
    )
    return InputError(Problem(where, message.given(file=path.name), cure))


def pack_jpeg(image: Image.Image, most_bytes: int) -> bytes:
    """Return the best JPEG that is light enough; in the end a smaller one."""
    for quality in (92, 88, 84, 78, 70, 60):
        packed = io.BytesIO()
        image.save(packed, "JPEG", quality=quality, subsampling=0 if quality > 85 else 2)  # noqa: PLR2004
        if packed.tell() <= most_bytes:
            return packed.getvalue()
    return pack_jpeg(image.resize((image.width * 3 // 4, image.height * 3 // 4)), most_bytes)


def _write(draw: ImageDraw.ImageDraw, title: str, under: str, size_px: int, colour: str) -> None:
    font, lines = fitted_title(title, size_px)
    step = font.size * 1.12
    y = size_px * 0.235 - step * len(lines) / 2
    for line in lines:
        draw.text((size_px / 2, y), line, colour, font, anchor="ma")
        y += step
    draw.text((size_px / 2, size_px * 0.925), under, "#ffffff", small_letters(size_px), anchor="mm")


def small_letters(size_px: int) -> ImageFont.FreeTypeFont:
    """Return the letters of the line under the landscape."""
    return _font(round(size_px * 0.038))


def fitted_title(title: str, size_px: int) -> tuple[ImageFont.FreeTypeFont, list[str]]:
    """Return the largest letters in which a title takes no more than three lines, or else the smallest."""
    words, width = title.split() or [""], size_px * 0.84
    for share in (0.13, 0.115, 0.1, 0.088, 0.076, 0.064, 0.05):
        font = _font(round(size_px * share))
        lines = _wrapped(words, font, width)
        if len(lines) <= 3 and all(font.getlength(line) <= width for line in lines):  # noqa: PLR2004
            break
    return font, lines[:5]


def _wrapped(words: list[str], font: ImageFont.FreeTypeFont, width: float) -> list[str]:
    lines = [words[0]]
    for word in words[1:]:
        longer = f"{lines[-1]} {word}"
        if font.getlength(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


@cache
def _font(size_px: int) -> ImageFont.FreeTypeFont:
    with as_file(files("stilte.release") / "fonts" / "EBGaramond12-Regular.ttf") as path:
        return ImageFont.truetype(
            io.BytesIO(path.read_bytes()), size_px, layout_engine=ImageFont.Layout.BASIC
        )


@cache
def _has(letters: str) -> bool:
    """Tell whether the font has all these letters: what it lacks, it draws as one and the same box."""
    return letters.isspace() or all(_drawn(letter) != _drawn(_NO_LETTER) for letter in letters)


def _drawn(letter: str) -> bytes:
    return bytes(_font(_TRIED_PX).getmask(letter))
