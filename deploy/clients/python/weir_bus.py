"""A client of Weir's TCP bridge (bridge.tcp in weir.yaml) for Python 3.8 and later, standard library only. Copy it.

Frames are four bytes of length and a JSON object: the protocol of vertx-tcp-eventbus-bridge, where an answered publish
says that the event is published, and, on a logged topic, stored. Thread-safe.
"""

import json
import random
import select
import socket
import struct
import threading
import uuid
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as NoAnswer  # the built-in one from 3.11 on

PING_SECONDS = 15
SILENCE_SECONDS = 40  # more than two pings without a pong
FIRST_PAUSE_SECONDS = 0.1
LAST_PAUSE_SECONDS = 10
CHUNK_BYTES = 65536


class BusError(Exception):
    """A request that was refused; code is the failure code of whoever answered."""

    def __init__(self, message, code=-1):
        super().__init__(message)
        self.code = code


class Message:
    """What a handler gets: address, topic (which of a pattern's), headers, body."""

    def __init__(self, frame):
        self.address = frame["address"]
        self.headers = frame.get("headers", {})
        self.topic = self.headers.get("topic", self.address)
        self.body = frame.get("body")


class Bus:
    """Connects, and again whenever the connection is lost, until close()."""

    def __init__(self, host="127.0.0.1", port=7000, token=None, ssl_context=None, timeout=30, workers=1,
                 on_up=lambda: None, on_down=lambda error: None, on_error=print):
        """workers: how many threads run handlers; with one, messages are handled in their order."""
        self._where = (host, port)
        self._token = token
        self._ssl_context = ssl_context
        self._timeout = timeout
        self._on_up, self._on_down, self._on_error = on_up, on_down, on_error
        self._pool = ThreadPoolExecutor(workers, thread_name_prefix="weir-bus")
        self._lock = threading.RLock()  # guards what follows, and the order of frames
        self._socket = None
        self._handlers = {}
        self._waiting = {}  # by reply address: (address, future)
        self._pongs = []  # futures, in the order of the pings
        self._closed = threading.Event()
        threading.Thread(target=self._run, name="weir-bus-reader", daemon=True).start()
        threading.Thread(target=self._keep_alive, name="weir-bus-ping", daemon=True).start()

    def publish(self, address, body, headers=None):
        """Publishes to all who listen on an address; returns when Weir has it, or, on a logged topic, has stored it."""
        self._ask({"type": "publish", "address": address, "body": body, "headers": headers or {}}, self._timeout)

    def send(self, address, body, headers=None):
        """Sends to one who listens on an address, without an answer."""
        self._write({"type": "send", "address": address, "body": body, "headers": headers or {}})

    def request(self, address, body, headers=None, timeout=None):
        """Asks one who listens on an address; returns the body of the answer."""
        timeout = timeout or self._timeout
        headers = dict(headers or {}, timeout=int(timeout * 1000))
        return self._ask({"type": "send", "address": address, "body": body, "headers": headers}, timeout).get("body")

    def register(self, address, handler):
        """Listens on an address, now and after every reconnection; returns when it hears.

        A request is answered with what handler(message) returns; what it raises refuses the request, with the
        exception's code if that is a whole number.
        """
        with self._lock:
            self._handlers[address] = handler
            if self._socket is None:
                return
            self._write({"type": "register", "address": address})
            pong = self._ping()
        pong.result(self._timeout)

    def unregister(self, address):
        """Listens no more."""
        with self._lock:
            if self._handlers.pop(address, None) and self._socket is not None:
                self._write({"type": "unregister", "address": address})

    def close(self):
        """Hangs up for good."""
        self._closed.set()
        with self._lock:
            self._shut(self._socket)
        self._pool.shutdown(wait=False)

    def _run(self):
        pause = FIRST_PAUSE_SECONDS
        while not self._closed.is_set():
            failure = BusError("the connection was closed")
            try:
                connection = self._connect()
                pause = FIRST_PAUSE_SECONDS
                self._read(connection)
            except (OSError, ValueError) as error:
                failure = error
            self._lost(failure)
            if not self._closed.is_set():
                self._on_down(failure)
                self._closed.wait(pause * random.uniform(0.5, 1))
                pause = min(LAST_PAUSE_SECONDS, pause * 2)

    def _connect(self):
        connection = socket.create_connection(self._where, timeout=SILENCE_SECONDS)
        if self._ssl_context:
            connection = self._ssl_context.wrap_socket(connection, server_hostname=self._where[0])
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        with self._lock:
            self._socket = connection
            headers = {"authorization": "Bearer " + self._token} if self._token else {}
            self._ping(headers)
            for address in self._handlers:
                self._write({"type": "register", "address": address})
            self._ping().add_done_callback(lambda pong: pong.exception() or self._on_up())
        return connection

    def _read(self, connection):
        received = bytearray()
        chunk = self._receive(connection)
        while chunk:
            received += chunk
            while len(received) >= 4:
                end = 4 + struct.unpack(">I", received[:4])[0]
                if len(received) < end:
                    break
                self._on_frame(json.loads(received[4:end]))
                del received[:end]
            chunk = self._receive(connection)

    def _receive(self, connection):
        if not self._ssl_context:
            return connection.recv(CHUNK_BYTES)
        if not connection.pending() and not select.select([connection], [], [], SILENCE_SECONDS)[0]:
            raise OSError("the bridge is silent")
        with self._lock:  # one thread at a time may use a TLS connection
            return connection.recv(CHUNK_BYTES)

    def _lost(self, failure):
        with self._lock:
            self._shut(self._socket)
            self._socket = None
            waiting = [future for _, future in self._waiting.values()] + self._pongs
            self._waiting, self._pongs = {}, []
        for future in waiting:
            future.set_exception(BusError("the connection was lost: %s" % failure))

    def _keep_alive(self):
        while not self._closed.wait(PING_SECONDS):
            with self._lock:
                if self._socket is not None:
                    try:
                        self._ping()
                    except OSError:
                        pass  # the reader hears of it

    def _on_frame(self, frame):
        kind, address = frame.get("type"), frame.get("address")
        with self._lock:
            pong = self._pongs.pop(0) if kind == "pong" and self._pongs else None
            _, future = self._waiting.pop(address, (None, None))
            handler = self._handlers.get(address)
        if pong is not None:
            pong.set_result(None)
        elif future is not None and kind == "err":
            future.set_exception(BusError(frame.get("message"), frame.get("failureCode", -1)))
        elif future is not None:
            future.set_result(frame)
        elif kind == "err":
            self._on_refused(frame)
        elif kind == "message" and handler is not None:
            self._pool.submit(self._on_message, frame, handler)

    def _on_refused(self, frame):
        if frame.get("message") == "unauthorized":
            self._closed.set()  # no second try would end otherwise
        address = frame.get("sourceAddress")
        error = BusError("%s (%s)" % (frame.get("message"), address) if address else frame.get("message"))
        with self._lock:  # a refusal names the address, not the request: whoever asks there was refused
            asked = next((key for key, (to, _) in self._waiting.items() if to == address), None)
            _, future = self._waiting.pop(asked, (None, None))
        if future is not None:
            future.set_exception(error)
        else:
            self._on_error(error)

    def _on_message(self, frame, handler):
        reply_address = frame.get("replyAddress")
        try:
            try:
                answer = {"body": handler(Message(frame))}
            except Exception as error:
                if not reply_address:
                    self._on_error(error)
                code = getattr(error, "code", None)
                answer = {"failureCode": code if isinstance(code, int) else 500, "message": str(error)}
            if reply_address:
                self._write(dict(answer, type="send", address=reply_address))
        except (OSError, BusError) as error:
            self._on_error(error)

    def _ask(self, frame, timeout):
        reply_address, future = str(uuid.uuid4()), Future()
        with self._lock:
            self._write(dict(frame, replyAddress=reply_address))
            self._waiting[reply_address] = (frame["address"], future)
        try:
            return future.result(timeout)
        except NoAnswer:
            raise BusError("no answer from %s in %s s" % (frame["address"], timeout)) from None
        finally:
            with self._lock:
                self._waiting.pop(reply_address, None)

    def _ping(self, headers=None):
        future = Future()
        with self._lock:
            self._write({"type": "ping", "headers": headers or {}})
            self._pongs.append(future)
        return future

    def _write(self, frame):
        data = json.dumps(frame).encode()
        with self._lock:
            if self._socket is None:
                raise BusError("not connected")
            self._socket.sendall(struct.pack(">I", len(data)) + data)

    @staticmethod
    def _shut(connection):
        if connection is not None:
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass  # it was gone
            connection.close()
