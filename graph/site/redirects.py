"""Rules for a persistent-identifier service: from an identifier to its page or its data.

For Apache's mod_rewrite, as w3id.org takes them (one ``.htaccess`` a project). The answer hangs
on what is asked for (content negotiation): Turtle, JSON-LD, else the page. Status 303 says that
the page is about the thing and not the thing itself (https://www.w3.org/TR/cooluris/).
"""

from __future__ import annotations

from graph.site.addresses import INDEXES, LISTS, THINGS

_TYPES = (
    ("text/turtle", ".ttl"),
    ("application/(ld\\+json|json)", ".jsonld"),
)


def rules(base: str) -> str:
    """The rules as a file; ``base`` is the address of the site, with a slash at its end."""
    things = "|".join(THINGS)
    lists = "|".join(LISTS)
    lines = [
        "# Identifiers of the Tech for Good Graph: to be the .htaccess of its folder at w3id.org.",
        "Options -MultiViews",
        "RewriteEngine On",
        "<IfModule mod_headers.c>",
        "Header always merge Vary Accept",
        "</IfModule>",
        "",
        "# Data, for who asks for them before a page.",
    ]
    for accept, suffix in _TYPES:
        for pattern, target in (
            (f"^({things})/([A-Za-z0-9-]+)$", f"$1/$2{suffix}"),
            ("^(ns|dataset)$", f"$1{suffix}"),
            ("^dataset/[a-z-]+$", f"dataset{suffix}"),
            ("^claim/([0-9a-f][0-9a-f])[0-9a-f]+$", f"claim/$1{suffix}"),
            (f"^({lists})(/[a-z-]+)?$", f"ns{suffix}"),
        ):
            lines.append("RewriteCond %{HTTP_ACCEPT} !^[^,]*text/html")
            lines.append(f"RewriteCond %{{HTTP_ACCEPT}} {accept}")
            lines.append(f"RewriteRule {pattern} {base}{target} [R=303,L]")
    lines += ["", "# Pages, for everybody else."]
    for vocabulary, page in INDEXES.items():
        lines.append(f"RewriteRule ^scheme/{vocabulary}$ {base}{page} [R=303,L]")
    for pattern, target in (
        (f"^({things})/([A-Za-z0-9-]+)$", "$1/$2.html"),
        ("^(ns|dataset)$", "$1.html"),
        ("^dataset/[a-z-]+$", "dataset.html"),
        ("^claim/([0-9a-f][0-9a-f])([0-9a-f]+)$", "claim/$1.html#$1$2"),
        (f"^({lists})/([a-z-]+)$", "ns.html#$1-$2"),
    ):
        lines.append(f"RewriteRule {pattern} {base}{target} [R=303,NE,L]")
    lines += [
        "",
        "# Files.",
        f"RewriteRule ^context(\\.jsonld)?$ {base}context.jsonld [R=302,L]",
        f"RewriteRule ^(release/.*)$ {base}$1 [R=302,L]",
        f"RewriteRule ^$ {base} [R=302,L]",
        "",
    ]
    return "\n".join(lines)
