"""Parquet tables (Apache Parquet 2.6), typed, for polars, pandas, DuckDB, R arrow."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any, BinaryIO

from graph.exports.archives import zipped
from graph.exports.flat_tables import Table, tables
from graph.exports.formats import Format, Written
from graph.exports.table_losses import table_losses

if TYPE_CHECKING:
    from graph.dataset import Dataset


def write(dataset: Dataset, file: BinaryIO) -> Written:
    """Write one Parquet file a table; lists are lists, unknown is null, meanings are inside."""
    found = tables(dataset)
    zipped(file, ((f"{table.name}.parquet", _parquet(table)) for table in found))
    return Written(sum(len(table.rows) for table in found), "rows", table_losses(dataset))


def _parquet(table: Table) -> bytes:
    import pyarrow as pa  # only here: it takes long to import
    from pyarrow import parquet

    kinds: dict[str, Any] = {
        "text": pa.string(), "number": pa.float64(), "flag": pa.bool_(),
        "list": pa.list_(pa.string()),
    }  # fmt: skip
    schema = pa.schema(
        [
            pa.field(c.name, kinds[c.kind], metadata={"description": c.meaning})
            for c in table.columns
        ],
        metadata={"title": table.title},
    )
    columns = zip(*table.rows, strict=True) if table.rows else ([] for _ in table.columns)
    arrays = [pa.array(list(c), f.type) for c, f in zip(columns, schema, strict=True)]
    out = io.BytesIO()
    parquet.write_table(pa.table(arrays, schema=schema), out, compression="zstd")
    return out.getvalue()


FORMAT = Format(
    "parquet", "Parquet tables", "application/vnd.apache.parquet", ".parquet.zip", write
)
