"""A plan to take along: what was said, the shortlist, whom to talk to, first steps, closure, money.

The same content as Markdown and as one HTML page that prints well. Both carry the plan as JSON in
a comment at their end, so that it can be read again without an account. Nothing is kept here.
"""

from __future__ import annotations

import html
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from graph.countries import country_name
from graph.dataset import Dataset
from graph.errors import UsageError
from graph.matching.doors import Door, doors
from graph.matching.matches import Match, find_matches
from graph.matching.profile import HOURS, MONTHS, Profile, check
from graph.text import counted, markdown

MARK = "tech-for-good-plan-1"
"""What the comment with the plan starts with; the number is that of its form."""

LARGEST = 1_000_000
"""Characters of a file that is read again."""

STEPS = 5

_TALK_TO = 2
_DAYS_BETWEEN = 7
_DAYS_A_MONTH = 30.44


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do by a day."""

    by: date
    text: str


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything that makes a plan: the answers, the chosen organizations, the steps."""

    profile: Profile
    shortlist: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    address: str = ""
    level: int = 0


@dataclass(frozen=True, slots=True)
class _Section:
    heading: str
    lines: tuple[_Line, ...]


def first_steps(
    dataset: Dataset, profile: Profile, shortlist: Sequence[str], begin: date
) -> tuple[Step, ...]:
    """Propose five first steps, a week apart, from the doors of a shortlist, to be edited."""
    people: list[tuple[bool, str]] = []
    events: list[tuple[bool, str]] = []
    boards: list[tuple[bool, str]] = []
    for organization in _known(dataset, shortlist):
        name = dataset.name(organization)
        found = doors(dataset, profile, organization)
        if person := next((door for door in found if door.kind == "person"), None):
            ask = f"Write to {person.name} about {name}: one question, no request."
            people.append((person.nearby, ask))
        for door in found:
            if door.kind == "event":
                visit = f"Look up when {door.name} is next; plan to go or to join online."
                events.append((door.nearby, visit))
            elif door.kind == "job board":
                boards.append((door.nearby, f"Set an alert on {door.name}."))
    texts = [*_first(people, 2), *_first(events, 1), *_first(boards, 1)]
    texts += [
        "Tell three people whom you trust what you want to do next, and ask whom they know.",
        "Read what two organizations of the shortlist published last, and note one question each.",
        "Write down what you would do in the first month there.",
        "Look at your savings and choose a day by which you decide.",
        "Open the map around what you know, and note two names that are new to you.",
    ]
    days = (begin + timedelta(days=_DAYS_BETWEEN * (n + 1)) for n in range(STEPS))
    return tuple(Step(day, text) for day, text in zip(days, texts, strict=False))


def _first(ranked: Iterable[tuple[bool, str]], count: int) -> list[str]:
    """The first few, those of the organizations themselves before those near by."""
    return list(dict.fromkeys(text for _, text in sorted(ranked, key=lambda r: r[0])))[:count]


def to_markdown(dataset: Dataset, plan: Plan, today: date) -> str:
    """The plan as Markdown; text of the visitor and of the data stands in it as plain text."""
    parts = [f"# {_TITLE}\n"]
    for section in _sections(dataset, plan, today):
        parts.append(f"\n## {markdown(section.heading)}\n\n")
        for line in section.lines:
            said = markdown(line.text)
            if line.address:
                said = f"[{said}](<{line.address}>)"
            parts.append(f"{'  ' * line.level}- {said}\n")
    return "".join(parts) + "\n" + _comment(plan)


def to_html(dataset: Dataset, plan: Plan, today: date) -> str:
    """The plan as one HTML page without scripts, made to be printed or saved as PDF."""
    parts = [f"<h1>{_TITLE}</h1>"]
    for section in _sections(dataset, plan, today):
        parts.append(f"<section><h2>{html.escape(section.heading)}</h2><ul>")
        for line in section.lines:
            said = html.escape(line.text)
            if line.address:
                said = f'<a href="{html.escape(line.address)}" rel="noopener">{said}</a>'
            parts.append(f'<li class="level-{line.level}">{said}</li>')
        parts.append("</ul></section>")
    body = "\n".join(parts)
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{_TITLE}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n{body}\n"
        f"</main>\n{_comment(plan)}</body>\n</html>\n"
    )


_TITLE = "My path into tech for good"

_STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;color:#1c1f24;background:#fff;margin:2rem auto;"
    "max-width:44rem;padding:0 1rem}h1{font-size:1.7rem}h2{font-size:1.2rem;margin-top:2rem}"
    "li{margin:.3rem 0;overflow-wrap:anywhere}.level-1{margin-left:1.5rem}"
    "a{color:#1f5c9e}section{break-inside:avoid-page}"
    "@media print{body{margin:0;max-width:none}a{color:inherit}}"
)


def _sections(dataset: Dataset, plan: Plan, today: date) -> list[_Section]:
    profile = check(dataset, plan.profile).profile
    found = {m.id: m for m in _shortlisted(dataset, profile, plan.shortlist)}
    return [
        _Section("What I said", tuple(_answers(dataset, plan.profile))),
        _Section("My shortlist, and why", tuple(_shortlist(dataset, plan.shortlist, found))),
        _Section("Whom to talk to, and where", tuple(_doors(dataset, profile, plan.shortlist))),
        _Section("First steps", tuple(_Line(f"by {s.by.isoformat()}: {s.text}") for s in plan.steps)
                 or (_Line("No steps chosen yet."),)),
        _Section("What I would lose if I went back", tuple(_closure(plan.profile))),
        _Section("How long my savings last", tuple(runway(profile, today))),
        _Section("About this plan", (
            _Line(f"Made on {today.isoformat()} from data version {dataset.version}. Every tie is "
                  "stated by a public page; what is not known was left open. A name on a page is "
                  "no promise of an introduction."),
        )),
    ]  # fmt: skip


def _shortlisted(dataset: Dataset, profile: Profile, shortlist: Sequence[str]) -> list[Match]:
    return find_matches(dataset, profile, only=_known(dataset, shortlist)) if shortlist else []


def _known(dataset: Dataset, shortlist: Iterable[str]) -> list[str]:
    """What of a shortlist is in the data, by its identifier of today, each once."""
    now = (dataset.renames.get(organization, organization) for organization in shortlist)
    return [organization for organization in dict.fromkeys(now) if organization in dataset.entities]


def _answers(dataset: Dataset, profile: Profile) -> Iterable[_Line]:
    named: list[tuple[str, str]] = [
        ("In my words", profile.text),
        ("What I can do", ", ".join(_names(dataset, profile.skills))),
        ("What matters to me", ", ".join(_names(dataset, profile.causes))),
        ("What I do not want to be part of", ", ".join(
            [dataset.refusals[r].label for r in profile.refusals if r in dataset.refusals]
            + _names(dataset, profile.refused))),
        ("Where I am", country_name(profile.country) if profile.country else ""),
        ("Open to", " and ".join(w for w, said in (("remote work", profile.remote),
                                                   ("moving", profile.move)) if said)),
        ("Ways that I consider", ", ".join(_names(dataset, profile.paths))),
        ("Whom I know", ", ".join(_names(dataset, profile.knows))),
        ("Hours a week", "" if profile.hours is None else f"{profile.hours:g}"),
    ]  # fmt: skip
    for question, answer in profile.answers.items():
        if question in dataset.questions and question != _CLOSURE:
            named.append((dataset.questions[question].question, answer))
    lines = [_Line(f"{what}: {said.strip()}") for what, said in named if said.strip()]
    return lines or [_Line("Nothing yet.")]


_CLOSURE = "question/closure"


def _names(dataset: Dataset, identifiers: Iterable[str]) -> list[str]:
    known = dataset.entities.keys() | dataset.concepts.keys()
    return [dataset.name(i) for i in identifiers if dataset.renames.get(i, i) in known]


def _shortlist(
    dataset: Dataset, shortlist: Sequence[str], found: Mapping[str, Match]
) -> Iterable[_Line]:
    if not shortlist:
        yield _Line("Nothing chosen yet.")
    for asked in shortlist:
        organization = dataset.renames.get(asked, asked)
        entity = dataset.entities.get(organization)
        if entity is None:
            yield _Line(f"{asked}: no longer in this dataset.")
            continue
        yield _Line(entity.name, _web(entity.website))
        match = found.get(organization)
        for part in match.parts if match else ():
            yield _Line(f"{part.name}: {part.reason}", level=1)
        for caution in match.cautions if match else ():
            yield _Line(f"mind: {caution.text}", level=1)


def _doors(dataset: Dataset, profile: Profile, shortlist: Sequence[str]) -> Iterable[_Line]:
    events: dict[str, Door] = {}
    for organization in _known(dataset, shortlist):
        found = doors(dataset, profile, organization)
        events |= {door.id: door for door in found if door.kind == "event"}
        yield _Line(dataset.name(organization))
        people = [door for door in found if door.kind == "person"][:_TALK_TO]
        others = [door for door in found if door.kind in ("network", "jobs", "job board")]
        for door in (*people, *others):
            said = f"{door.name} ({door.kind}): {door.text}" if door.text else door.name
            page = door.address or (door.statements[0].page if door.statements else "")
            yield _Line(said, _web(page), level=1)
    if events:
        yield _Line("Events, by month where it is known")
        for door in sorted(events.values(), key=lambda d: (_month(dataset, d), d.name)):
            yield _Line(f"{door.name}: {door.text}", _web(door.address), level=1)
    if not shortlist:
        yield _Line("Choose organizations first.")


_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def _month(dataset: Dataset, door: Door) -> int:
    said = dataset.entities[door.id].details.get("month", "").casefold()
    if said[:2].strip().isdigit():
        return int(said[:2])
    return next((n for n, month in enumerate(_MONTHS, start=1) if said.startswith(month)), 13)


def _web(address: str) -> str:
    return address if address.startswith(("https://", "http://")) else ""


def _closure(profile: Profile) -> Iterable[_Line]:
    said = profile.answers.get(_CLOSURE, "")
    lines = [_Line(line.strip(" -*")) for line in said.splitlines() if line.strip(" -*")]
    return lines or [_Line("Not answered yet. Write it down while you still know it.")]


def runway(profile: Profile, today: date) -> list[_Line]:
    """The arithmetic of savings, told step by step."""
    months = profile.months
    if months is None:
        return [_Line("Not said. Months = savings divided by what you spend in a month.")]
    if months <= 0:
        return [_Line("No savings to live on: look for paid work first, and move in free hours.")]

    def until(factor: float) -> str:
        return (today + timedelta(days=min(months * factor, 1200) * _DAYS_A_MONTH)).isoformat()

    return [
        _Line(f"Without any income: {counted(months, 'month')}, until about {until(1)}."),
        _Line(
            f"With income for half of what you spend: {months:g} / (1 − 0.5) = {months * 2:g} "
            f"months, until about {until(2)}."
        ),
        _Line(
            f"Spending a fifth less: {months:g} / (1 − 0.2) = {months / 0.8:.1f} months, until "
            f"about {until(1.25)}."
        ),
        _Line("A search among people takes months more often than weeks: begin before you must."),
    ]


# To and from a file


def _comment(plan: Plan) -> str:
    held = {
        "profile": {k: v for k, v in asdict(plan.profile).items() if v not in (None, "", (), {})},
        "shortlist": plan.shortlist,
        "steps": [{"by": step.by.isoformat(), "text": step.text} for step in plan.steps],
    }
    text = json.dumps(held, ensure_ascii=True)
    for character in "<>&":
        # None of them can stand outside of a string, nor end the comment inside of one.
        text = text.replace(character, f"\\u{ord(character):04x}")
    return f"<!-- {MARK} {text.replace('--', _TWO_HYPHENS)} -->\n"


_TWO_HYPHENS = "-\\u002d"
"""Two hyphens could end the comment; in JSON they stand in strings alone, never in a number."""


def read_plan(text: str) -> Plan:
    """Read a plan from the file that it was taken along in, Markdown or HTML.

    Numbers beyond what the worksheet takes are refused, and so are lists that are longer than
    anybody's.

    Raises
    ------
    UsageError
        The file is too large, holds no plan, or a plan that is damaged.

    """
    if len(text) > LARGEST:
        raise UsageError(f"the file has more than {LARGEST:,} characters; a plan has fewer.")
    start = text.rfind(f"<!-- {MARK} ")
    end = text.find(" -->", start)
    if start < 0 or end < 0:
        raise UsageError("the file holds no plan of this app. Take one that was downloaded here.")
    try:
        held = json.loads(text[start + len(f"<!-- {MARK} ") : end])
        steps = tuple(
            Step(date.fromisoformat(_text(step["by"])), _text(step["text"]))
            for step in held["steps"][:_MOST]
        )
        return Plan(_profile(held["profile"]), _texts(held["shortlist"]), steps)
    except (ArithmeticError, AttributeError, KeyError, RecursionError, TypeError, ValueError) as e:
        raise UsageError("the plan in this file is damaged and cannot be read.") from e


def read_plan_file(path: Path) -> Plan:
    """Read a plan from a file on disk.

    Raises `UsageError` for a file that is no text, or as `read_plan` does.
    """
    try:
        with path.open(encoding="utf-8") as file:
            return read_plan(file.read(LARGEST + 1))
    except UnicodeDecodeError as error:
        raise UsageError(f"{path} is not text in UTF-8, so it is no plan.") from error


_MOST = 200
"""Values that one answer may hold; the worksheet itself has fewer."""

_RANGES = {"hours": HOURS, "months": MONTHS}


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError
    value.encode()  # half of a surrogate pair is no text: it raises
    return value


def _texts(values: Any) -> tuple[str, ...]:
    if not isinstance(values, list) or len(values) > _MOST:
        raise TypeError
    return tuple(dict.fromkeys(map(_text, values)))


def _number(name: str, value: Any) -> float:
    low, high = _RANGES[name]
    if isinstance(value, bool) or not isinstance(value, int | float) or not low <= value <= high:
        raise ValueError
    return float(value)


def _profile(held: Mapping[str, Any]) -> Profile:
    """A profile from JSON, each field of the type and in the range that it must have."""
    known = {field.name for field in fields(Profile)}
    given: dict[str, Any] = {}
    for name, value in held.items():
        if name not in known:
            raise ValueError(name)
        if name in ("text", "country"):
            given[name] = _text(value)
        elif name in _RANGES:
            given[name] = _number(name, value)
        elif name in ("remote", "move", "less_pay", "with_friends"):
            if not isinstance(value, bool):
                raise TypeError
            given[name] = value
        elif name == "answers":
            given[name] = {_text(k): _text(v) for k, v in value.items()}
        else:
            given[name] = _texts(value)
    return Profile(**given)
