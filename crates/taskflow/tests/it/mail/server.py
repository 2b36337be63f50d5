"""A real mail server on a port of its own choice: keeps what it takes as JSON lines in a file, and refuses some by the
name of their recipient. With a certificate and its key it speaks to nobody but by STARTTLS. Ends when whoever started it does."""

import json
import logging
import ssl
import sys
import warnings
from email import policy
from email.parser import BytesParser

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

USER, PASSWORD = b"taskflow", b"secret"
REFUSED = {
    "gone": "550 5.1.1 No such user here",
    "spam": "554 5.7.1 We do not like this text",
    "busy": "451 4.3.0 Not now",
}


class Keeper:
    def __init__(self, path):
        self.path = path

    def keep(self, line):
        with open(self.path, "a", encoding="utf-8") as file:
            file.write(json.dumps(line) + "\n")

    async def handle_RCPT(self, server, session, envelope, address, options):
        refused = REFUSED.get(address.split("@")[0].split(".")[0])
        if refused:
            self.keep({"from": envelope.mail_from, "refused": address})
            return refused
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(self, server, session, envelope):
        message = BytesParser(policy=policy.default).parsebytes(envelope.content)
        parts = {part.get_content_type(): part.get_content() for part in message.iter_parts()}
        headers = {name.lower(): str(value) for name, value in message.items()}
        self.keep({
            "from": envelope.mail_from,
            "to": envelope.rcpt_tos,
            "encrypted": bool(session.ssl),
            "headers": headers,
            "text": parts.get("text/plain"),
            "html": parts.get("text/html"),
        })
        return "250 2.0.0 OK"


def authenticate(server, session, envelope, mechanism, data):
    keeper.keep({"signed_in": mechanism, "encrypted": bool(session.ssl)})
    return AuthResult(success=(data.login, data.password) == (USER, PASSWORD))


# Nobody listens on the way: it is this machine's own.
warnings.simplefilter("ignore")
# Those who hang up on a certificate that they do not trust are part of the tests.
logging.disable(logging.ERROR)
keeper = Keeper(sys.argv[1])
context = None
if len(sys.argv) > 3:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(*sys.argv[3:5])
controller = Controller(
    keeper,
    hostname="127.0.0.1",
    port=int(sys.argv[2]),
    authenticator=authenticate,
    auth_required=True,
    auth_require_tls=context is not None,
    tls_context=context,
    require_starttls=context is not None,
)
controller.start()
print("ready", flush=True)
sys.stdin.read()
controller.stop()
