"""What an ADBC user does over Flight SQL, each step checked."""

import os
import threading
import time

import pyarrow as pa
from adbc_driver_flightsql import DatabaseOptions, dbapi
from adbc_driver_manager import Error


def connect(token):
    return dbapi.connect(os.environ["WEIR_FLIGHT"], {DatabaseOptions.AUTHORIZATION_HEADER.value: "Bearer " + token})


def fails(action, *words):
    try:
        action()
    except Error as failure:
        text = str(failure)
        assert all(word in text for word in words), text
        return
    raise AssertionError("expected a failure")


def one(cursor, sql, parameters=None):
    cursor.execute(sql, parameters)
    return cursor.fetchone()


with connect(os.environ["WEIR_TOKEN"]) as connection, connection.cursor() as cursor:
    # values of every kind
    row = one(
        cursor,
        "SELECT 1::INTEGER, 2::BIGINT, 1.5::DOUBLE, 12.34::DECIMAL(10,2), 'ü😀', TRUE, DATE '2001-02-03',"
        " TIMESTAMP '2001-02-03 04:05:06.789', NULL::VARCHAR, [1, 2], 'ab'::BLOB",
    )
    assert row[0:3] == (1, 2, 1.5) and str(row[3]) == "12.34" and row[4:6] == ("ü😀", True), row
    assert str(row[6]) == "2001-02-03" and str(row[7]).startswith("2001-02-03 04:05:06.789"), row
    assert row[8] is None and list(row[9]) == [1, 2] and row[10] == b"ab", row

    # parameters
    assert one(cursor, "SELECT ? + ?", (40, 2))[0] == 42
    assert one(cursor, "SELECT count(*) FROM flights WHERE origin = ?", ("ORD",))[0] == 2

    # tables: made, filled, changed, dropped
    cursor.execute("CREATE TABLE adbc_people (id BIGINT, name VARCHAR, PRIMARY KEY (id))")
    cursor.execute("INSERT INTO adbc_people VALUES (1, 'Ada'), (2, 'Grace')")
    cursor.execute("UPDATE adbc_people SET name = 'Grace Hopper' WHERE id = 2")
    cursor.execute("SELECT * FROM adbc_people ORDER BY id")
    assert cursor.fetch_arrow_table().to_pylist() == [{"id": 1, "name": "Ada"}, {"id": 2, "name": "Grace Hopper"}]

    # metadata
    objects = connection.adbc_get_objects(depth="columns", table_name_filter="adbc_people").read_all().to_pylist()
    tables = [
        (schema["db_schema_name"], table["table_name"], [column["column_name"] for column in table["table_columns"]])
        for catalog in objects
        for schema in catalog["catalog_db_schemas"] or []
        for table in schema["db_schema_tables"] or []
    ]
    assert tables == [("default", "adbc_people", ["id", "name"])], tables
    assert connection.adbc_get_table_schema("adbc_people").names == ["id", "name"]
    cursor.execute("DROP TABLE adbc_people")

    # a large result, whole
    cursor.execute("SELECT range AS id FROM range(1000000)")
    assert pa.compute.sum(cursor.fetch_arrow_table()["id"]).as_py() == 499999500000

    # cancel, and the connection lives on
    def cancel_soon():
        time.sleep(0.5)
        cursor.adbc_cancel()

    canceller = threading.Thread(target=cancel_soon)
    started = time.monotonic()
    canceller.start()
    # A product of 10^12 pairs that no index or hash can shorten.
    slow = "SELECT sum(a.range % (b.range + 1)) FROM range(10000000) a, range(100000) b"
    fails(lambda: one(cursor, slow))
    canceller.join()
    assert time.monotonic() - started < 60
    assert one(cursor, "SELECT 1")[0] == 1

    # errors have a code
    fails(lambda: one(cursor, "SELECT orign FROM flights"), "COLUMN_NOT_FOUND")
    fails(lambda: one(cursor, "SELEC 1"), "SYNTAX_ERROR")
    fails(lambda: one(cursor, "SELECT * FROM read_csv('/etc/passwd')"))


def strange():
    with connect("weir_wrong") as connection, connection.cursor() as cursor:
        one(cursor, "SELECT 1")


fails(strange, "UNAUTHENTICATED")
print("all steps passed")
