"""Loads the CSV that tshark printed into a DuckDB database and asks it one question.

duckdb_load.py CSV DATABASE
"""

import sys

import duckdb

NAMES = ["time", "source", "target", "protocol", "identification", "ttl", "tcp_source", "tcp_target",
         "sequence", "flags", "window", "udp_source", "udp_target", "icmp_type"]

database = duckdb.connect(sys.argv[2])
columns = ", ".join(f"'{name}': 'VARCHAR'" for name in NAMES)
# A row of an ICMP error has the fields of two headers: what does not fit is left out, as an analyst would.
database.execute(f"CREATE TABLE packets AS SELECT * FROM read_csv('{sys.argv[1]}', header=false, delim=',', "
                 f"columns={{{columns}}}, ignore_errors=true)")
for row in database.execute("SELECT tcp_target, count(*) AS packets FROM packets GROUP BY tcp_target "
                            "ORDER BY packets DESC LIMIT 10").fetchall():
    print(*row)
