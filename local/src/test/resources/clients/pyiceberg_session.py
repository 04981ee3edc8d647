"""What a PyIceberg user does with a table of Weir's, each step checked."""

import os
import sys

import pyarrow as pa
from pyiceberg.catalog import load_catalog
from pyiceberg.exceptions import CommitFailedException, NoSuchTableError, TableAlreadyExistsError, UnauthorizedError
from pyiceberg.expressions import EqualTo
from pyiceberg.schema import Schema
from pyiceberg.types import DoubleType, LongType, NestedField, StringType


def connect(token):
    return load_catalog("weir", type="rest", uri=os.environ["WEIR_URL"] + "/iceberg", token=token)


def fails_with(kind, action):
    try:
        action()
    except kind:
        return
    raise AssertionError(f"expected {kind.__name__}")


def rows(table):
    return sorted(table.scan().to_arrow().to_pylist(), key=lambda row: row["id"])


catalog = connect(os.environ["WEIR_TOKEN"])
name = "outside.fruit"

# create
catalog.create_namespace_if_not_exists("outside")
schema = Schema(
    NestedField(1, "id", LongType(), required=True),
    NestedField(2, "name", StringType()),
    identifier_field_ids=[1],
)
table = catalog.create_table(name, schema)
assert ("outside", "fruit") in catalog.list_tables("outside")
fails_with(TableAlreadyExistsError, lambda: catalog.create_table(name, schema))

# append
arrow = pa.schema([pa.field("id", pa.int64(), nullable=False), pa.field("name", pa.string())])
table.append(pa.Table.from_pylist([{"id": 1, "name": "apple"}, {"id": 2, "name": "pear"}], schema=arrow))
table.append(pa.Table.from_pylist([{"id": 3, "name": "quince"}], schema=arrow))

# read
assert [row["name"] for row in rows(catalog.load_table(name))] == ["apple", "pear", "quince"]
assert len(catalog.load_table(name).snapshots()) == 2
found = catalog.load_table(name).scan(row_filter=EqualTo("name", "pear"), selected_fields=("id",)).to_arrow()
assert found.to_pylist() == [{"id": 2}], found

# evolve
with table.update_schema() as update:
    update.add_column("price", DoubleType())
    update.rename_column("name", "title")
table.append(
    pa.Table.from_pylist(
        [{"id": 4, "title": "plum", "price": 0.5}],
        schema=pa.schema(
            [
                pa.field("id", pa.int64(), nullable=False),
                pa.field("title", pa.string()),
                pa.field("price", pa.float64()),
            ]
        ),
    )
)
assert rows(catalog.load_table(name))[0] == {"id": 1, "title": "apple", "price": None}
assert rows(catalog.load_table(name))[3] == {"id": 4, "title": "plum", "price": 0.5}

# delete
table.delete(EqualTo("id", 2))
assert [row["id"] for row in rows(catalog.load_table(name))] == [1, 3, 4]

# conflict: of two who start from the same version, the second is refused and nothing of it is there
mine = catalog.load_table(name)
theirs = catalog.load_table(name)
with mine.update_schema() as update:
    update.add_column("colour", StringType())


def late():
    with theirs.update_schema() as update:
        update.add_column("weight", DoubleType())


fails_with(CommitFailedException, late)
assert [field.name for field in catalog.load_table(name).schema().fields] == ["id", "title", "price", "colour"]

# errors
fails_with(NoSuchTableError, lambda: catalog.load_table("outside.nothing"))
fails_with(UnauthorizedError, lambda: connect("weir_wrong").list_namespaces())

if "--keep" not in sys.argv:
    catalog.drop_table(name)
    assert ("outside", "fruit") not in catalog.list_tables("outside")
print("all steps passed")
