"""Networks that papers and other programs publish values for."""

from __future__ import annotations

import networkx as nx


def ego_g() -> nx.Graph[str]:
    """The example of Borgatti, "Structural holes: unpacking Burt's redundancy measures", 1997.

    Connections 20 (1), figure 1; also used by the tests of networkx.
    """
    return nx.Graph(["AB", "AF", "AG", "AE", "EG", "FG", "BG", "BD", "DG", "GC"])


def key_player_network() -> nx.Graph[str]:
    """The 32 persons of Borgatti 2006, figure 8, as shipped with pyntacle (figure_8.egl)."""
    ties = """
        HS-PS HS-KR BR-WD BR-KR BR-GM BR-BS3 WD-PS WD-KR WD-GM WD-BS3 WD-SF WD-HA PS-WS PS-KR
        PS-GM PS-BS3 WS-KR WS-GM WS-BS3 KR-GM KR-BS3 KR-SF KR-JE GM-BS3 GM-SF BS3-SF BS3-JE BS3-LR
        GS-DI DI-KA DI-HA KA-PH DB-BW BW-PH BW-BM PH-BM PH-SR BM-HA BM-LK BM-CR BM-SR SR-HB HB-TO
        HB-CD HB-NP HB-EE TO-MJ TO-BS TO-NP MJ-BS WL-CD CD-BS CD-NP BS-NP NP-BS2 BS2-MG
    """
    return nx.Graph([tie.split("-") for tie in ties.split()])


ADVICE_NAMES = [
    "Barb",
    "Chuck",
    "Dave",
    "Ellen",
    "Frank",
    "Gavin",
    "Helen",
    "Ilse",
    "Joe",
    "Karen",
    "Larry",
]


def advice() -> nx.DiGraph[str]:
    """Advice among 11 persons: Everett and Borgatti 2026, table 1.

    As in the tests of the R package netmem (tests/testthat/test_categories.R).
    """
    rows = (
        *("00000100001", "10100101000", "01001001000", "10000101001", "00110101001"),
        *("10011010010", "10000100000", "01101000101", "10010001001", "00100110000"),
        "01000000000",
    )
    return nx.DiGraph(
        (ADVICE_NAMES[i], ADVICE_NAMES[j])
        for i, row in enumerate(rows)
        for j, tie in enumerate(row)
        if tie == "1"
    )


def five_and_groups() -> tuple[nx.DiGraph[str], dict[str, int]]:
    """The five nodes that netmem's tests give brokerage roles for, computed there with sna 2.8."""
    graph = nx.DiGraph(["ab", "ae", "bc", "bd", "ca", "cd", "de", "eb", "ec"])
    return graph, {"a": 1, "b": 1, "c": 2, "d": 2, "e": 3}


def marketville_girls() -> nx.Graph[str]:
    """Eight girls of Coleman's Marketville, as drawn by Feld, Am. J. Sociol. 96 (1991), figure 1.

    R's manynet ships them as ison_adolescents.
    """
    return nx.Graph(
        [
            ("Betty", "Sue"),
            ("Sue", "Alice"),
            ("Sue", "Pam"),
            ("Sue", "Dale"),
            ("Alice", "Jane"),
            ("Alice", "Pam"),
            ("Alice", "Dale"),
            ("Jane", "Dale"),
            ("Pam", "Carol"),
            ("Carol", "Tina"),
        ]
    )
