"""The dataset as a static site: the pages that identifiers lead to.

A plain file server is enough, and so is a disk: all links are relative, nothing is fetched from
elsewhere, and only the search needs a script.
"""

from graph.site.publish import Published, publish_site

__all__ = ["Published", "publish_site"]
