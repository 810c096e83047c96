"""Serves one chDB data directory on a Unix socket, in the part of ClickHouse's HTTP interface that
Hirundo's client uses (docs/formats/engine-protocol.md).

hirundo-engine.py --data FOLDER --socket PATH [--memory BYTES]

Exit status: 0 after SIGTERM or the end of standard input, 75 where another engine has the folder.
"""

import argparse
import fcntl
import http.server
import os
import re
import shutil
import signal
import socketserver
import sys
import tempfile
import threading
import urllib.parse

import chdb

BUSY = 75
READONLY_CODE = 164
PIECE = 1 << 20
# Marks of parts that were read. More would not be read again.
MARKS = 70 << 20
# The formats whose blocks may stand one behind the other: they are answered as they come. The others
# repeat their header with each block, and are answered when whole.
STREAMED = {"TabSeparated", "JSONEachRow", "CSV", "Native", "RowBinary"}
# The formats that end with a table of what they hold: the engine writes them to a file, which is then
# answered piece by piece, so that neither holds the rows of a quarter in memory.
FILED = {"Parquet", "Arrow"}
# Parameters of a request that are no settings of the engine.
NO_SETTINGS = {"query", "database", "default_format", "query_id", "wait_end_of_query",
               "enable_http_compression", "readonly"}
NAME = re.compile(r"[a-z][a-z0-9_]*")
INSERT = re.compile(r"\s*(INSERT\s+INTO\s+.+?)\s+FORMAT\s+(\w+)\s*", re.DOTALL | re.IGNORECASE)
SELECT = re.compile(r"[\s(]*(SELECT|WITH)\b", re.IGNORECASE)
FORMAT = re.compile(r"\sFORMAT\s+(\w+)\s*;?\s*$", re.IGNORECASE)
# Strings and quoted names, as the engine's own formatter writes them; comments are gone by then.
QUOTED = re.compile(r"'(?:\\.|[^'\\])*'|`(?:\\.|[^`\\])*`|\"(?:\\.|[^\"\\])*\"", re.DOTALL)
REFUSED_WORD = re.compile(r"\b(file|outfile|settings)\b", re.IGNORECASE)
CODE = re.compile(r"Code: (\d+)\.")
# The engine gives a query a second thread only where each has a gigabyte left, and may take less than that in all.
# Statements that write keep one: what they group is bounded for one.
# Groups of a query go through the disk before two that are asked at once have no room left; by the engine's own
# choice each may take half of all.
FOR_READING = ["SET max_threads_min_free_memory_per_thread = 67108864",
               "SET max_bytes_ratio_before_external_group_by = 0.3"]


class Refusal(Exception):
    """A request that is answered with an error: HTTP status, ClickHouse's code, the sentence."""

    def __init__(self, status, code, sentence):
        super().__init__(sentence)
        self.status, self.code = status, code


def quoted(text):
    return "'" + str(text).replace("\\", "\\\\").replace("'", "\\'") + "'"


class Database:
    """The data directory: one connection that keeps it open, and one a request beside it."""

    def __init__(self, folder, memory):
        self.folder = folder
        # What an earlier engine left there, it can answer no more.
        self.answers = folder.rstrip("/") + ".answers"
        shutil.rmtree(self.answers, ignore_errors=True)
        os.mkdir(self.answers, 0o700)
        settings = {"max_server_memory_usage": memory, "mark_cache_size": min(memory // 10, MARKS)}
        self.keeper = chdb.connect(
            folder + "?" + "&".join(f"{name}={value}" for name, value in settings.items()))

    def connect(self, parameters):
        """A connection with the settings of a request.

        Settings die with their connection, so that none leaks into the next request. `readonly` comes
        last, since nothing can be set behind it.
        """
        connection = chdb.connect(self.folder)
        try:
            if parameters.get("database"):
                connection.query("USE `" + parameters["database"].replace("`", "") + "`")
            for name, value in parameters.items():
                if name in NO_SETTINGS:
                    continue
                if not NAME.fullmatch(name):
                    raise Refusal(400, 115, f"{name!r} is not the name of a setting")
                connection.query(f"SET {name} = {quoted(value)}")
            if is_readonly(parameters):
                read(connection)
                connection.query("SET readonly = 1")
            return connection
        except BaseException:
            connection.close()
            raise


def read(connection):
    """Sets what queries may take."""
    for statement in FOR_READING:
        connection.query(statement)


def is_readonly(parameters):
    return parameters.get("readonly", "0") != "0"


def checked(connection, text):
    """A query of a read-only request as the engine itself writes it, or a refusal.

    `readonly` alone lets four things through (tried with 26.9): several statements in one text, INTO
    OUTFILE, the function file, and other settings inside of a subquery. The engine's formatter takes one
    statement only and removes comments, so that words outside strings can be looked at.
    """
    normal = connection.query(f"SELECT formatQuerySingleLine({quoted(text)}) FORMAT RawBLOB").bytes()
    normal = normal.decode("utf-8", "surrogateescape")
    words = QUOTED.sub(lambda found: "''" if found[0][0] == "'" else found[0], normal)
    if not SELECT.match(words):
        raise Refusal(403, READONLY_CODE, "only SELECT is allowed in readonly mode")
    refused = REFUSED_WORD.search(words)
    if refused:
        raise Refusal(403, READONLY_CODE, f"{refused[0]} is not allowed in readonly mode")
    return normal


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version, sys_version = "hirundo-engine", ""
    database = None

    def address_string(self):
        return "socket"

    def log_message(self, *_):
        """Requests are not logged: they may hold what people look for."""

    def do_GET(self):
        self.answer(b"Ok.\n") if self.path == "/ping" else self.send_error(404)

    def do_POST(self):
        self.left = self.body_length()
        if self.left is None:
            return
        parameters = dict(urllib.parse.parse_qsl(
            urllib.parse.urlsplit(self.path).query, keep_blank_values=True))
        try:
            connection = self.database.connect(parameters)
            try:
                self.run(connection, parameters)
            finally:
                connection.close()
        except (ConnectionError, TimeoutError):
            self.close_connection = True
        except Refusal as refusal:
            self.refuse(refusal.status, refusal.code, f"Code: {refusal.code}. DB::Exception: {refusal}")
        except Exception as error:  # whatever the engine says is the answer
            code = CODE.search(str(error))
            self.refuse(500, int(code[1]) if code else 0, str(error))

    def body_length(self):
        length = self.headers.get("Content-Length", "")
        if length.isascii() and length.isdigit():
            return int(length)
        self.close_connection = True
        self.send_error(411)
        return None

    def run(self, connection, parameters):
        """Runs what a request holds: an insert with its rows as the body, or a statement."""
        insert = INSERT.fullmatch(parameters.get("query", ""))
        if insert and self.left:
            return self.insert(connection, *insert.groups())
        text = parameters.get("query") or b"".join(self.body()).decode("utf-8", "surrogateescape")
        if is_readonly(parameters):
            text = checked(connection, text)
        elif SELECT.match(text):
            read(connection)
        named = FORMAT.search(text)
        name = named[1] if named else parameters.get("default_format", "TabSeparated")
        if SELECT.match(text) and name in FILED and not named and not is_readonly(parameters):
            self.answer_file(connection, text, name)
        elif SELECT.match(text) and name in STREAMED:
            self.answer_pieces(piece.bytes() for piece in connection.send_query(text, name))
        else:
            self.answer(connection.query(text, name).bytes())

    def insert(self, connection, statement, name):
        """Streams the body into the engine; nothing is kept unless all of it arrived."""
        with connection.send_insert(statement, name) as rows:
            for piece in self.body():
                rows.append(piece)
            written = rows.finish().rows_written
        self.answer(b"", summary='{"written_rows":"%d"}' % written)

    def body(self):
        while self.left > 0:
            piece = self.rfile.read(min(self.left, PIECE))
            if not piece:
                raise ConnectionError("the body ends early")
            self.left -= len(piece)
            yield piece

    def answer(self, body, summary=None):
        self.send_response(200)
        if summary:
            self.send_header("X-ClickHouse-Summary", summary)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def answer_pieces(self, pieces):
        """Answers piece by piece. A fault behind the first piece cuts the answer, which the client sees."""
        first = next(pieces, b"")
        self.send_response(200)
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        try:
            while first:
                self.wfile.write(b"%x\r\n%b\r\n" % (len(first), first))
                first = next(pieces, b"")
            self.wfile.write(b"0\r\n\r\n")
        except Exception as error:
            raise ConnectionError(str(error)) from error

    def answer_file(self, connection, text, name):
        """Answers from a file, which is gone with the answer."""
        with tempfile.TemporaryDirectory(prefix="answer-", dir=self.database.answers) as folder:
            path = os.path.join(folder, "rows")
            connection.query(f"{text}\nINTO OUTFILE {quoted(path)} FORMAT {name}")
            with open(path, "rb") as rows:
                self.send_response(200)
                self.send_header("Content-Length", str(os.fstat(rows.fileno()).st_size))
                self.end_headers()
                shutil.copyfileobj(rows, self.wfile, PIECE)

    def refuse(self, status, code, sentence):
        body = sentence.encode("utf-8", "replace")
        # What is left of the body would be read as the next request, and closing in front of it would lose
        # the answer.
        for _ in self.body():
            pass
        self.send_response(status)
        self.send_header("X-ClickHouse-Exception-Code", str(code))
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


class Server(socketserver.ThreadingMixIn, socketserver.UnixStreamServer):
    daemon_threads, block_on_close, request_queue_size = True, False, 64

    def handle_error(self, request, client_address):
        """A client that went away is no fault of ours."""


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", required=True)
    parser.add_argument("--socket", required=True)
    parser.add_argument("--memory", type=int, default=700 << 20)
    arguments = parser.parse_args()
    if "?" in arguments.data:
        sys.exit(f"{arguments.data}: the engine takes no ? in a path; choose another folder")

    os.umask(0o077)
    # The lock goes with the process, however it ends, so that what is left of a socket is known to be dead.
    lock = os.open(arguments.socket + ".lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        print(f"{arguments.data}: another engine has this folder", file=sys.stderr)
        sys.exit(BUSY)
    Handler.database = Database(arguments.data, arguments.memory)
    # Behind the engine, which sets handlers of its own. Ctrl-C in a terminal reaches the whole group: the
    # parent decides when the engine ends.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    if os.path.lexists(arguments.socket):
        os.unlink(arguments.socket)
    with Server(arguments.socket, Handler) as server:
        stop = threading.Event()
        signal.signal(signal.SIGTERM, lambda *_: stop.set())
        # PR_SET_PDEATHSIG is sent when the thread ends that started us, not the process: wait for the
        # end of the parent's pipe instead.
        threading.Thread(target=lambda: (sys.stdin.buffer.read(), stop.set()), daemon=True).start()
        threading.Thread(target=server.serve_forever, daemon=True).start()
        stop.wait()
        os.unlink(arguments.socket)
        server.shutdown()
    Handler.database.keeper.close()
    sys.stderr.flush()
    # Threads that still answer would keep the interpreter; the database is closed.
    os._exit(0)


main()
