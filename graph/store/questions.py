"""The ready questions: a ``.rq`` file each, with a title and an explanation as its first comments.

The script, the page and the server all take them from here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from graph.errors import UsageError


@dataclass(frozen=True, slots=True)
class Question:
    """A question in plain words, and the query that answers it.

    ``name`` is that of its file, ``title`` the question itself, ``explanation``
    what to know when reading the answer.
    """

    name: str
    title: str
    explanation: str
    query: str


@cache
def questions() -> Mapping[str, Question]:
    """Every ready question by its name, in alphabetical order of the titles."""
    files = resources.files(__package__) / "ready"
    found = [
        _question(file.name.removesuffix(".rq"), file.read_text(encoding="utf-8"))
        for file in files.iterdir()
        if file.name.endswith(".rq")
    ]
    return {question.name: question for question in sorted(found, key=lambda q: q.title)}


def _question(name: str, text: str) -> Question:
    lines = text.splitlines()
    comments = 0
    while comments < len(lines) and lines[comments].startswith("# "):
        comments += 1
    if comments < 2:
        raise UsageError(f"{name}.rq needs a title and an explanation as its first comments")
    title, *explanation = (line.removeprefix("# ") for line in lines[:comments])
    return Question(name, title, " ".join(explanation), "\n".join(lines[comments:]).strip() + "\n")
