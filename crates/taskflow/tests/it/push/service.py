"""A push service and its browsers: checks each message as RFC 8030, 8188, 8291 and 8292 have it, opens it with the
private key of the browser it is for, and keeps what it said. Ends when whoever started it does.

POST /browsers        a new browser; answers what its PushSubscription.toJSON() says
POST /answers/NAME    {"status": 410, "retry_after": 60}: what the browser's next message is answered
POST /wpush/NAME      a message
GET  /messages        everything that came, with what was wrong with it
"""

import base64
import json
import os
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import http_ece
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, utils

BROWSERS, ANSWERS, MESSAGES = {}, {}, []
LOCK = threading.Lock()


def text64(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def bytes64(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def check_vapid(header, origin):
    """The claims of a VAPID header; raises when something is wrong with it."""
    scheme, _, rest = header.partition(" ")
    fields = dict(part.strip().split("=", 1) for part in rest.split(","))
    assert scheme == "vapid", scheme
    signed, _, signature = fields["t"].rpartition(".")
    head, claims = (json.loads(bytes64(part)) for part in signed.split("."))
    assert head == {"typ": "JWT", "alg": "ES256"}, head
    key = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), bytes64(fields["k"]))
    raw = bytes64(signature)
    assert len(raw) == 64, len(raw)
    pair = (int.from_bytes(raw[:32], "big"), int.from_bytes(raw[32:], "big"))
    key.verify(utils.encode_dss_signature(*pair), signed.encode(), ec.ECDSA(hashes.SHA256()))
    assert claims["aud"] == origin, claims
    assert claims["sub"].startswith(("mailto:", "https://")), claims
    # The server's clock may be ahead in a test; a token is good for a day at most.
    assert claims["exp"] > time.time(), claims
    return fields["k"]


class Service(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def answer(self, status, value=None, headers=()):
        body = b"" if value is None else json.dumps(value).encode()
        self.send_response(status)
        for name, text in headers:
            self.send_header(name, text)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        with LOCK:
            self.answer(200, MESSAGES)

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("content-length", "0")))
        origin = "http://" + self.headers["host"]
        what, _, name = self.path.lstrip("/").partition("/")
        with LOCK:
            if what == "browsers":
                private, auth = ec.generate_private_key(ec.SECP256R1()), os.urandom(16)
                name = text64(os.urandom(9))
                BROWSERS[name] = (private, auth)
                point = private.public_key().public_bytes(
                    serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
                )
                keys = {"p256dh": text64(point), "auth": text64(auth)}
                self.answer(201, {"endpoint": f"{origin}/wpush/{name}", "expirationTime": None, "keys": keys})
            elif what == "answers":
                ANSWERS.setdefault(name, []).append(json.loads(body))
                self.answer(204)
            elif name not in BROWSERS:
                self.answer(410)
            else:
                self.message(name, body, origin)

    def message(self, name, body, origin):
        headers = {key.lower(): value for key, value in self.headers.items()}
        kept = {"browser": name, "headers": headers, "length": len(body)}
        try:
            kept["key"] = check_vapid(headers["authorization"], origin)
            assert headers["content-encoding"] == "aes128gcm"
            assert int(headers["ttl"]) >= 0
            assert headers.get("urgency") in (None, "very-low", "low", "normal", "high")
            assert len(headers.get("topic", "")) <= 32
            assert len(body) <= 4096
            private, auth = BROWSERS[name]
            plain = http_ece.decrypt(body, private_key=private, auth_secret=auth, version="aes128gcm")
            kept["message"] = json.loads(plain)
        except (AssertionError, InvalidSignature, KeyError, ValueError, http_ece.ECEException) as error:
            kept["fault"] = repr(error)
        MESSAGES.append(kept)
        if "fault" in kept:
            self.answer(400)
        elif ANSWERS.get(name):
            answer = ANSWERS[name].pop(0)
            wait = answer.get("retry_after")
            self.answer(answer["status"], headers=[("retry-after", str(wait))] if wait else [])
        else:
            self.answer(201, headers=[("location", f"{origin}/m/{len(MESSAGES)}")])


server = ThreadingHTTPServer(("127.0.0.1", 0), Service)
threading.Thread(target=server.serve_forever, daemon=True).start()
print(server.server_address[1], flush=True)
sys.stdin.read()
