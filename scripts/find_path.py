"""Where could I go, and who opens the door? Organizations for a person's profile, with reasons.

    find_path.py --text "Scala/Spark data engineer, fed up with adtech, care about riders"
    find_path.py --skills "data engineering, Spark" --causes "platform work" --country DE --remote

Skills, causes and paths are labels or identifiers, several parted by commas. Free text is read
for skills, causes, places and refusals, and what was read is said; --words-only leaves that
out and compares its words alone. What is not known of an organization counts as the average.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from graph import command
from graph.dataset import Dataset
from graph.errors import UsageError
from graph.matching.doors import doors
from graph.matching.matches import WEIGHTS, find_matches
from graph.matching.plan import read_plan_file
from graph.matching.profile import Profile, check
from graph.matching.understanding import LONGEST_TEXT, Understanding, understand
from graph.text import label_key


def main(options: argparse.Namespace) -> int:
    """Match and print."""
    dataset = command.load(options)
    asked = _asked(dataset, options)
    read = Understanding() if options.words_only else understand(dataset, asked.text)
    checked = check(dataset, _with(asked, read))
    for note in checked.notes:
        command.tell(note)
    if read.cut:
        command.tell(f"Only the first {LONGEST_TEXT:,} characters of the text were read.")
    if read.readings:
        said = ", ".join(_told(dataset, r.id, r.away) for r in read.readings)
        command.tell(f"Read from the text (correct it by the options): {said}.")
    if checked.profile.empty:
        raise UsageError(
            "say something: --text, --skills, --causes, --country, --paths or --knows."
        )
    matches = find_matches(dataset, checked.profile, options.top, _weights(options.weight))
    rows: list[dict[str, object]] = []
    reasons, first_doors = [], []
    for rank, match in enumerate(matches, start=1):
        found = doors(dataset, checked.profile, match.id)
        why = [part.reason for part in match.parts if part.value is not None]
        reasons.append(why)
        first_doors.append(
            next((f"{d.name} ({d.kind}{' nearby' * d.nearby})" for d in found), "none on record")
        )
        rows.append(
            {
                "rank": rank,
                "id": match.id,
                "name": match.name,
                "path": [dataset.name(path) for path in match.paths],
                "score": match.score,
                "confidence": match.confidence,
                "why": why,
                "not_known": [part.name for part in match.parts if part.value is None],
                "cautions": [caution.text for caution in match.cautions],
                "doors": [
                    {
                        "kind": door.kind,
                        "id": door.id,
                        "name": door.name,
                        "text": door.text,
                        "nearby": door.nearby,
                        "pages": [statement.page for statement in door.statements],
                        "address": door.address,
                    }
                    for door in found
                ],
            }
        )
    short = [
        {**row, "why": "; ".join(why[:2]), "door": door}
        for row, why, door in zip(rows, reasons, first_doors, strict=True)
    ]
    columns = ("rank", "name", "path", "score", "confidence", "why", "door")
    command.show(
        short,
        options,
        columns=columns if options.format == "table" else (),
        whole={"matches": rows, "notes": checked.notes, "version": dataset.version},
    )
    command.tell(f"{len(rows)} organizations; data version {dataset.version}")
    return command.FINE if rows else command.FINDINGS


def _asked(dataset: Dataset, options: argparse.Namespace) -> Profile:
    """What the options say, over what a plan says that was taken along."""
    begun = Profile()
    if options.plan:
        begun = read_plan_file(Path(options.plan)).profile
    refusals = {label_key(w): r.id for r in dataset.refusals.values() for w in (*r.words, r.label)}
    given = {
        "text": options.text,
        "skills": _concepts(dataset, "skill", options.skills),
        "causes": _concepts(dataset, "cause", options.causes),
        "paths": _concepts(dataset, "path", options.paths),
        "refusals": tuple(_named(word, refusals) for word in _listed(options.refuse)),
        "knows": tuple(_entity(dataset, name) for name in _listed(options.knows)),
        "languages": tuple(_listed(options.languages)),
        "country": options.country,
        "remote": options.remote,
        "move": options.move,
    }
    return replace(begun, **{name: value for name, value in given.items() if value})


def _with(asked: Profile, read: Understanding) -> Profile:
    """The profile with what was read from its text where the options say nothing."""
    return replace(
        asked,
        skills=asked.skills or read.ids("skill"),
        causes=asked.causes or read.ids("cause"),
        refused=(*asked.refused, *read.ids("skill", away=True), *read.ids("cause", away=True)),
        refusals=asked.refusals or read.ids("refusal", away=True),
        paths=asked.paths or read.ids("path"),
        country=asked.country or next(iter(read.ids("country")), ""),
        remote=asked.remote or "yes" in read.ids("remote"),
        move=asked.move or "yes" in read.ids("move"),
        knows=asked.knows or read.ids("known"),
    )


def _told(dataset: Dataset, identifier: str, away: bool) -> str:
    refusal = dataset.refusals.get(identifier)
    known = identifier in dataset.concepts or identifier in dataset.entities
    name = refusal.label if refusal else dataset.name(identifier) if known else identifier
    return f"not {name}" if away else name


def _listed(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def _concepts(dataset: Dataset, kind: str, text: str) -> tuple[str, ...]:
    known = {key: c for (of, key), c in dataset.labels.items() if of == kind}
    found = []
    for part in _listed(text):
        if part in dataset.concepts and part.startswith(f"{kind}/"):
            found.append(part)
            continue
        if label_key(part) in known:
            found.append(known[label_key(part)])
            continue
        near = [hit.id for hit in dataset.search(part, 3, (kind,))]
        hint = f"Did you mean {', '.join(near)}?" if near else f"See data/vocabulary/{kind}s.csv."
        raise UsageError(f"no {kind} is called {part!r}. {hint}")
    return tuple(found)


def _named(word: str, known: dict[str, str]) -> str:
    if word in known.values():
        return word
    if label_key(word) not in known:
        listed = ", ".join(sorted({i.partition("/")[2] for i in known.values()}))
        raise UsageError(f"no refusal is called {word!r}. There are: {listed}.")
    return known[label_key(word)]


def _entity(dataset: Dataset, name: str) -> str:
    if "/" in name:
        return dataset.entity(name).id
    types = ("organization", "person", "event", "project")
    hits = dataset.search(name, 3, types)
    if not hits or hits[0].score < 100:
        near = ", ".join(hit.id for hit in hits) or "nothing like it"
        raise UsageError(f"nothing is called {name!r}. Near: {near}.")
    return hits[0].id


def _weights(given: list[str]) -> dict[str, float]:
    weights = {}
    for text in given:
        name, _, value = text.partition("=")
        try:
            weights[name] = float(value)
        except ValueError as error:
            raise UsageError(f"--weight wants PART=NUMBER, not {text!r}.") from error
    return weights


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("must be 1 or more")
    return number


if __name__ == "__main__":
    parser = command.parser(__doc__)
    parser.add_argument("--text", default="", help="what you would say about yourself")
    parser.add_argument(
        "--words-only", action="store_true", help="do not read the text for meaning"
    )
    parser.add_argument("--skills", default="", metavar="A,B", help="what you can do")
    parser.add_argument("--causes", default="", metavar="A,B", help="what matters to you")
    parser.add_argument("--country", default="", help="name or code")
    parser.add_argument("--remote", action="store_true", help="open to work from where you are")
    parser.add_argument("--move", action="store_true", help="open to moving")
    parser.add_argument("--languages", default="", metavar="de,en", help="ISO 639-1 codes")
    parser.add_argument("--paths", default="", metavar="A,B", help="ways out that you consider")
    parser.add_argument("--refuse", default="", metavar="A,B", help="what you will not be part of")
    parser.add_argument("--knows", default="", metavar="A,B", help="where you know people")
    parser.add_argument("--plan", metavar="FILE", help="a plan that you took along, to start from")
    parser.add_argument(
        "--weight",
        action="append",
        default=[],
        metavar="PART=NUMBER",
        help=f"weight of a part of the score, 0 to 10, again for others: {', '.join(WEIGHTS)}",
    )
    parser.add_argument("--top", type=_positive, default=10, help="how many (10 unless given)")
    sys.exit(command.run(main, parser))
