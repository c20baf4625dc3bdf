"""Ask the dataset, or a SPARQL endpoint, a question.

    python scripts/query_sparql.py --list
    python scripts/query_sparql.py tech-co-ops
    python scripts/query_sparql.py 'SELECT ?name { ?x a tfg:TechCooperative ; schema:name ?name }'
    python scripts/query_sparql.py question.rq --format csv --out answer.csv
    python scripts/query_sparql.py 'DESCRIBE <organization/mysociety>' --format turtle
    python scripts/query_sparql.py tech-co-ops --endpoint http://127.0.0.1:8000/sparql

The question is the name of a ready one (--list), a file that ends in .rq or
.sparql, '-' for standard input, or the query itself: SPARQL 1.1, reading only.
The prefixes of the dataset need no declaration. In table, csv and json the
identifiers are short, as other scripts take them; the standard formats hold
whole IRIs (turtle, jsonld, ntriples, rdfxml are those of CONSTRUCT, DESCRIBE).
Exit status: 0 something was found, 1 nothing (ASK: no), 2 could not run.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from graph import command
from graph.errors import UsageError

_STANDARD = ("sparql-json", "sparql-xml", "sparql-csv", "sparql-tsv",
             "turtle", "jsonld", "ntriples", "rdfxml")  # fmt: skip
"""The formats of `graph.store`, named here so that --help need not wait for it."""


def main(options: argparse.Namespace) -> int:
    """List the ready questions, or ask one and print the answer."""
    from graph import store  # only here: --help need not wait for it

    if options.list:
        listed = [
            {"name": q.name, "question": q.title, "explanation": q.explanation}
            for q in store.questions().values()
        ]
        short = ("name", "question") if options.format == "table" else ()
        command.show(listed, options, columns=short)
        return command.FINE
    query = _query(options.question, {n: q.query for n, q in store.questions().items()})
    limits = store.Limits(seconds=options.seconds, rows=options.rows)
    if options.endpoint:
        answer = store.Endpoint(options.endpoint, limits).query(query)
    else:
        with store.Embedded(command.load(options), limits) as asked:
            answer = asked.query(query)
    if options.format in _STANDARD:
        command.write(answer.written(options.format).decode(), options.out)
    elif answer.kind == "truth":
        command.show([{"answer": answer.truth}], options)
    else:
        rows = [
            dict(zip(answer.columns, map(store.shown, row), strict=True)) for row in answer.rows()
        ]
        command.show(rows, options, columns=answer.columns)
    if answer.truncated:
        count = sum(1 for _ in answer.rows())
        command.tell(f"Cut off at {count:,} rows: there are more (--rows N asks for more).")
    return command.FINE if answer.truth else command.FINDINGS


def _query(question: str | None, ready: Mapping[str, str]) -> str:
    """The text of a query: a ready one, that of a file, or the question itself."""
    if not question:
        raise UsageError("ask something: a ready question (see --list), a file, or a query")
    if question in ready:
        return ready[question]
    if question == "-":
        return sys.stdin.read()
    if question.endswith((".rq", ".sparql")) and "\n" not in question:
        try:
            return Path(question).read_text(encoding="utf-8-sig")
        except UnicodeDecodeError as error:
            raise UsageError(f"{question} is no text in UTF-8") from error
    if " " not in question.strip() and "{" not in question:
        raise UsageError(
            f"{question!r} is no ready question (see --list), no .rq file and no query"
        )
    return question


if __name__ == "__main__":
    parser = command.parser(__doc__, further=_STANDARD)
    parser.add_argument(
        "question", metavar="QUESTION", nargs="?", help="a ready question, a file, or a query"
    )
    parser.add_argument("--list", action="store_true", help="list the ready questions")
    parser.add_argument(
        "--endpoint", metavar="URL", help="ask this SPARQL endpoint instead of the dataset"
    )
    parser.add_argument(
        "--seconds", type=float, default=60.0, metavar="N", help="stop after so long (60)"
    )
    parser.add_argument(
        "--rows", type=int, default=10_000, metavar="N", help="print at most so many rows (10000)"
    )
    sys.exit(command.run(main, parser))
