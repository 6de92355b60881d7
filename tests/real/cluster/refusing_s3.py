"""moto's S3 behind a door that can refuse a share of the requests, in this process."""

from __future__ import annotations

import random
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import requests

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(slots=True)
class Bucket:
    """A bucket at `address`; `refuses` is the share of requests that get a 503, `counts` what was asked."""

    endpoint: str
    address: str = "s3://pod/cache"
    refuses: float = 0.0
    counts: dict[str, int] = field(default_factory=lambda: {"asked": 0, "refused": 0})
    chance: random.Random = field(default_factory=lambda: random.Random(3))

    def empty(self) -> None:
        """Begin with an empty bucket that refuses nothing."""
        self.refuses = 0.0
        requests.post(f"{self.endpoint}/moto-api/reset", timeout=60).raise_for_status()
        requests.put(f"{self.endpoint}/pod", timeout=60).raise_for_status()
        self.counts.update(asked=0, refused=0)

    @property
    def environment(self) -> dict[str, str]:
        """Return the variables by which clients find it."""
        return {
            "AWS_ACCESS_KEY_ID": "anna",
            "AWS_SECRET_ACCESS_KEY": "hunter2-and-more",
            "AWS_DEFAULT_REGION": "eu-west-1",
            "AWS_ENDPOINT_URL": self.endpoint,
        }


@contextmanager
def bucket() -> Iterator[Bucket]:
    """Yield a bucket that is served by threads of this process."""
    from moto.moto_server.werkzeug_app import (  # noqa: PLC0415 (may be missing)
        DomainDispatcherApplication,
        create_backend_app,
    )
    from werkzeug.serving import make_server  # noqa: PLC0415

    behind = DomainDispatcherApplication(create_backend_app)
    served: list[Bucket] = []

    def door(environ: Any, start_response: Any) -> Any:
        one = served[0]
        one.counts["asked"] += 1
        if one.chance.random() < one.refuses and not environ["PATH_INFO"].startswith("/moto-api"):
            one.counts["refused"] += 1
            environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
            start_response("503 Slow Down", [("Content-Type", "application/xml")])
            return [b"<Error><Code>SlowDown</Code></Error>"]
        return behind(environ, start_response)

    server = make_server("127.0.0.1", 0, door, threaded=True)
    served.append(Bucket(f"http://127.0.0.1:{server.server_port}"))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        served[0].empty()
        yield served[0]
    finally:
        server.shutdown()
        thread.join(9)
