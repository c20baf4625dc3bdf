"""From raw source tables to one dataset: same thing, one identifier, nothing lost.

`slices` reads the raw tables, `corrections` mends known faults, `identity`
decides which records are one thing, `labels` maps words to concepts,
`citations` finds the source of a page, and `build` writes the result.
"""

from graph.reconcile.build import Outcome, reconcile

__all__ = ["Outcome", "reconcile"]
