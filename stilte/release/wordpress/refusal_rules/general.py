"""What each refusal of a blog means, and what to do: the first rule that fits an answer tells it.

WordPress's own codes (`rest_…`) come first where there are any: its sentences are in the blog's language.
"""

from __future__ import annotations

import re
from http import HTTPStatus
from typing import TYPE_CHECKING

from stilte.errors import Problem
from stilte.messages import tr
from stilte.release.wordpress.obstacles import (
    asks_for_basic_login,
    basic_login_problem,
    challenge_problem,
    is_challenge,
    maintenance_problem,
    passwords_off_problem,
)
from stilte.release.wordpress.refusal_rules.refused_request import has_status
from stilte.release.wordpress.refusal_rules.uploads import UPLOAD_RULES

if TYPE_CHECKING:
    from stilte.release.wordpress.refusal_rules.refused_request import RefusedRequest, Rules


def refusal_problem(request: RefusedRequest) -> Problem:
    """Return what to tell the author of a refusal."""
    tell = next(tell for fits, tell in (*UPLOAD_RULES, *_RULES) if fits(request))
    return tell(request.values)


_OFF_CODES = {"application_passwords_disabled", "application_passwords_disabled_for_user"}
_ROLE_CODE = re.compile(r"rest_(user_)?cannot_\w+|rest_forbidden(_\w+)?")
_CLOSED_CODE = re.compile(r"rest_(disabled|cannot_access|login_required|api_\w+)|\w*rest_api\w*|itsec\w*")
# With `display_errors` on, PHP writes its messages as HTML before the JSON.
_PHP_MESSAGE = re.compile(rb"<b>(Warning|Notice|Deprecated|Parse error|Fatal error)</b>:")
# Timeouts of a gateway (408, 502, 504) and Cloudflare's own codes for an origin that fails (520 to 524).
_LATE = (408, 502, 504, 520, 521, 522, 523, 524)
# Statuses that firewalls use to refuse a request; WordPress itself answers 401 or a JSON 403.
_WALL = (403, 405, 406, 418, 444, 451, 493, 501)

_RULES: Rules = (
    (lambda request: is_challenge(request.answer), lambda h: challenge_problem(str(h["host"]))),
    (
        lambda request: request.code in _OFF_CODES,
        lambda _h: passwords_off_problem(),
    ),
    (
        lambda request: not request.spoken and asks_for_basic_login(request.answer),
        lambda h: basic_login_problem(str(h["host"])),
    ),
    (
        lambda request: _CLOSED_CODE.fullmatch(request.code) is not None,
        lambda h: Problem(
            None,
            tr("A plugin has closed the blog's REST interface ({reason}).", **h),
            tr("Let that plugin pass users who log in with an application password.", **h),
        ),
    ),
    (
        lambda request: request.code == "rest_not_logged_in",
        lambda h: Problem(
            None,
            tr(
                "The blog does not accept the name and the application password: they did not reach "
                "WordPress ({reason}).",
                **h,
            ),
            tr(
                "The server keeps them from it: see docs/wordpress.md.",
                **h,
            ),
        ),
    ),
    (
        has_status(401),
        lambda h: Problem(
            None,
            tr("The blog does not accept the name and the application password ({reason}).", **h),
            tr(
                "It may be mistyped or withdrawn, or be the password of the login page: make a new one. "
                "If that does not help, the server keeps it from WordPress: see docs/wordpress.md.",
                **h,
            ),
        ),
    ),
    (
        lambda request: (
            request.status == HTTPStatus.FORBIDDEN and _ROLE_CODE.fullmatch(request.code) is not None
        ),
        lambda h: Problem(
            None,
            tr("The blog does not allow it: {reason}.", **h),
            tr("Ask for the role Author or Editor.", **h),
        ),
    ),
    (
        has_status(*_WALL),
        lambda h: Problem(
            None,
            tr(
                "A firewall or a security plugin before {host} refuses the request, not WordPress itself "
                "({reason}).",
                **h,
            ),
            tr("Your role is not the cause: let it pass /wp-json/, or ask the blog's hosting provider.", **h),
        ),
    ),
    (
        has_status(429),
        lambda h: Problem(
            None,
            tr("{host} accepts no more requests for now (HTTP 429).", **h),
            tr("Wait some minutes, then publish again: what has arrived is not sent twice.", **h),
        ),
    ),
    (has_status(503), lambda h: maintenance_problem(str(h["host"]))),
    (
        has_status(*_LATE),
        lambda h: Problem(
            None,
            tr("The server of {host} gave up waiting for WordPress (HTTP {status}).", **h),
            tr("Publish again in some minutes: what has arrived is not sent twice.", **h),
        ),
    ),
    (
        lambda request: request.code == "rest_no_route",
        lambda h: Problem(
            None,
            tr("The blog has switched off a part of its REST interface that is needed ({reason}).", **h),
            tr("A security plugin does so: let it answer.", **h),
        ),
    ),
    (
        lambda request: request.status == HTTPStatus.NOT_FOUND and not request.spoken,
        lambda h: Problem(
            None,
            tr("The REST interface of {host} is not where the blog says it is (HTTP 404).", **h),
            tr("Press Save on the blog under Settings → Permalinks, then publish again.", **h),
        ),
    ),
    (
        lambda request: not request.spoken and _PHP_MESSAGE.search(request.body) is not None,
        lambda h: Problem(
            None,
            tr("The blog's PHP writes messages of its own into its answers.", **h),
            tr(
                "Ask the blog's hosting provider to switch off `display_errors`, and to fix what these "
                "messages report.",
                **h,
            ),
        ),
    ),
    (
        lambda request: request.status < HTTPStatus.BAD_REQUEST,
        lambda h: Problem(
            None,
            tr("The answer does not come from WordPress: something intercepts it.", **h),
            tr(
                "A security or cache plugin may be the cause: exclude /wp-json/ from it, or ask the "
                "blog's hosting provider.",
                **h,
            ),
        ),
    ),
    (
        lambda request: (
            request.status == HTTPStatus.INTERNAL_SERVER_ERROR or request.code == "internal_server_error"
        ),
        lambda h: Problem(
            None,
            tr("The blog's own program failed while it took {file} ({reason}).", **h),
            tr(
                "Its error log says why, often a plugin or too little memory: ask the blog's hosting "
                "provider.",
                **h,
            ),
        ),
    ),
    (
        lambda _heard: True,
        lambda h: Problem(
            None,
            tr("The blog answers: {reason}.", **h),
            tr("If it says the same when you publish again, ask the blog's hosting provider.", **h),
        ),
    ),
)
