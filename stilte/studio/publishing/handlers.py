"""`/api/publish`: what would happen, and doing it; `/api/blog`: the blog."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from starlette.concurrency import run_in_threadpool
from starlette.routing import Route

from stilte.errors import InputError, Problem, StilteError
from stilte.messages import tr
from stilte.pipeline.publishing.publish import publish_to_blog, publish_to_podcast
from stilte.release.catalog import read_catalog
from stilte.release.wordpress.credentials import Credentials, keyring_service
from stilte.release.wordpress.discovery import open_api
from stilte.release.wordpress.permissions import check_rights
from stilte.release.wordpress.results import Listener, PostOptions
from stilte.studio.answers import Conflict, answer
from stilte.studio.asked import json_of, misasked, studio_of, text_of
from stilte.studio.publishing.blog_posts import forget_blog_posts, remember_blog_posts
from stilte.studio.publishing.passwords import (
    blog_credentials,
    forget_password,
    has_credentials,
    keep_password,
)
from stilte.studio.publishing.plans import (
    due_scripts,
    plan_blog,
    plan_podcast,
    podcast_json,
    post_json,
    show_problems,
    told,
)
from stilte.studio.publishing.settings import podcast_place, read_places, write_places

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from stilte.project import Project
    from stilte.studio.jobs import Job
    from stilte.studio.state import Studio


def get_publish(request: Request) -> Response:
    """Answer with where the project is published to, and what directories would refuse of the show."""
    studio = studio_of(request)
    project, places = studio.cache.around().project, read_places(studio.root)
    waiting = due_scripts(project)[1]
    return answer(
        {
            "show": show_problems(project),
            "finished": len(read_catalog(project.output)),
            "waiting": waiting,
            "podcast": {"place": places.podcast, "folder": project.output.name, "media": project.show.media},
            "blog": {
                "address": places.blog,
                "user": places.user,
                "known": bool(places.blog) and has_credentials(places.blog, places.user),
            },
        }
    )


def get_plan(request: Request) -> Response:
    """Answer with what publishing would do: `?to=podcast` or `?to=blog`, `&publish=1`, `&drafts=1`."""
    studio = studio_of(request)
    project, places = studio.project(), read_places(studio.root)
    drafts = request.query_params.get("drafts") == "1"
    if not read_catalog(project.output):
        return answer({"problems": told([_nothing_built()])})
    match request.query_params.get("to"):
        case "podcast":
            place = podcast_place(project, places.podcast)
            return answer(plan_podcast(project, place, allow_draft=drafts))
        case "blog":
            publish = request.query_params.get("publish") == "1"
            login = blog_credentials(_address(places.blog), places.user)
            return answer(plan_blog(project, places.blog, login, publish=publish, allow_draft=drafts))
        case _:
            raise misasked("to")


def _nothing_built() -> Problem:
    return Problem(None, tr("Nothing is finished yet."), tr("Build your tracks first; it is done above."))


def _address(address: str) -> str:
    if not address:
        raise InputError(
            Problem(None, tr("There is no address of your blog."), tr("Connect your blog first."))
        )
    return address


async def start_publish(request: Request) -> Response:
    """Publish: {to: ["podcast", "blog"], publish?, drafts?}."""
    given = await json_of(request)
    to = given.get("to")
    if not isinstance(to, list) or not to or not set(to) <= {"podcast", "blog"}:
        raise misasked("to")
    studio = studio_of(request)
    if studio.jobs.running("publish") or studio.jobs.running("build"):
        raise Conflict(
            Problem(None, tr("Something is being built or published already."), tr("Wait for it, or end it."))
        )
    job = studio.jobs.start("publish", lambda job: _publish(studio, given, job))
    return answer({"job": job}, 202)


def _publish(studio: Studio, given: dict[str, Any], job: Job) -> dict[str, Any]:
    """Publish to each place; one that fails does not keep the other from being tried."""
    project, found = studio.project(), {}
    for place in ("podcast", "blog"):
        if place in given["to"]:
            try:
                publish = _podcast if place == "podcast" else _blog
                found[place] = publish(studio, project, given, job)
            except StilteError as error:
                found[place] = {"problems": told(error.problems)}
    studio.events.tell({"type": "project"})
    return found


def _podcast(studio: Studio, project: Project, given: dict[str, Any], job: Job) -> dict[str, Any]:
    place = podcast_place(project, read_places(studio.root).podcast)
    drafts = given.get("drafts") is True
    job.tell(text=str(tr("The podcast is compared with its place.")))
    most = len(publish_to_podcast(project, place, dry_run=True, allow_draft=drafts).sent)
    sent = 0

    def progress(upload: Any) -> None:
        nonlocal sent
        sent += 1
        job.tell(fraction=sent / max(most, sent), text=str(tr("sent: {file}", file=upload.path)))

    published = publish_to_podcast(project, place, allow_draft=drafts, progress=progress)
    return podcast_json(project, place, published, dry_run=False)


def _blog(studio: Studio, project: Project, given: dict[str, Any], job: Job) -> dict[str, Any]:
    places = read_places(studio.root)
    login = blog_credentials(_address(places.blog), places.user)
    scripts, waiting = due_scripts(project)
    if not scripts:
        return {"problems": [], "posts": [], "waiting": waiting}
    done = 0

    def ends(_post: object) -> None:
        nonlocal done
        done += 1
        job.tell(fraction=done / max(len(scripts), done))

    def sends(name: str) -> None:
        job.tell(text=str(tr("sent: {file}", file=name)))

    job.tell(fraction=None, text=str(tr("The blog is asked.")))
    found = publish_to_blog(
        project,
        scripts,
        places.blog,
        login,
        options=PostOptions(publish=given.get("publish") is True, allow_draft=given.get("drafts") is True),
        listener=Listener(sends=sends, ends=ends),
    )
    remember_blog_posts(studio.root, found.posts)
    return {
        "problems": [],
        "posts": [post_json(project, post, dry_run=False) for post in found.posts],
        "waiting": waiting,
    }


async def put_blog(request: Request) -> Response:
    """Connect a blog: {address, user, password}; its rights are tried before anything is kept."""
    given = await json_of(request)
    address, user, password = (text_of(given, name).strip() for name in ("address", "user", "password"))
    if not (address and user and password):
        raise InputError(
            Problem(
                None,
                tr("The address, the name and the application password are all needed."),
                tr("You make an application password on your blog, under Users → Profile."),
            )
        )
    studio = studio_of(request)
    return answer(await run_in_threadpool(_connect, studio, address, Credentials(user, password)))


def _connect(studio: Studio, address: str, login: Credentials) -> dict[str, Any]:
    found = check_rights(open_api(address, login), publish=True)
    kept = keep_password(keyring_service(address), login.user, login.password)
    write_places(studio.root, replace(read_places(studio.root), blog=address, user=login.user))
    return {"address": address, "user": login.user, "name": found.name, "kept": kept, "known": True}


def drop_blog(request: Request) -> Response:
    """Forget the blog and its password."""
    studio = studio_of(request)
    places = read_places(studio.root)
    if places.blog:
        forget_password(keyring_service(places.blog), places.user)
        forget_blog_posts(studio.root)
    write_places(studio.root, replace(places, blog="", user=""))
    return answer({})


routes = [
    Route("/api/publish", get_publish),
    Route("/api/publish", start_publish, methods=["POST"]),
    Route("/api/publish/plan", get_plan),
    Route("/api/blog", put_blog, methods=["PUT"]),
    Route("/api/blog", drop_blog, methods=["DELETE"]),
]
