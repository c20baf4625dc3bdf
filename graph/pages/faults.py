"""What a visitor sees when the data files are broken: a plain explanation, no traceback."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from graph.model import Report


def show(report: Report) -> None:
    """Draw the findings, each with its file, line, value and remedy."""
    count = len(report.errors)
    st.title("The data cannot be shown yet", anchor=False)
    st.error(
        f"The data files hold {count:,} {'fault' if count == 1 else 'faults'}. Nothing is shown "
        "until they are mended, so that nobody reads a map with holes in it."
    )
    st.markdown("Mend them in the files named below, run `make check`, then reload this page.")
    st.dataframe(
        pd.DataFrame(
            [
                {
                    "File": finding.file,
                    "Line": finding.line,
                    "What is wrong": finding.message,
                    "Value": finding.value,
                    "What to do": finding.remedy,
                }
                for finding in report.errors
            ]
        ),
        hide_index=True,
        width="stretch",
    )
