"""Why a blog does not take a file, and what to do.

WordPress's own codes (`rest_upload_…`) come before its sentences, which are in the blog's language; the names
of PHP's settings are the same in each.
"""

from __future__ import annotations

import re
from http import HTTPStatus
from typing import TYPE_CHECKING

from stilte.errors import Problem
from stilte.messages import tr
from stilte.release.wordpress.refusal_rules.refused_request import has_status

if TYPE_CHECKING:
    from stilte.release.wordpress.refusal_rules.refused_request import Rules

_UPLOAD_CODE = re.compile(r"rest_upload_(sideload|file|unknown)_error")
_NO_FILE_CODE = re.compile(r"rest_upload_no_\w+|rest_upload_invalid_disposition")
# PHP's settings are named alike in every language of the blog.
_SIZE = re.compile(r"upload_max_filesize|post_max_size|MAX_FILE_SIZE")
_MEMORY = re.compile(rb"Allowed memory size|Out of memory|memory exhausted", re.IGNORECASE)
_TOO_LONG = re.compile(rb"Maximum execution time", re.IGNORECASE)

UPLOAD_RULES: Rules = (
    (
        lambda request: _MEMORY.search(request.body) is not None,
        lambda h: Problem(
            None,
            tr("The blog's PHP ran out of memory while it took {file}.", **h),
            tr(
                "Ask the blog's hosting provider for a higher `memory_limit` (256M is usual), then "
                "publish again.",
                **h,
            ),
        ),
    ),
    (
        lambda request: _TOO_LONG.search(request.body) is not None,
        lambda h: Problem(
            None,
            tr("The blog's PHP ran out of time while it took {file}.", **h),
            tr("Ask the blog's hosting provider for a higher `max_execution_time`, then publish again.", **h),
        ),
    ),
    (
        has_status(412),
        lambda h: Problem(
            None,
            tr("A file arrived damaged, and the blog discarded it.", **h),
            tr("Publish again.", **h),
        ),
    ),
    (
        lambda request: (
            request.status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE
            or request.code == "rest_upload_file_too_big"
            or _SIZE.search(request.reason) is not None
        ),
        lambda h: Problem(
            None,
            tr("{file} is larger than the blog's server accepts ({reason}).", **h),
            tr(
                "Ask the blog's hosting provider for a higher `upload_max_filesize` and `post_max_size`, "
                "or lower `bitrate` in podcast.yaml.",
                **h,
            ),
        ),
    ),
    (
        lambda request: (
            request.status == HTTPStatus.INSUFFICIENT_STORAGE or request.code == "rest_upload_limited_space"
        ),
        lambda h: Problem(
            None,
            tr("The blog has no space left for {file} ({reason}).", **h),
            tr(
                "Remove files that you no longer need under Media, or ask the blog's hosting provider "
                "for more space.",
                **h,
            ),
        ),
    ),
    (
        lambda request: _UPLOAD_CODE.fullmatch(request.code) is not None and "/" in request.reason,
        lambda h: Problem(
            None,
            tr("The blog cannot store {file} ({reason}).", **h),
            tr("Its uploads folder cannot be written: ask the blog's hosting provider to repair that.", **h),
        ),
    ),
    (
        lambda request: _UPLOAD_CODE.fullmatch(request.code) is not None,
        lambda h: Problem(
            None,
            tr("The blog does not accept {file} ({reason}).", **h),
            tr(
                "Files that end in {suffix} are forbidden there: allow the type, or ask the blog's "
                "hosting provider to.",
                **h,
            ),
        ),
    ),
    (
        lambda request: _NO_FILE_CODE.fullmatch(request.code) is not None,
        lambda h: Problem(
            None,
            tr("{file} did not reach WordPress ({reason}).", **h),
            tr(
                "Something on the way took it out of the request, a firewall for instance: ask the "
                "blog's hosting provider.",
                **h,
            ),
        ),
    ),
)
"""The first that fits is told."""
