"""Every way out of the sandbox that is known of, tried as an indicator's SQL."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from resilience.warehouse.sandbox import SANDBOX, IndicatorError, run_sql
from tests.resilience.made_up import entry, series

BIRTHS = series(("a", "2020", 10.0, "A"))
SECRET = "left-in-the-open"
RESULT = "ags, period, value FROM births"
ESCAPES = [
    # files, by function
    "SELECT * FROM read_csv('secret.csv')",
    "SELECT * FROM read_csv_auto('secret.csv')",
    "SELECT * FROM sniff_csv('secret.csv')",
    "SELECT * FROM read_text('secret.csv')",
    "SELECT * FROM read_blob('secret.csv')",
    "SELECT * FROM read_json('secret.json')",
    "SELECT * FROM read_json_auto('secret.json')",
    "SELECT * FROM read_json_objects('secret.json')",
    "SELECT * FROM read_ndjson('secret.json')",
    "SELECT * FROM read_ndjson_objects('secret.json')",
    "SELECT * FROM read_parquet('secret.parquet')",
    "SELECT * FROM parquet_scan('secret.parquet')",
    "SELECT * FROM parquet_metadata('secret.parquet')",
    "SELECT * FROM parquet_schema('secret.parquet')",
    "SELECT * FROM parquet_file_metadata('secret.parquet')",
    "SELECT * FROM parquet_kv_metadata('secret.parquet')",
    "SELECT * FROM read_duckdb('secret.duckdb')",
    "SELECT * FROM glob('*')",
    "SELECT * FROM glob('/etc/*')",
    "SELECT * FROM system.main.read_text('secret.csv')",
    "SELECT * FROM READ_TEXT('secret.csv')",
    "SELECT * FROM \"read_text\"('secret.csv')",
    "SELECT * FROM read_text(getvariable('path'))",
    # files, by name
    "SELECT * FROM 'secret.csv'",
    "SELECT * FROM 'secret.parquet'",
    'SELECT * FROM "secret.csv"',
    "SELECT * FROM 'file:secret.csv'",
    "SELECT * FROM '/etc/passwd'",
    "FROM 'secret.csv'",
    "TABLE 'secret.csv'",
    # networks
    "SELECT * FROM 'http://127.0.0.1:9/x.csv'",
    "SELECT * FROM read_csv('https://127.0.0.1:9/x.csv')",
    "SELECT * FROM read_parquet('s3://bucket/x.parquet')",
    "INSTALL httpfs",
    "LOAD httpfs",
    "LOAD '/tmp/own.duckdb_extension'",
    "FORCE INSTALL json FROM 'http://127.0.0.1:9'",
    # writing and other databases
    "COPY births TO 'stolen.csv'",
    "COPY (SELECT 1) TO 'stolen.parquet' (FORMAT parquet)",
    "COPY births FROM 'secret.csv'",
    "EXPORT DATABASE 'stolen'",
    "IMPORT DATABASE 'stolen'",
    "ATTACH 'stolen.duckdb'",
    "ATTACH 'secret.csv' AS other (TYPE sqlite)",
    "DETACH memory",
    "USE system",
    "CREATE TABLE mine AS SELECT 1",
    "CREATE VIEW mine AS SELECT * FROM 'secret.csv'",
    "CREATE MACRO mine() AS TABLE SELECT * FROM read_text('secret.csv')",
    "CREATE SECRET mine (TYPE s3)",
    "INSERT INTO births VALUES ('b', '2020', '', 1)",
    "DELETE FROM births",
    "UPDATE births SET value = 99",
    "DROP TABLE births",
    "VACUUM",
    "CHECKPOINT",
    # settings and what they tell
    "SET enable_external_access = true",
    "RESET enable_external_access",
    "SET lock_configuration = false",
    "SET VARIABLE path = 'secret.csv'",
    "PRAGMA database_list",
    "PRAGMA enable_external_access",
    "CALL duckdb_settings()",
    "SELECT current_setting('temp_directory') AS ags, '2020' AS period, 1 AS value",
    f"SELECT getenv('HOME') AS x, {RESULT}",
    "SELECT name AS ags, value AS period, 1 AS value FROM duckdb_settings()",
    "SELECT * FROM duckdb_databases()",
    "SELECT * FROM duckdb_secrets()",
    "SELECT * FROM duckdb_extensions()",
    "SELECT * FROM duckdb_temporary_files()",
    "SELECT * FROM duckdb_logs()",
    "SELECT * FROM pragma_platform()",
    "SELECT * FROM pragma_database_list",
    "SELECT * FROM duckdb_tables",
    "SELECT * FROM sqlite_master",
    "SELECT * FROM information_schema.tables",
    "SELECT * FROM pg_catalog.pg_settings",
    'SELECT * FROM "pg_catalog"."pg_class"',
    "SELECT * FROM system.information_schema.columns",
    "SHOW TABLES",
    "DESCRIBE births",
    "SELECT * FROM (SHOW ALL TABLES)",
    "SELECT * FROM (DESCRIBE births)",
    # hidden tables of the warehouse, and names that DuckDB would look for in Python
    "SELECT ags, period, value FROM indicator_value",
    'SELECT ags, period, value FROM "observation"',
    "SELECT ags, period, value FROM main.deaths",
    "SELECT ags, period, value FROM memory.main.births",
    "SELECT ags, period, value FROM job",
    "SELECT ags, period, value FROM frame",
    # SQL within SQL
    "SELECT * FROM query('SELECT * FROM ''secret.csv''')",
    "SELECT * FROM query_table('secret.csv')",
    "SELECT * FROM json_execute_serialized_sql('{}')",
    "PREPARE mine AS SELECT 1",
    "EXECUTE mine",
    "EXPLAIN ANALYZE SELECT * FROM births",
    # several statements, comments, and names that hide
    f"SELECT {RESULT}; COPY births TO 'stolen.csv'",
    f"SELECT {RESULT};;COPY births TO 'stolen.csv';",
    f"/* SELECT */ COPY births TO 'stolen.csv' -- SELECT {RESULT}",
    f"SELECT {RESULT} /* ; */; ATTACH 'stolen.duckdb'",
    f"SET VARIABLE x = 1; SELECT {RESULT}",
    f"WITH x AS (SELECT * FROM 'secret.csv') SELECT {RESULT}, x",
    f"WITH births AS (SELECT * FROM read_text('secret.csv')) SELECT {RESULT}",
    "WITH x AS (INSERT INTO births VALUES ('b', '2020', '', 1) RETURNING *) SELECT * FROM x",
    "WITH x AS (DELETE FROM births RETURNING *) SELECT ags, period, value FROM x",
    "WITH x AS MATERIALIZED (SELECT * FROM glob('*')) SELECT * FROM x",
    "SELECT * FROM (WITH duckdb_settings AS (SELECT 1) SELECT 1), duckdb_settings",
    "WITH sqlite_master AS (SELECT * FROM sqlite_master) SELECT * FROM sqlite_master",
    f"SELECT {RESULT} WHERE EXISTS (SELECT * FROM read_text('secret.csv'))",
    f"SELECT {RESULT} ORDER BY (SELECT count(*) FROM 'secret.csv')",
    f"SELECT {RESULT} UNION ALL SELECT content, '2020', 1 FROM read_text('secret.csv')",
    f"SELECT {RESULT}, LATERAL (SELECT * FROM read_text('secret.csv'))",
    "SELECT ags, period, (SELECT count(*) FROM 'secret.csv') AS value FROM births",
    "PIVOT 'secret.csv' ON ags USING count(*)",
    "SELECT * FROM (PIVOT births ON category USING sum(value)), 'secret.csv'",
    "UNPIVOT 'secret.csv' ON ags INTO NAME period VALUE value",
]


def test_every_escape_is_another_one():
    assert len(set(ESCAPES)) == len(ESCAPES) >= 69


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Make a folder with a file worth reading, in which the sandbox's process has been started."""
    here = tmp_path_factory.mktemp("escapes")
    (here / "secret.csv").write_text(f"ags,period,value\n{SECRET},2020,1\n")
    SANDBOX.close()
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(here)
        run_sql(entry(f"SELECT {RESULT}"), {"births": BIRTHS})
        yield here
    SANDBOX.close()


@pytest.mark.parametrize("sql", ESCAPES)
def test_an_escape_is_refused_by_the_file_s_name(sql, folder):
    with pytest.raises(IndicatorError, match=r"indicators/test/one\.py: ") as refused:
        run_sql(entry(sql), {"births": BIRTHS})
    assert SECRET not in str(refused.value)
    assert "did not finish" not in str(refused.value)
    assert [found.name for found in folder.iterdir()] == ["secret.csv"]
