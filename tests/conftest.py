"""What every test may count on, whichever ran before it in the same process."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True)
def _same_main_module() -> Iterator[None]:
    """Put back the main module that Streamlit's AppTest replaces by the script it ran.

    A process that is spawned later runs the main module's file again, and such a script fails
    outside of AppTest: a process pool would break in an unrelated test.
    """
    main = sys.modules["__main__"]
    yield
    sys.modules["__main__"] = main
