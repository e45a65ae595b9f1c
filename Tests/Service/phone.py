"""A browser of the test's own with the push service that reaches it: takes what the clinic posts, and reads it as a browser does."""
import base64, http.server, json, os, threading
import http_ece
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from py_vapid import Vapid

TEXT = lambda data: base64.urlsafe_b64encode(data).rstrip(b"=").decode()


class PushService:
    """Takes messages for browsers, answers what it is told to, and remembers what it was given."""

    def __init__(self):
        self.taken, self.answers = [], []
        service = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                service.taken.append((self.path, dict(self.headers), self.rfile.read(int(self.headers["Content-Length"]))))
                self.send_response(service.answers.pop(0) if service.answers else 201)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.origin = f"http://127.0.0.1:{self.server.server_port}"


class Phone:
    """One browser of somebody's."""

    def __init__(self, service, name):
        self.service, self.path = service, f"/push/{name}"
        self.key, self.secret = ec.generate_private_key(ec.SECP256R1()), os.urandom(16)

    @property
    def subscription(self):
        point = self.key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        return {"endpoint": self.service.origin + self.path, "p256dh": TEXT(point), "auth": TEXT(self.secret)}

    @property
    def taken(self):
        return [(head, body) for path, head, body in self.service.taken if path == self.path]

    def read(self, body):
        """As http-ece, which is the encryption of another maker, opens it."""
        return json.loads(http_ece.decrypt(body, private_key=self.key, auth_secret=self.secret, version="aes128gcm"))

    @property
    def messages(self):
        return [self.read(body) for _, body in self.taken]


def who_asks(head):
    """The claims of who posted, if py-vapid finds the signature good, and the key it was made with."""
    parts = dict(part.strip().split("=", 1) for part in head["Authorization"].removeprefix("vapid ").split(","))
    assert Vapid.verify(head["Authorization"])
    claims = json.loads(base64.urlsafe_b64decode(parts["t"].split(".")[1] + "=="))
    return claims, parts["k"]
