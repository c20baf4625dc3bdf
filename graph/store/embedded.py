"""SPARQL over a dataset of ours: Oxigraph, in a process of its own that limits can stop."""

from __future__ import annotations

import copy
import json
import os
import pickle
import socket
import subprocess
import sys
import time
import weakref
from dataclasses import asdict
from pathlib import Path
from threading import BoundedSemaphore, Lock
from typing import TYPE_CHECKING, Any, Self

import graph
from graph.errors import UsageError
from graph.store.answers import Answer
from graph.store.errors import BY_NAME, StoreBusyError, StoreFailedError
from graph.store.keeper import READY
from graph.store.limits import Limits

if TYPE_CHECKING:
    from graph.dataset import Dataset

_AT_ONCE = max(2, os.cpu_count() or 1)
_GRACE = 2.0
"""Seconds that the answer of a query may take to arrive after its time is up."""


class Embedded:
    """A dataset to ask in SPARQL 1.1. Safe to use from several threads.

    The data are loaded into a second process when the store is made (some
    seconds for the whole dataset); `close`, the end of a ``with`` block, or
    the end of this process end that one.

    Parameters
    ----------
    dataset : Dataset
        What to ask about, as `graph.rdf.triples` says it.
    limits : Limits
        What each query may cost.
    at_once : int
        Queries that may run at the same time; others wait, at most as long as
        a query may take.

    Raises
    ------
    StoreFailedError
        When the data cannot be loaded.
    UsageError
        When no query could ever run.
    """

    def __init__(
        self, dataset: Dataset, limits: Limits | None = None, at_once: int = _AT_ONCE
    ) -> None:
        if at_once < 1:
            raise UsageError("at least one query must be able to run at once")
        self.dataset = dataset
        self.limits = limits or Limits()
        self._slots = BoundedSemaphore(at_once)
        self._lock = Lock()
        self._keeper = _Keeper(dataset)

    def query(self, query: str) -> Answer:
        """The answer to a SELECT, ASK, CONSTRUCT or DESCRIBE.

        The prefixes of `graph.rdf.PREFIXES` need no declaration, and relative
        IRIs are identifiers: ``DESCRIBE <organization/mysociety>``.

        Raises a `QueryError`: for text that is no query, for one that is
        refused, and for each limit.
        """
        self.limits.check(query)
        if not self._slots.acquire(timeout=self.limits.seconds):
            raise StoreBusyError("Too many queries run at this moment. Ask again in a minute.")
        try:
            return self._asked(query)
        finally:
            self._slots.release()

    def close(self) -> None:
        """End the process that holds the data."""
        self._keeper.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _asked(self, query: str) -> Answer:
        limits = self.limits
        request = json.dumps({"query": query, "limits": asdict(limits)})
        begun = time.monotonic()
        with self._connection() as connection:
            connection.settimeout(limits.seconds + _GRACE)
            try:
                connection.sendall(request.encode())
                connection.shutdown(socket.SHUT_WR)
                with connection.makefile("rb") as file:
                    head = json.loads(file.readline() or b"{}")
                    body = file.read()
            except OSError:  # the query was stopped while it was being read, or after its time
                head, body = {}, b""
        if "error" in head:
            raise BY_NAME[head["error"]](head["message"])
        if "kind" in head and head["size"] == len(body):
            return Answer(head["kind"], body, head["truncated"])
        if time.monotonic() - begun >= limits.seconds:
            raise limits.out_of_time()
        raise limits.out_of_memory()

    def _connection(self) -> socket.socket:
        """A connection to a new fork; a keeper that has gone away is started again, once."""
        with self._lock:
            try:
                return self._keeper.fork()
            except OSError:
                self._keeper.close()
                self._keeper = _Keeper(self.dataset)
                return self._keeper.fork()


class _Keeper:
    """The process of `graph.store.keeper`."""

    def __init__(self, dataset: Dataset) -> None:
        if not hasattr(os, "fork"):
            raise StoreFailedError("the embedded store needs Linux or macOS")
        self._control, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-c", "from graph.store.keeper import main; main()",
                 str(theirs.fileno())],
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
                env=os.environ | {"PYTHONPATH": _python_path()},
                start_new_session=True,  # Ctrl-C is for us: it ends when we do
            )  # fmt: skip
        self.close = weakref.finalize(self, _end, self._control, self._process)
        assert self._process.stdin is not None
        try:
            with self._process.stdin as pipe:
                # A copy, since other threads may fill in what the dataset works out when asked.
                pickle.dump(copy.copy(dataset), pipe, protocol=pickle.HIGHEST_PROTOCOL)
        except BrokenPipeError:
            pass  # it says why, below
        with self._control.makefile("rb") as file:
            said = file.readline()
        if said != READY:
            self.close()
            reason = said.decode().strip() or "the process that holds the data ended at its start"
            raise StoreFailedError(reason)

    def fork(self) -> socket.socket:
        """A connection to a new fork of the process; raises `OSError` when it is gone."""
        ours, theirs = socket.socketpair()
        with theirs:
            try:
                socket.send_fds(self._control, [b"?"], [theirs.fileno()])
            except OSError:
                ours.close()
                raise
        return ours


def _end(control: socket.socket, process: subprocess.Popen[Any]) -> None:
    control.close()
    try:
        process.wait(timeout=5)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _python_path() -> str:
    """Where the process finds this very package."""
    here = str(Path(graph.__file__).resolve().parent.parent)
    return os.pathsep.join(filter(None, [here, os.environ.get("PYTHONPATH", "")]))
