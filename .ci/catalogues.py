"""Keep the catalogues of messages, with Babel: `catalogues.py update`, `check`, or `add LANGUAGE`.

`update` brings the messages of the code into every catalogue,
`stilte/locales/LANGUAGE/LC_MESSAGES/stilte.po`, and makes the `.mo` files that the program reads; `check`
says what is not right, and ends with 1 then.
"""

from __future__ import annotations

import ast
import io
import re
import sys
from datetime import UTC, datetime
from inspect import cleandoc
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from babel.messages.catalog import Catalog
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po, write_po

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from stilte.studio.page_texts import texts_of_page

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent
LOCALES = ROOT / "stilte/locales"
COMPLETE = ("nl",)
"""The languages in which every message has its translation; others may have some."""
CLICK = (
    "%(prog)s, version %(version)s",
    "Aborted!",
    "Commands",
    "Error: {message}",
    "Invalid value for {param_hint}: {message}",
    "Invalid value: {message}",
    "Missing argument",
    "Missing command.",
    "Missing option",
    "Missing parameter",
    "Options",
    "Show the version and exit.",
    "Show this message and exit.",
    "Try '{command} {option}' for help.",
    "Usage:",
    "default: {default}",
    "directory",
    "env var: {var}",
    "file",
    "path",
    "required",
    "Argument {name!r} takes {nargs} values.",
    "Option {name!r} does not take a value.",
    "{name} {filename!r} does not exist.",
    "{name} {filename!r} is a directory.",
    "{name} {filename!r} is a file.",
    "{name} {filename!r} is not readable.",
    "{name} {filename!r} is not writable.",
    "{value!r} is not a valid {number_type}.",
    "{value} is not in the range {range}.",
    ("Got unexpected extra argument ({args})", "Got unexpected extra arguments ({args})"),
    ("Option {name!r} requires an argument.", "Option {name!r} requires {nargs} arguments."),
    ("{value!r} is not {choice}.", "{value!r} is not one of {choices}."),
)
"""What a person may be told by click itself, which takes its translations from our catalogues."""
_PLACE = re.compile(r"\{[A-Za-z_]\w*(?:![rs])?\}|%\(\w+\)s")


class Found(NamedTuple):
    """A message of the code: its English (singular and plural), its context, and the file it stands in."""

    text: str | tuple[str, str]
    context: str | None
    file: str


def messages() -> Iterator[Found]:
    """Yield every message of the program, in the order of its files, of the studio's page, and of click."""
    for path in sorted((ROOT / "stilte").rglob("*.py")):
        name = path.relative_to(ROOT).as_posix()
        tree = ast.parse(path.read_text("utf-8"))
        found = [*_calls(tree), *(_helps(tree) if "cli" in path.parts else ())]
        for _, text, context in sorted(found, key=lambda each: each[0]):
            yield Found(text, context, name)
    for name, text in texts_of_page():
        yield Found(text, None, f"stilte/studio/page/{name}")
    for text in CLICK:
        yield Found(text, None, "click")


def _calls(tree: ast.AST) -> Iterator[tuple[int, str | tuple[str, str], str | None]]:
    """Yield what `tr`, `plural` and `word` are given, with the line; raises `ValueError` for no literal."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            given = node.args
            match node.func.id:
                case "tr":
                    yield node.lineno, ast.literal_eval(given[0]), None
                case "plural":
                    yield node.lineno, (ast.literal_eval(given[0]), ast.literal_eval(given[1])), None
                case "word":
                    yield node.lineno, ast.literal_eval(given[1]), ast.literal_eval(given[0])


def _helps(tree: ast.AST) -> Iterator[tuple[int, str, None]]:
    """Yield the help of commands (their docstrings) and of options (`help=`), each with its line."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and any(_is_command(each) for each in node.decorator_list):
            yield node.lineno, cleandoc(ast.get_docstring(node) or ""), None
        if isinstance(node, ast.keyword) and node.arg == "help" and isinstance(node.value, ast.Constant):
            yield node.value.lineno, node.value.value, None


def _is_command(decorator: ast.expr) -> bool:
    call = decorator.func if isinstance(decorator, ast.Call) else decorator
    return isinstance(call, ast.Attribute) and call.attr in ("command", "group")


def template() -> Catalog:
    """Return the messages of the program as a catalogue without translations."""
    catalog = Catalog(project="Stilte", charset="utf-8", fuzzy=False)
    for found in messages():
        catalog.add(found.text, locations=[(found.file, 0)], context=found.context)
    return catalog


def read(language: str) -> Catalog:
    """Return the catalogue of a language as it stands."""
    path = _po(language)
    with path.open("rb") as file:
        catalog = read_po(file, locale=language)
    catalog.creation_date = catalog.revision_date = datetime(2026, 1, 1, tzinfo=UTC)  # not that of today
    return catalog


def updated(language: str) -> Catalog:
    """Return the catalogue of a language with the messages of the code, and no others."""
    catalog = read(language) if _po(language).exists() else Catalog(locale=language, fuzzy=False)
    catalog.update(template(), no_fuzzy_matching=True)
    return catalog


def po_text(catalog: Catalog) -> bytes:
    """Return a catalogue as a `.po` file, without lines and dates: they would change with every edit."""
    file = io.BytesIO()
    write_po(file, catalog, width=110, ignore_obsolete=True, include_lineno=False, omit_header=True)
    plural = catalog.plural_forms
    head = (
        f"# {catalog.locale.english_name} for Stilte. Kept by `python .ci/catalogues.py update`.\n"
        'msgid ""\nmsgstr ""\n'
        f'"Language: {catalog.locale_identifier}\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n'
        f'"Content-Transfer-Encoding: 8bit\\n"\n"Plural-Forms: {plural}\\n"\n\n'
    )
    return head.encode() + file.getvalue()


def mo_bytes(language: str) -> bytes:
    """Return the `.mo` file of a language's `.po` file."""
    file = io.BytesIO()
    write_mo(file, read(language))
    return file.getvalue()


def languages() -> list[str]:
    """Return the languages that there are catalogues of."""
    return sorted(path.name for path in LOCALES.iterdir() if _po(path.name).exists())


def _po(language: str) -> Path:
    return LOCALES / language / "LC_MESSAGES/stilte.po"


def update(language: str) -> None:
    """Write the catalogue of a language anew, as `.po` and as `.mo`."""
    _po(language).parent.mkdir(parents=True, exist_ok=True)
    _po(language).write_bytes(po_text(updated(language)))
    if not _compiled(language):
        _po(language).with_suffix(".mo").write_bytes(mo_bytes(language))


def _compiled(language: str) -> bool:
    """Tell whether the `.mo` file says what the `.po` file says."""
    path = _po(language).with_suffix(".mo")
    if not path.exists():
        return False
    with path.open("rb") as file:
        there = read_mo(file)
    return _texts(there) == _texts(read_mo(io.BytesIO(mo_bytes(language))))


def _texts(catalog: Catalog) -> set[str]:
    return {repr((each.context, each.id, each.string)) for each in catalog if each.id}


def problems(language: str) -> Iterator[str]:
    """Yield what is not right with the catalogue of a language."""
    catalog = read(language)
    told = {(each.id, each.context) for each in catalog if each.id}
    known = {(each.id, each.context) for each in template() if each.id}
    yield from (f"not in the catalogue: {each!r}" for each, _ in sorted(known - told, key=str))
    yield from (f"not in the code: {each!r}" for each, _ in sorted(told - known, key=str))
    for message in catalog:
        if message.id:
            yield from _faults(message.id, message.string, complete=language in COMPLETE)
    if not _compiled(language):
        yield "the .mo file is not that of the .po file"


def _faults(
    english: str | tuple[str, str], translated: str | tuple[str, ...], *, complete: bool
) -> Iterator[str]:
    """Yield what is wrong with one translation: it is missing, or its places are others."""
    sources = english if isinstance(english, tuple) else (english,)
    texts = translated if isinstance(translated, tuple) else (translated,)
    if not any(texts):
        if complete:
            yield f"not translated: {sources[0]!r}"
        return
    for text in texts:
        if set(_PLACE.findall(text)) not in [set(_PLACE.findall(source)) for source in sources]:
            yield f"other places in {text!r} than in {sources[-1]!r}"


def main(words: list[str]) -> int:
    """Do what the command line says; return the exit code."""
    match words:
        case ["update"]:
            for language in languages():
                update(language)
        case ["add", language]:
            update(language)
        case ["check"]:
            told = [f"{language}: {problem}" for language in languages() for problem in problems(language)]
            sys.stdout.writelines(f"{line}\n" for line in told)
            if told:
                sys.stdout.write("`python .ci/catalogues.py update` brings the catalogues up to date.\n")
            return 1 if told else 0
        case _:
            sys.stdout.write(f"{__doc__}\n")
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
