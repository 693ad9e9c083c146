"""Values as Parquet: types, nulls, and provenance in the file's metadata."""

from __future__ import annotations

import io

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from resilience.export.citation import Build, citation
from resilience.i18n import Lang


def parquet_bytes(
    region: str, lang: Lang, build: Build, values: pd.DataFrame, register: pd.DataFrame
) -> bytes:
    """Return the tidy values as a Parquet file.

    Parameters
    ----------
    region
        Name of the areas that the values belong to.
    build, values, register
        See `queries.build`, `queries.export_values` and `queries.source_register`.
    """
    table = pa.Table.from_pandas(values, preserve_index=False).replace_schema_metadata(
        {"build_id": str(build["build_id"]), "citation": citation(build, register, region, lang)}
    )
    file = io.BytesIO()
    pq.write_table(table, file, compression="zstd")
    return file.getvalue()
