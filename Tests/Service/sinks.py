"""Servers that take mail and text messages as badly as real ones: they refuse, are out of order, and take what they never acknowledge."""
import asyncio, contextlib, http.server, random, re, threading
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP
from shapes import free_port

OUTAGE, BETWEEN = 300, 6 * 3_600        # seconds out of order, every so many
REFUSED, UNANSWERED = 2, 0.3            # of a hundred each


class Ledger:
    """What reached the sinks, a line an attempt, at the time of the clock that the sender goes by: instant, id, `refused` or `taken`."""

    def __init__(self, directory, seed):
        self.clock, self.path, self.chance = f"{directory}/clock", f"{directory}/sent.log", random.Random(seed)
        self.file, self.lock, self.unanswered, self.by = open(self.path, "a", buffering=1), threading.Lock(), 0, {"mail": 0, "text": 0}

    def take(self, identity, way):
        """Notes an attempt: `refused`, `taken`, or `unanswered` for one that is taken and not acknowledged."""
        with open(self.clock) as file:
            now = int(file.read())
        with self.lock:
            drawn = self.chance.uniform(0, 100)
            fate = "refused" if now % BETWEEN < OUTAGE or drawn < REFUSED else "unanswered" if drawn < REFUSED + UNANSWERED else "taken"
            self.file.write(f"{now} {identity} {'refused' if fate == 'refused' else 'taken'}\n")
            self.unanswered += fate == "unanswered"
            self.by[way] += fate != "refused"
        return fate


class MailSink:
    """SMTP (RFC 5321); the Message-ID is the notice's."""

    def __init__(self, ledger):
        self.ledger = ledger
        self.port = free_port()
        self.controller = Controller(self, hostname="127.0.0.1", port=self.port)
        self.controller.start()

    async def handle_DATA(self, server: SMTP, session, envelope):
        identity = re.search(rb"Message-ID: <([^@>]+)@", envelope.original_content)[1].decode()
        fate = self.ledger.take(identity, "mail")
        if fate == "unanswered":
            server.transport.abort()
            await asyncio.sleep(0)
        return "451 not now" if fate == "refused" else "250 taken"

    def close(self):
        self.controller.stop()


class TextSink:
    """HTTP as providers of text messages speak it; the Idempotency-Key is the notice's id."""

    def __init__(self, ledger):
        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True

            def do_POST(self):
                self.rfile.read(int(self.headers["Content-Length"]))
                fate = ledger.take(self.headers["Idempotency-Key"], "text")
                if fate == "unanswered":
                    self.close_connection = True
                    self.connection.close()
                    return
                body = b"{}"
                self.send_response(503 if fate == "refused" else 201)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                pass

            def finish(self):
                # What was cut off cannot be flushed.
                with contextlib.suppress(OSError, ValueError):
                    super().finish()

        class Quiet(http.server.ThreadingHTTPServer):
            def handle_error(self, request, client_address):
                pass

        self.server = Quiet(("127.0.0.1", 0), Handler)
        self.port = self.server.server_port
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self):
        self.server.shutdown()
