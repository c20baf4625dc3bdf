"""The little Markdown that our own documents use, as HTML: everything else is shown as written.

Headings, paragraphs, lists, tables, code, strong, emphasis, links to the web. No HTML passes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from markupsafe import Markup, escape

_INLINE = re.compile(
    r"`(?P<code>[^`]+)`|\*\*(?P<strong>.+?)\*\*|\*(?P<em>[^*\s](?:[^*]*[^*\s])?)\*"
    r"|\[(?P<text>[^\]]+)\]\((?P<href>[^)\s]+)\)"
)
_HEADING = re.compile(r"(#{1,4}) +(.+)")
_ITEM = re.compile(r"(?:[-*]|(?P<number>\d+)\.) +(.+)")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)


def html(text: str) -> Markup:
    """A document as HTML below an ``h1`` of the page: its own first heading is left out."""
    lines = _COMMENT.sub("", text).splitlines()
    return Markup("\n").join(_blocks(lines))


def _blocks(lines: Sequence[str]) -> Iterator[Markup]:
    place = 0
    while place < len(lines):
        line = lines[place]
        end = place + 1
        if line.startswith("```"):
            while end < len(lines) and not lines[end].startswith("```"):
                end += 1
            code = "\n".join(lines[place + 1 : end])
            yield Markup('<pre tabindex="0"><code>{}</code></pre>').format(code)
            end += 1
        elif heading := _HEADING.fullmatch(line):
            level = len(heading[1])
            if level > 1:
                yield Markup(f"<h{level}>{{}}</h{level}>").format(_inline(heading[2]))
        elif line.startswith("|"):
            end = _while(lines, end, lambda each: each.startswith("|"))
            yield _table(lines[place:end])
        elif item := _ITEM.fullmatch(line):
            end = _while(lines, end, lambda each: bool(_ITEM.fullmatch(each)))
            tag = "ol" if item["number"] else "ul"
            items = [found[2] for each in lines[place:end] if (found := _ITEM.fullmatch(each))]
            rows = Markup("").join(Markup("<li>{}</li>").format(_inline(each)) for each in items)
            yield Markup(f"<{tag}>{{}}</{tag}>").format(rows)
        elif line.strip():
            end = _while(lines, end, lambda each: bool(each.strip()) and not each.startswith("|"))
            yield Markup("<p>{}</p>").format(_inline(" ".join(lines[place:end])))
        place = end


def _while(lines: Sequence[str], place: int, wanted: Callable[[str], bool]) -> int:
    while place < len(lines) and wanted(lines[place]):
        place += 1
    return place


def _table(lines: Sequence[str]) -> Markup:
    """A table; its second line says which columns hold numbers."""
    rows = [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in lines]
    head, marks, body = rows[0], rows[1] if len(rows) > 1 else [], rows[2:]
    classes = [" class=number" if mark.endswith(":") else "" for mark in marks]
    classes += [""] * len(head)

    def cells(tag: str, row: Sequence[str], extra: str = "") -> Markup:
        return Markup("").join(
            Markup(f"<{tag}{extra}{kind}>{{}}</{tag}>").format(_inline(cell))
            for cell, kind in zip(row, classes, strict=False)
        )

    drawn = Markup("\n").join(Markup("<tr>{}</tr>").format(cells("td", row)) for row in body)
    return Markup(
        '<div class="wide" tabindex="0"><table>\n<thead><tr>{}</tr></thead>\n'
        "<tbody>\n{}\n</tbody>\n</table></div>"
    ).format(cells("th", head, ' scope="col"'), drawn)


def _inline(text: str) -> Markup:
    parts: list[Markup] = []
    end = 0
    for found in _INLINE.finditer(text):
        parts.append(escape(text[end : found.start()]))
        end = found.end()
        if found["code"]:
            parts.append(Markup("<code>{}</code>").format(found["code"]))
        elif found["href"]:
            parts.append(_link(found["text"], found["href"]))
        else:
            tag = "strong" if found["strong"] else "em"
            inner = found["strong"] or found["em"]
            parts.append(Markup(f"<{tag}>{{}}</{tag}>").format(_inline(inner)))
    parts.append(escape(text[end:]))
    return Markup("").join(parts)


def _link(text: str, href: str) -> Markup:
    """A link to the web; a link to a file of the project has no place on the site."""
    if href.startswith(("https://", "http://")):
        return Markup('<a href="{}">{}</a>').format(href, _inline(text))
    return _inline(text)
