"""A file as an editor sees it: YAML 1.2 as yaml-language-server reads it, held against a schema of ours."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

import jsonschema
import yaml

from stilte.schema.project import music_schema, podcast_schema, voice_schema
from stilte.schema.script import part_schema, script_schema

if TYPE_CHECKING:
    from collections.abc import Callable

    from stilte.schema.files import Kind

MAKERS: dict[Kind, Callable[[], dict[str, Any]]] = {
    "script": script_schema,
    "part": part_schema,
    "podcast": podcast_schema,
    "voice": voice_schema,
    "music": music_schema,
}
_NULL = re.compile(r"~|null|Null|NULL|")
_FLAG = re.compile(r"true|True|TRUE|false|False|FALSE")
_WHOLE = re.compile(r"[-+]?[0-9]+")
_OTHER_BASE = re.compile(r"0o[0-7]+|0x[0-9a-fA-F]+")
_MOST_DIGITS = 300
_DECIMAL = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")


@cache
def validator(kind: Kind) -> jsonschema.protocols.Validator:
    """Return what validates files of a kind."""
    schema = MAKERS[kind]()
    jsonschema.Draft7Validator.check_schema(schema)
    return jsonschema.Draft7Validator(schema)


def wrong(kind: Kind, text: str) -> list[str]:
    """Return what an editor tells of a text: where, and what.

    Raises `yaml.YAMLError` for what no editor can read as YAML.
    """
    return [f"{error.json_path}: {error.message}" for error in validator(kind).iter_errors(as_seen(text))]


def as_seen(text: str) -> Any:
    """Return a text as values of JSON, typed by the core schema of YAML 1.2."""
    node = yaml.compose(text.removeprefix("\ufeff"), Loader=yaml.BaseLoader)
    return None if node is None else _value(node)


def _value(node: yaml.Node) -> Any:
    if isinstance(node, yaml.ScalarNode):
        return _scalar(node.value) if node.style is None else node.value
    if isinstance(node, yaml.SequenceNode):
        return [_value(each) for each in node.value]
    return {str(key.value): _value(each) for key, each in node.value}


def _scalar(written: str) -> Any:
    if _NULL.fullmatch(written):
        return None
    if _FLAG.fullmatch(written):
        return written.lower() == "true"
    if _WHOLE.fullmatch(written):
        return int(written) if len(written) < _MOST_DIGITS else float(written)
    if _OTHER_BASE.fullmatch(written):
        return int(written, 0)
    return float(written) if _DECIMAL.fullmatch(written) else written
