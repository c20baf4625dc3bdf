"""Serve the dataset as a SPARQL 1.1 endpoint.

    python scripts/serve_sparql.py
    curl -H 'Accept: text/csv' --data-urlencode 'query=SELECT * { ?s ?p ?o } LIMIT 3' \\
        http://127.0.0.1:8000/sparql

GET and POST, JSON, XML, CSV and TSV for tables, Turtle, JSON-LD, N-Triples and
RDF/XML for graphs, a service description when nothing is asked, CORS for all.
Questions only (SELECT, ASK, CONSTRUCT, DESCRIBE), several at once, each with
limits; an answer that is cut off says so in the header X-Truncated.
Only this machine can ask unless --host says otherwise. Ctrl-C ends it.
Exit status: 2 could not run.
"""

from __future__ import annotations

import argparse
import socket
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from graph import command
from graph.errors import UsageError


def main(options: argparse.Namespace) -> int:
    """Load the data, then answer until somebody ends it."""
    import uvicorn  # only here: --help need not wait for these

    from graph import store
    from graph.store.protocol import PATH, application

    limits = store.Limits(seconds=options.seconds, rows=options.rows)
    listening = _listening(options.host, options.port)
    dataset = command.load(options)
    with listening, store.Embedded(dataset, limits, at_once=options.at_once) as asked:
        host, port = listening.getsockname()[:2]
        shown = f"[{host}]" if ":" in host else host
        command.tell(f"Answering on http://{shown}:{port}{PATH} (data version {dataset.version})")
        config = uvicorn.Config(
            application(asked),
            access_log=False,
            log_level="warning",
            lifespan="off",
            server_header=False,
            timeout_graceful_shutdown=2,
            ws="none",
        )
        uvicorn.Server(config).run(sockets=[listening])
    return command.FINE


def _listening(host: str, port: int) -> socket.socket:
    """A socket that listens; said before the data are loaded when there can be none."""
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        return socket.create_server((host, port), family=family)
    except (OSError, OverflowError) as error:
        why = getattr(error, "strerror", None) or error
        raise UsageError(f"cannot listen on {host}, port {port}: {why}") from error


if __name__ == "__main__":
    parser = command.parser(__doc__, prints=False)
    parser.add_argument(
        "--host", default="127.0.0.1", help="address to listen on (127.0.0.1: this machine only)"
    )
    parser.add_argument("--port", type=int, default=8000, help="port (8000; 0 takes a free one)")
    parser.add_argument(
        "--seconds", type=float, default=20.0, metavar="N", help="stop a query after so long (20)"
    )
    parser.add_argument(
        "--rows", type=int, default=10_000, metavar="N", help="rows of an answer at most (10000)"
    )
    parser.add_argument(
        "--at-once", type=int, default=4, metavar="N", help="queries at the same time (4)"
    )
    sys.exit(command.run(main, parser))
