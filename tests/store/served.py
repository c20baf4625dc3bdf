"""A server of ours in a thread, and requests to it."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection

import uvicorn
from starlette.types import ASGIApp

from graph.store import Embedded
from graph.store.protocol import application


@dataclass(frozen=True)
class Reply:
    """What a server answered."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


@contextmanager
def serving(app: ASGIApp) -> Iterator[int]:
    """Serve an application on a free port."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        config = uvicorn.Config(app, log_level="critical", lifespan="off", ws="none")
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        try:
            yield listening.getsockname()[1]
        finally:
            server.should_exit = True
            thread.join()


@contextmanager
def endpoint(store: Embedded) -> Iterator[int]:
    """Serve a store on a free port."""
    with serving(application(store)) as port:
        yield port


def send(
    port: int,
    method: str = "GET",
    path: str = "/sparql",
    body: bytes | str | None = None,
    **headers: str,
) -> Reply:
    """One request; headers are written with underscores."""
    connection = HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, body, named)
        answer = connection.getresponse()
        return Reply(answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read())
    finally:
        connection.close()
