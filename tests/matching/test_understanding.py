"""Free text becomes proposals: what is wanted, what is left behind, where, and whom one knows."""

from __future__ import annotations

import csv
import gc
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import graph
from graph.matching.matches import find_matches
from graph.matching.profile import Profile, check
from graph.matching.understanding import LONGEST_TEXT, Part, understand
from graph.text import split_list

CASES = Path(__file__).resolve().parent.parent / "data" / "find_path"


def test_the_example_of_the_worksheet(dataset: graph.Dataset) -> None:
    read = understand(
        dataset,
        "Scala/Spark data engineer, ran our works council, fed up with adtech, care about riders",
    )
    assert {"skill/data-engineering", "skill/worker-organizing"} <= set(read.ids("skill"))
    assert read.ids("cause") == ("cause/platform-work",)
    assert read.ids("refusal", away=True) == ("refusal/adtech",)


@pytest.mark.parametrize(
    ("text", "part", "expected"),
    [
        ("Datenanalystin, Klimaschutz liegt mir am Herzen", "cause", "cause/climate-change"),
        ("sviluppatrice web, mi interessa la sorveglianza", "cause", "cause/surveillance"),
        ("periodista de datos, me importa la corrupción", "cause", "cause/anti-corruption"),
        ("développeuse, je veux défendre la vie privée", "cause", "cause/privacy"),
        ("I type kuberntes and Pyhton with errors", "skill", "skill/kubernetes"),
        ("k8s and a bit of UX", "skill", "skill/kubernetes"),
        ("I live in Barcelona", "country", "ES"),
        ("an engineer in Berlin, Germany", "country", "DE"),
        ("je vis en Allemagne", "country", "DE"),
        ("remote only", "remote", "yes"),
        ("I can't work remote", "remote", "no"),
        ("ich suche etwas im öffentlichen Dienst", "path", "path/public-institution"),
        ("I know people at AI Forensics", "known", "organization/ai-forensics"),
    ],
)
def test_words_of_five_languages(
    dataset: graph.Dataset, text: str, part: Part, expected: str
) -> None:
    assert expected in understand(dataset, text).ids(part)


@pytest.mark.parametrize(
    ("text", "refused"),
    [
        ("no crypto, please", "refusal/crypto"),
        ("Keine Rüstung und keine Banken", "refusal/weapons"),
        ("Keine Rüstung und keine Banken", "refusal/finance"),
        ("basta con la pubblicità", "refusal/adtech"),
        ("nada de casinos", "refusal/gambling"),
        ("marre de la publicité", "refusal/adtech"),
        ("I want nothing to do with weapons", "refusal/weapons"),
    ],
)
def test_refusals(dataset: graph.Dataset, text: str, refused: str) -> None:
    read = understand(dataset, text)
    assert refused in read.ids("refusal", away=True)


def test_a_refusal_ends_at_the_next_wish(dataset: graph.Dataset) -> None:
    read = understand(dataset, "fed up with banks but I care about privacy")
    assert read.ids("cause") == ("cause/privacy",)
    assert not read.ids("cause", away=True)


def test_what_is_wanted_is_not_refused_elsewhere(dataset: graph.Dataset) -> None:
    read = understand(dataset, "I love Python. No Python at the weekend.")
    assert "skill/python" in read.ids("skill")
    assert "skill/python" not in read.ids("skill", away=True)


def test_ordinary_words_are_no_technology(dataset: graph.Dataset) -> None:
    assert not understand(dataset, "I go and react to what we express").readings
    assert "skill/go" in understand(dataset, "I program in Go").ids("skill")


def test_a_typing_error_makes_a_reading_unsure(dataset: graph.Dataset) -> None:
    (reading,) = understand(dataset, "kuberntes").readings
    assert (reading.id, reading.words, reading.sure) == ("skill/kubernetes", "kuberntes", False)


def test_a_thousand_words_are_read_and_a_novel_is_cut(dataset: graph.Dataset) -> None:
    long = understand(dataset, "and then I wrote Python for privacy. " * 140)
    assert "skill/python" in long.ids("skill")
    assert not long.cut
    assert understand(dataset, "privacy " * LONGEST_TEXT).cut


def test_nothing_typed_stands_in_a_trace(dataset: graph.Dataset) -> None:
    assert "secret" not in repr(understand(dataset, "Python secret"))


def test_nothing_typed_stays_in_a_cache(dataset: graph.Dataset) -> None:
    canary = "Zaphodiabeeblebroxen"
    understand(dataset, f"I am {canary}, a developer in {canary}")
    find_matches(dataset, check(dataset, Profile(text=canary, country=canary)).profile)
    dataset.search(f"{canary} and more")
    kept = [o for o in gc.get_objects() if type(o).__name__ == "_lru_cache_wrapper"]
    for cache in kept:
        for held in gc.get_referents(cache):
            if isinstance(held, dict) and held is not getattr(cache, "__dict__", None):
                assert not any(canary.lower() in repr(key).lower() for key in held)


def test_places_within_other_names(dataset: graph.Dataset) -> None:
    assert understand(dataset, "I live in New York").ids("country") == ("US",)
    assert not understand(dataset, "embedded work on ARM boards").ids("country")


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_read(dataset: graph.Dataset, text: str) -> None:
    for reading in understand(dataset, text).readings:
        assert reading.words.strip()
        assert reading.part not in ("skill", "cause") or reading.id in dataset.concepts


def test_skills_and_causes_of_the_written_profiles(dataset: graph.Dataset) -> None:
    """Floors a little below what was measured, over all 44 texts (hard ones on purpose)."""
    with (CASES / "profiles.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    right = {"skills": 0, "causes": 0}
    read_as, wanted = dict(right), dict(right)
    for row in rows:
        read = understand(dataset, row["text"])
        for column, found in (("skills", read.ids("skill")), ("causes", read.ids("cause"))):
            meant = set(split_list(row[column]))
            right[column] += len(meant & set(found))
            read_as[column] += len(found)
            wanted[column] += len(meant)
    recall = {column: right[column] / wanted[column] for column in right}
    precision = {column: right[column] / read_as[column] for column in right}
    assert recall["skills"] >= 0.6
    assert recall["causes"] >= 0.25
    assert min(precision.values()) >= 0.5
