"""The layers of the package: imports go one way, heavy libraries are imported where they are used."""

from __future__ import annotations

import ast
import re
from fnmatch import fnmatch
from functools import cache
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "stilte"
BASE = (
    "messages errors file_names find_project units store cache_folder foreign_text url_origin bounded_http"
    " outside_files this_program"
)
ORDERS = {
    "": (
        BASE,
        "reader",
        "script",
        "importer",
        "sound",
        "speech",
        "release",
        "read_show",
        "project",
        "schema",
        "pipeline",
        "api starting",
        "studio",
        "cli",
    ),
    "script": (
        "durations environment line number_words round_selection slug",
        "overlay routine estimate",
        "rounds timeline walk lint_counts lint_length lint_lines",
        "parse",
        "layout",
        "arrange dump_values lint load plan utterances",
        "dump edit",
    ),
    "sound": (
        "allocator containers ffmpeg_program music_names parallel",
        "probe",
        "sample_checks",
        "inspected",
        "decoding",
        "clip",
        "dsp ffmpeg external_audio decoded_audio layer_settings music_settings",
        "bells breath voice_brightness voice_chain",
        "tick_and_hum",
        "one_shots beds",
        "mix",
        "encode",
        "proof",
    ),
    "speech": (
        "engine level_calibration model_pins take_choice trimming user_folder voice normalize",
        "trim",
        "models",
        "choose_engine pauses pls recogniser recording_faults speech_rate take_checks",
        "lexicon take_processing",
        "text",
        "engines",
        "consent cutting",
        "take_inputs voices",
        "speak_line",
        "takes",
        "engine_fallback",
        "speak",
        "catalogue",
    ),
    "release": (
        "cuesheet_changes escape language_codes proof_rows show",
        "markdown page_texts track",
        "chapters cuesheet formatting transcript",
        "catalog",
        "credits neighbours",
        "readiness tags images upload",
        "site",
        "podcast wordpress preview",
    ),
}
"""The packages, then what is in each large one: a line imports from itself and from the lines before it."""
MOST_MODULES = 25
FILES = sorted(PACKAGE.rglob("*.py"))


@cache
def _imports(path: Path) -> list[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            found += [f"{node.module}.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
    return found


def _ranks(package: str) -> dict[str, int]:
    return {name: rank for rank, names in enumerate(ORDERS[package]) for name in names.split()}


def _entry(package: str, module: str) -> str | None:
    """Return what of a package a dotted name lies in: the name of a module, or of a package inside it."""
    parts = module.split(".")
    inside = ["stilte", *package.split()]
    return parts[len(inside)] if parts[: len(inside)] == inside and len(parts) > len(inside) else None


@pytest.mark.parametrize("package", ORDERS)
def test_imports_go_one_way(package: str) -> None:
    """A module imports from its own line of the order and from those before it, never from a later one."""
    ranks, backward = _ranks(package), []
    for path in sorted((PACKAGE / package).rglob("*.py")):
        here = path.relative_to(PACKAGE / package).parts[0].removesuffix(".py")
        if not here.startswith("__"):
            named = {entry for name in _imports(path) if (entry := _entry(package, name)) in ranks}
            backward += [
                f"{path.relative_to(PACKAGE)} imports {name}" for name in named if ranks[name] > ranks[here]
            ]
    assert not backward


@pytest.mark.parametrize("package", ORDERS)
def test_every_module_has_a_place_in_the_order(package: str) -> None:
    """Whoever adds a module says where it belongs, and whoever removes one takes it out."""
    there = {path.name.removesuffix(".py") for path in (PACKAGE / package).iterdir() if _is_code(path)}
    assert there == set(_ranks(package))


def _is_code(path: Path) -> bool:
    is_module = path.suffix == ".py" and not path.name.startswith("__")
    return is_module or (path / "__init__.py").is_file()


def test_no_folder_holds_more_modules_than_a_reader_takes_in() -> None:
    """A folder of more than 25 modules is split, in the package and in its tests."""
    folders = {path.parent for path in (*FILES, *PACKAGE.parent.joinpath("tests").rglob("*.py"))}
    counts = {str(folder): len(list(folder.glob("*.py"))) for folder in folders}
    assert not {folder: count for folder, count in counts.items() if count > MOST_MODULES}


def test_the_page_on_architecture_says_what_each_package_imports() -> None:
    """The table of docs/architecture.md lists every package with the packages that it does import."""
    page = PACKAGE.parent.joinpath("docs/architecture.md").read_text(encoding="utf-8")
    told = {
        package: set(re.findall(r"`(\w+)`", imports))
        for names, _, imports in re.findall(r"^\| (`.+?) \| (.+?) \| (.+?) \|$", page, re.MULTILINE)
        for package in re.findall(r"`(\w+)`", names)
    }
    ranks, base = _ranks(""), set(BASE.split())
    found: dict[str, set[str]] = {name: set() for name in ranks}
    for path in FILES:
        here = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
        if here in found:
            entries = {_entry("", name) for name in _imports(path)} - {here, *base}
            found[here] |= {entry for entry in entries if entry in ranks}
    assert told == found


def test_there_is_no_import_loop() -> None:
    """Following imports inside the package from any module never leads back to it."""
    modules = {".".join(("stilte", *p.relative_to(PACKAGE).with_suffix("").parts)): p for p in FILES}
    graph = {
        name: {
            m for found in _run_time_imports(path) for m in (found, found.rpartition(".")[0]) if m in modules
        }
        for name, path in modules.items()
    }
    done: set[str] = set()

    def visit(name: str, trail: tuple[str, ...]) -> None:
        assert name not in trail, f"a loop: {' → '.join((*trail, name))}"
        if name in done:
            return
        for other in sorted(graph[name] - {name}):
            visit(other, (*trail, name))
        done.add(name)

    for name in graph:
        visit(name, ())


def _run_time_imports(path: Path) -> list[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    tree.body = [node for node in tree.body if not _is_type_checking(node)]
    found = []
    for node in tree.body:
        if isinstance(node, ast.ImportFrom) and node.module:
            found += [f"{node.module}.{alias.name}" for alias in node.names]
    return found


def _is_type_checking(node: ast.stmt) -> bool:
    return isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"


def test_reading_a_script_needs_no_audio_library() -> None:
    """Reading and laying out a script needs no numpy and no ffmpeg."""
    heavy = {"numpy", "soxr", "imageio_ffmpeg", "pydub", "onnxruntime"}
    for path in (PACKAGE / "script").rglob("*.py"):
        assert not {name.split(".")[0] for name in _imports(path)} & heavy, path.name


def test_no_test_is_passed_over_for_the_name_of_its_folder(pytestconfig: pytest.Config) -> None:
    """Unless told otherwise pytest looks into no folder named `build` or `dist`."""
    passed_over = pytestconfig.getini("norecursedirs")
    folders = {
        folder for top in (PACKAGE, Path(__file__).parent) for folder in top.rglob("*") if folder.is_dir()
    }
    ours = {folder.name for folder in folders if any(folder.glob("*.py"))}
    assert not [name for name in ours for one in passed_over if fnmatch(name, one)]
