"""Write the dataset as a static site: one page an identifier, with its data beside it.

    python scripts/publish_site.py --out site/
    python scripts/publish_site.py --out site/ --release release/ --url https://example.org/

Any file server can offer the folder, and it can be read from a disk: open
index.html. Pages need no JavaScript; only the search runs in the browser.
--release offers the files of a release of the same data (export_dataset.py
--format all); without it a small release is made. A folder that holds files is
never touched; --replace lets a new site take the place of an earlier one.
Exit status: 0 fine, 2 could not run.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from graph import command


def main(options: argparse.Namespace) -> int:
    """Publish and say what was written."""
    from graph.site import publish_site  # only here: --help need not wait for it

    published = publish_site(
        command.load(options),
        options.out,
        base=options.url,
        release=options.release,
        replaces=options.replace,
        progress=command.progress("site"),
    )
    print(
        f"wrote {published.pages:,} pages and {published.files - published.pages:,} other files "
        f"to {options.out}"
    )
    print(f"start: {options.out / 'index.html'}; absolute links use {published.base}")
    return command.FINE


if __name__ == "__main__":
    parser = command.parser(__doc__, prints=False)
    parser.add_argument(
        "--out", metavar="DIR", type=Path, required=True, help="folder to write the site into"
    )
    parser.add_argument(
        "--url",
        metavar="ADDRESS",
        default="",
        help="where the site will stand on the web, for the sitemap and redirects "
        "(the address of the identifiers unless given)",
    )
    parser.add_argument(
        "--release",
        metavar="DIR",
        type=Path,
        help="release folder of the same data whose files are offered",
    )
    parser.add_argument(
        "--replace", action="store_true", help="take the place of an earlier site in the folder"
    )
    sys.exit(command.run(main, parser))
