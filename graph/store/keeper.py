"""The process that holds the data and answers each query in a copy of itself.

pyoxigraph cannot stop a query that runs, cannot be told to leave SERVICE out,
and holds Python's lock while it works. So each query is answered by a fork of a
process that does nothing else: the fork shares the loaded data (it takes
milliseconds and no second copy), the kernel ends it when its time is up, and
since it may open no file and no socket it cannot ask another server, whatever
the query says. Started by `graph.store.embedded`, never imported by others.
"""

from __future__ import annotations

import gc
import json
import os
import pickle
import re
import resource
import signal
import socket
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import Quad, Store

from graph.errors import GraphDataError
from graph.model import BASE_IRI
from graph.rdf import PREFIXES, triples
from graph.store.answers import Answer, answer_of
from graph.store.errors import QueryError, QueryRefusedError, QuerySyntaxError
from graph.store.limits import Limits
from graph.store.reading import check, syntax_error

if TYPE_CHECKING:
    from graph.dataset import Dataset

READY = b"ready\n"

_DEPTH = 20_000
"""Nested calls that reading a query may take: some 500 brackets within each other."""


def filled(dataset: Dataset) -> Store:
    """A store in memory with every triple of the dataset.

    Raises `graph.rdf.UnwritableValueError` as `graph.rdf.triples` does.
    """
    store = Store()
    store.bulk_extend(Quad(t.subject, t.predicate, t.object) for t in triples(dataset))
    return store


def ask(store: Store, query: str, limits: Limits) -> Answer:
    """Check a query and answer it, in this process and without a limit of time.

    Raises `QuerySyntaxError`, `QueryRefusedError`, `AnswerTooLargeError`.
    """
    check(query)
    try:
        found = store.query(query, prefixes=dict(PREFIXES), base_iri=BASE_IRI)
        return answer_of(found, limits)
    except RuntimeError as error:  # evaluation fails, such as for a function that does not exist
        raise QuerySyntaxError(f"The query cannot be answered: {error}") from error
    except SyntaxError as error:
        raise _explained(error, query) from error


def main() -> None:
    """Take a dataset from standard input, then a socket for each query, until nobody is left."""
    control = socket.socket(fileno=int(sys.argv[1]))
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # forks that end leave nothing behind
    try:
        store = filled(pickle.load(sys.stdin.buffer))
    except GraphDataError as error:
        control.sendall(f"{error}\n".encode())
        return
    answer_of(store.query("ASK { ?s ?p ?o }"), Limits())
    check("SELECT * { ?s ?p ?o }")  # now everything is imported: forks can open no file
    gc.collect()
    gc.freeze()
    held = _memory()
    silent = os.open(os.devnull, os.O_WRONLY)
    control.sendall(READY)
    while True:
        _, handles, _, _ = socket.recv_fds(control, 1, 1)
        if not handles:
            return
        with socket.socket(fileno=handles[0]) as connection:
            if os.fork() == 0:
                try:
                    control.close()
                    os.dup2(silent, sys.stderr.fileno())
                    _answer(store, connection, held)
                finally:
                    os._exit(0)


def _answer(store: Store, connection: socket.socket, held: int) -> None:
    with connection.makefile("rb") as file:
        asked = json.load(file)
    limits = Limits(**asked["limits"])
    _confine(limits, held)
    head: dict[str, object]
    body = b""
    try:
        answer = ask(store, asked["query"], limits)
        body = answer.body
        head = {"kind": answer.kind, "truncated": answer.truncated, "size": len(body)}
    except QueryError as error:
        head = _said(error)
    except OSError:  # what pyoxigraph says when it may not ask a server
        head = _said(QueryRefusedError("The query asks another server, which is refused."))
    except MemoryError:
        head = _said(limits.out_of_memory())
    connection.sendall(json.dumps(head).encode() + b"\n" + body)


def _said(error: QueryError) -> dict[str, object]:
    return {"error": type(error).__name__, "message": str(error)}


def _explained(error: SyntaxError, query: str) -> QueryError:
    """What pyoxigraph says of a query, with the place and without its long lists of tokens."""
    found = re.match(r"error at (\d+):(\d+): (.*)", str(error), re.DOTALL)
    if found is None:
        return QuerySyntaxError(f"This is not valid SPARQL 1.1: {str(error)[:200]}")
    line, column, why = found.groups()
    told = re.findall(r"(?:one of|expected|,) ([A-Z][\w*]+(?: [\w*]+){2,})(?:,|$)", why)
    return syntax_error(int(line), int(column), query, f" {told[0]}." if told else "")


def _memory() -> int:
    """Bytes of address space that this process takes; 0 where the system does not say."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    except OSError:
        return 0
    return pages * resource.getpagesize()


def _confine(limits: Limits, held: int) -> None:
    """From here on the kernel keeps the limits; nothing that runs in this process can lift them."""
    signal.setitimer(signal.ITIMER_REAL, limits.seconds)  # unhandled: it ends the process
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))
    if held:
        most = held + limits.memory_bytes
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
    sys.setrecursionlimit(_DEPTH)
