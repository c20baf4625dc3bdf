"""Names that are close: what has to agree besides, and what is left to a curator."""

from __future__ import annotations

import pytest

from graph.reconcile.identity import Identity
from graph.reconcile.records import Record
from tests.reconcile.raw_folder import record

Pair = tuple[Record, Record]

BODY, NGO, SITE = "kind/public-institution", "kind/ngo", "https://odn.example"

CLOSE: dict[str, Pair] = {
    "a country named at either end": (
        record("events/~a", "Zambia Ministry of Piers", table="named"),
        record("events/~b", "Ministry of Piers (Zambia)", table="named"),
    ),
    "a country and its adjective": (
        record("events/~a", "Netherlands Ministry of Piers", table="named"),
        record("depth/b", "Dutch Ministry of Piers", kind=BODY),
    ),
    "small words of a public body": (
        record("civic/a", "Agency for e-Piers (Ukraine)", country="UA", kind=BODY),
        record("people/b", "Agency on E-Piers in Ukraine", kind=BODY),
    ),
    "a slug that is the English name": (
        record("public-teams/ministry-of-piers-taiwan", "碼頭部", country="TW", kind=BODY),
        record("people/taiwan-mop", "Ministry of Piers (Taiwan)", country="TW", kind=BODY),
    ),
    "a city in two languages": (
        record("people/a", "City of Montreal", country="CA", kind=BODY),
        record("civic/b", "Ville de Montréal", country="CA", kind=BODY),
    ),
    "an acronym of one country and kind": (
        record("civic/a", "Agepier", country="UY", kind=BODY),
        record("public-teams/b", "Agencia de Piers (Agepier)", country="UY", kind=BODY),
    ),
    "two languages that share a long acronym": (
        record("civic/a", "Pier Agency (AGETIC)", country="BO", kind=BODY),
        record("public-teams/b", "Agencia General Técnica (AGETIC)", country="BO", kind=BODY),
    ),
    "an acronym with a website named after it": (
        record("people/a", "D64", kind=NGO),
        record("ngos/b", "D64 - Zentrum für Fortschritt", kind=NGO, website="https://d-64.example"),
    ),
    "a public body whose address is its acronym": (
        record("public-teams/a", "Ufer Wasser Amt (UWA)", country="EE", kind=BODY),
        record("civic/b", "Shore Authority", country="EE", kind=BODY, website="https://uwa.ee"),
    ),
    "a short name that is the slug of the other": (
        record("events/~moon-foundation", "Moon Foundation", table="named"),
        record("funders/moon-foundation", "Ann and Bo Moon Foundation", kind="kind/foundation"),
    ),
    "an acronym before its brackets": (
        record("people/odn", "ODN (Ocean Data Network)", website=SITE),
        record("paths/odn", "ODN"),
    ),
    "a name that gives the address": (
        record("ngos/quay-net", "quay.net", website="http://quay.net/"),
        record("people/the-quay", "The Quay (quay.net)"),
    ),
    "a centre with and without its university": (
        record("people/a", "Pier Center", website="https://pier.harvard.example"),
        record("funders/b", "Pier Center at Harvard", website="https://harvard.example/pier"),
    ),
    "one table that lists a product twice": (
        record("civic/+open-quay", "Open Quay", "project", table="products", website=SITE),
        record("civic/+openquay", "OpenQuay", "project", table="products", website=SITE),
    ),
}


@pytest.mark.parametrize("case", CLOSE)
def test_close_names_merge_where_something_else_agrees(case: str) -> None:
    assert len(Identity(CLOSE[case]).groups()) == 1


APART: dict[str, Pair] = {
    "public bodies of one name in two countries": (
        record("civic/a", "Ministry of Piers (Zambia)", kind=BODY),
        record("depth/b", "Ministry of Piers of Kenya", kind=BODY),
    ),
    "an acronym of one country but another kind": (
        record("civic/a", "Digg", country="SE", kind="kind/company"),
        record("public-teams/b", "Myndighet för digg (Digg)", country="SE", kind="kind/party"),
    ),
    "two bodies of one country that share a short acronym": (
        record("civic/a", "Open Pier Institute (OPI)", country="US", kind=NGO),
        record("ngos/b", "Office of Public Innovation (OPI)", country="US", kind=NGO),
    ),
    "an acronym that nothing else joins to the name": (
        record("events/~odnet", "ODNET", table="named"),
        record("funders/b", "Ocean Data Network (ODNET)", country="NL", kind=NGO),
    ),
    "a university and its unit, which stands before the dash": (
        record("people/tum", "TUM Munich", kind="kind/education"),
        record("civic/b", "TUM - Sensing Lab", website="https://www.ei.tum.example/esm"),
    ),
    "a chapter that gives the address of its network": (
        record("civic/a", "Lab Ulm (codefor.example)"),
        record("ngos/b", "Code for Sealand", website="https://codefor.example/"),
    ),
    "a centre of a common name and that of one university": (
        record("people/a", "Data Science Institute", country="US"),
        record("funders/b", "Data Science Institute at Quay University", country="US"),
    ),
    "a slug that leaves out the country": (
        record("people/a", "Digital Rights Office"),
        record("funders/digital-rights-office", "Digital Rights Office Watch Kenya", country="KE"),
    ),
    "two cities of one name": (
        record("people/a", "City of Vancouver", country="US", kind=BODY),
        record("civic/b", "Vancouver City Council", country="CA", kind=BODY),
    ),
}


@pytest.mark.parametrize("case", APART)
def test_close_names_stay_apart_where_nothing_else_agrees(case: str) -> None:
    assert len(Identity(APART[case]).groups()) == 2
