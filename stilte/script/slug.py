"""The name of a track in addresses and files, from the name of its script."""

from slugify import slugify

from stilte.file_names import usable_anywhere


def slug_of(stem: str) -> str:
    """Return the slug of a file's name.

    >>> slug_of("De Bron (activeren)")
    'de-bron-activeren'
    """
    return usable_anywhere(slugify(stem)) or "routine"
