"""duckdb: the few calls that Splink makes of DuckDB's Python module, on
DuckDB's own C library.

The module proper is a compiled package of Python's index; where that index is
not at hand the library is, inside the npm package @duckdb/node-bindings-*.
DUCKDB_LIBRARY names its libduckdb.so. Put this folder on PYTHONPATH and
Splink's DuckDB backend runs unchanged, in one process, at DuckDB's speed.
Only tests/bench/linkage_peers.py uses this; the product does not.

Not as the module proper: a query is carried out when it is made, not when it
is fetched; a pandas frame is copied into a table through a CSV file."""
import ctypes as c
import os
import sys
import tempfile

import numpy as np
import pandas as pd


class Error(Exception):
    pass


class CatalogException(Error):
    pass


class BinderException(Error):
    pass


class HTTPException(Error):
    pass


class Result(c.Structure):
    """duckdb_result of duckdb.h"""
    _fields_ = [("n_columns", c.c_uint64), ("n_rows", c.c_uint64),
                ("n_changed", c.c_uint64), ("columns", c.c_void_p),
                ("error", c.c_char_p), ("internal", c.c_void_p)]


# duckdb_type of duckdb.h: those whose vectors are plain arrays
PLAIN = {1: np.bool_, 2: np.int8, 3: np.int16, 4: np.int32, 5: np.int64,
         6: np.uint8, 7: np.uint16, 8: np.uint32, 9: np.uint64,
         10: np.float32, 11: np.float64}
NUMBERS = (16, 32, 19)  # HUGEINT, UHUGEINT, DECIMAL: asked for as DOUBLE
VARCHAR = 17


def load_library():
    lib = c.CDLL(os.environ.get("DUCKDB_LIBRARY", "libduckdb.so"))
    whole, pointer, text = c.c_uint64, c.c_void_p, c.c_char_p
    for name, result, arguments in (
            ("open", c.c_int, (text, pointer)),
            ("connect", c.c_int, (pointer, pointer)),
            ("query", c.c_int, (pointer, text, c.POINTER(Result))),
            ("result_error", text, (c.POINTER(Result),)),
            ("destroy_result", None, (c.POINTER(Result),)),
            ("column_count", whole, (c.POINTER(Result),)),
            ("column_name", text, (c.POINTER(Result), whole)),
            ("column_type", c.c_int, (c.POINTER(Result), whole)),
            ("fetch_chunk", pointer, (Result,)),
            ("destroy_data_chunk", None, (pointer,)),
            ("data_chunk_get_size", whole, (pointer,)),
            ("data_chunk_get_vector", pointer, (pointer, whole)),
            ("vector_get_data", pointer, (pointer,)),
            ("vector_get_validity", pointer, (pointer,)),
            ("library_version", text, ())):
        function = getattr(lib, "duckdb_" + name)
        function.restype, function.argtypes = result, arguments
    return lib


library = load_library()
__version__ = library.duckdb_library_version().decode()


def raise_error(message):
    for kind in (CatalogException, BinderException):
        if message.startswith(kind.__name__.replace("Exception", " Error")):
            raise kind(message)
    raise Error(message)


def text_at(data, k):
    """A duckdb_string_t: 4 bytes of length; up to 12 bytes follow in place,
    longer ones stand behind a pointer."""
    length = c.c_uint32.from_address(data + 16 * k).value
    start = data + 16 * k + 4
    if length > 12:
        start = c.c_uint64.from_address(data + 16 * k + 8).value
    return c.string_at(start, length).decode()


def valid_rows(vector, n):
    mask = library.duckdb_vector_get_validity(vector)
    if not mask:
        return None
    words = np.ctypeslib.as_array((c.c_uint8 * (8 * ((n + 63) // 64)))
                                  .from_address(mask))
    return np.unpackbits(words, bitorder="little")[:n].astype(bool)


def column_of_chunk(vector, kind, n):
    data = library.duckdb_vector_get_data(vector)
    valid = valid_rows(vector, n)
    if kind == VARCHAR:
        return [text_at(data, k) if valid is None or valid[k] else None
                for k in range(n)]
    size = np.dtype(PLAIN[kind]).itemsize
    values = np.frombuffer(c.string_at(data, n * size), dtype=PLAIN[kind])
    if valid is None or valid.all():
        return values
    return np.where(valid, values.astype(float), np.nan)


class DuckDBPyRelation:
    """A result. Rows are read from it once, when they are asked for."""

    result = None

    def __init__(self, connection, sql):
        self.connection, self.sql = connection, sql
        self.result = connection.run(sql)
        n = library.duckdb_column_count(self.result)
        self.names = [library.duckdb_column_name(self.result, k).decode()
                      for k in range(n)]
        self.kinds = [library.duckdb_column_type(self.result, k)
                      for k in range(n)]
        self.frame = None

    def __del__(self):
        if self.result is not None:
            library.duckdb_destroy_result(self.result)

    @property
    def description(self):
        return [(name,) for name in self.names]

    @property
    def columns(self):
        return self.names

    def with_plain_types(self):
        """The same rows, other types written as numbers or text."""
        casts = ["CAST(\"%s\" AS %s) AS \"%s\"" %
                 (name, "DOUBLE" if kind in NUMBERS else "VARCHAR", name)
                 for name, kind in zip(self.names, self.kinds)
                 if kind not in PLAIN and kind != VARCHAR]
        if not casts:
            return self
        return DuckDBPyRelation(self.connection, "SELECT * REPLACE (%s) FROM (%s)"
                                % (", ".join(casts), self.sql.rstrip("; \n")))

    def read(self):
        parts = [[] for _ in self.names]
        while True:
            chunk = library.duckdb_fetch_chunk(self.result)
            if not chunk:
                break
            n = library.duckdb_data_chunk_get_size(chunk)
            for k, kind in enumerate(self.kinds):
                vector = library.duckdb_data_chunk_get_vector(chunk, k)
                parts[k].append(pd.Series(column_of_chunk(vector, kind, n)))
            library.duckdb_destroy_data_chunk(c.byref(c.c_void_p(chunk)))
        columns = [pd.concat(p, ignore_index=True) if p else
                   pd.Series(dtype=object) for p in parts]
        frame = pd.concat(columns, axis=1) if columns else pd.DataFrame()
        frame.columns = self.names
        return frame

    def to_df(self):
        if self.frame is None:
            self.frame = self.with_plain_types().read()
        return self.frame

    df = to_df

    def fetchall(self):
        frame = self.to_df().astype(object)
        return list(frame.where(frame.notna(), None)
                    .itertuples(index=False, name=None))

    def fetchone(self):
        rows = self.fetchall()
        return rows[0] if rows else None


class DuckDBPyConnection:
    def __init__(self, database=":memory:"):
        self.handle = c.c_void_p()
        self.database = c.c_void_p()
        if library.duckdb_open(database.encode(), c.byref(self.database)) or \
                library.duckdb_connect(self.database, c.byref(self.handle)):
            raise Error("'%s' cannot be opened" % database)

    def run(self, sql):
        result = Result()
        if library.duckdb_query(self.handle, sql.encode(), c.byref(result)):
            message = library.duckdb_result_error(result).decode()
            library.duckdb_destroy_result(result)
            raise_error(message)
        return result

    def sql(self, sql):
        return DuckDBPyRelation(self, sql)

    query = execute = sql

    def register(self, name, frame):
        with tempfile.NamedTemporaryFile("w", suffix=".csv") as file:
            frame.to_csv(file.name, index=False, na_rep="")
            kinds = ", ".join(
                "'%s': '%s'" % (str(column).replace("'", "''"),
                                type_of(frame[column]))
                for column in frame.columns)
            self.run("CREATE OR REPLACE TABLE \"%s\" AS FROM read_csv('%s', "
                     "header = true, columns = {%s})" % (name, file.name, kinds))


def type_of(series):
    return {"b": "BOOLEAN", "i": "BIGINT", "u": "UBIGINT",
            "f": "DOUBLE"}.get(series.dtype.kind, "VARCHAR")


def connect(database=":memory:", **_):
    return DuckDBPyConnection(database)


def query(sql):
    """Over pandas frames of the caller's: each that is named becomes a
    table."""
    connection = DuckDBPyConnection()
    for name, value in sys._getframe(1).f_locals.items():
        if isinstance(value, pd.DataFrame) and name in sql:
            connection.register(name, value)
    return connection.sql(sql)


sql = query
