"""What every reader yields, whatever it reads: things, ties between them, records it refuses."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from graph.text import label_key

_PRIVATE = frozenset(
    "email emails mail emailaddress emailaddresses phone phones telephone telephones tel mobile "
    "fax phonenumber phonenumbers telephonenumber mobilephone contact contacts contactdetails "
    "contactinformation contactname birthdate birthday birthplace dateofbirth placeofbirth dob "
    "deathdate gender nationality nationalidentity streetaddress address addresses postalcode "
    "postcode zip zipcode homeaddress passportnumber idnumber taxnumber socialsecuritynumber "
    "religion ethnicity political politicalview weakalias ipaddress bankaccount iban".split()
)
"""Fields that are never carried over, as `is_contact` writes them."""


def is_contact(name: str) -> bool:
    """Whether a field holds contact details, or something that is nobody's business here."""
    return label_key(name).replace(" ", "") in _PRIVATE


@dataclass(frozen=True, slots=True)
class Mention:
    """Where the input says that something stands: a page, and what it says of the source."""

    page: str = ""
    source: str = ""
    """Identifier or title of the source."""


@dataclass(slots=True)
class Thing:
    """One organization, person, project, event or concept as the input describes it.

    ``key`` is what the input calls it by; ``type`` and ``kind`` are words of
    the input or of ours, ``keywords`` labels of causes, skills and paths.
    """

    place: str
    key: str
    type: str
    name: str
    kind: str = ""
    aliases: tuple[str, ...] = ()
    fields: dict[str, str] = field(default_factory=dict)
    keywords: tuple[str, ...] = ()
    mentions: tuple[Mention, ...] = ()


@dataclass(slots=True)
class Tie:
    """One statement as the input says it, its ends by the keys of things.

    ``relation`` is a word of the input or of ours. A tie without direction may
    be turned. ``bare`` marks what the format gives no page of its own, so that
    it confirms nothing that is known already.
    """

    place: str
    key: str
    relation: str
    subject: str
    object: str
    qualifiers: dict[str, str] = field(default_factory=dict)
    since: str = ""
    until: str = ""
    as_of: str = ""
    mention: Mention = Mention()
    directed: bool = True
    bare: bool = False


@dataclass(frozen=True, slots=True)
class Refused:
    """A record that holds nothing for the dataset, and why. ``what`` names no person."""

    place: str
    what: str
    reason: str


Item = Thing | Tie | Refused


@dataclass(slots=True)
class Notes:
    """What a reader leaves behind, and what the file says about itself."""

    contacts: Counter[str] = field(default_factory=Counter)
    """Contact details and the like, by the name of their field."""
    ignored: Counter[str] = field(default_factory=Counter)
    """Fields that the dataset has no place for."""
    left_out: list[tuple[str, str, str, str]] = field(default_factory=list)
    """Single values: place, field, value, reason."""
    origin: dict[str, str] = field(default_factory=dict)
    """Title, publisher, address and licence of the source, as the file gives them."""
    sources: dict[str, dict[str, str]] = field(default_factory=dict)
    """Rows of the table of sources that the file brings along."""

    def part(self, place: str, name: str, value: str, reason: str) -> None:
        """Note one value that is not carried over; the rest of its record is."""
        self.left_out.append((place, name, value[:120], reason))

    def without_contacts(self, fields: Mapping[str, str]) -> dict[str, str]:
        """The fields without contact details, which are counted."""
        kept = {}
        for name, value in fields.items():
            if is_contact(name):
                self.contacts[name] += bool(value)
            else:
                kept[name] = value
        return kept
