"""A passkey as a browser would have it: made of a key pair, answers in JSON."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from hashlib import sha256
from struct import pack

import cbor2
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256

ORIGIN, HOST = "https://testserver", b"testserver"
PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40


class Passkey:
    def __init__(self, key_id: bytes = b"a key of the tests"):
        self.id, self.key, self.used = key_id, ec.generate_private_key(ec.SECP256R1()), 0

    def make(self, options: str, origin=ORIGIN) -> str:
        """The answer of ``navigator.credentials.create``."""
        public = self.key.public_key().public_numbers()
        curve = {1: 2, 3: -7, -1: 1, -2: public.x.to_bytes(32), -3: public.y.to_bytes(32)}
        credential = bytes(16) + pack(">H", len(self.id)) + self.id + cbor2.dumps(curve)
        data = self._data(PRESENT | VERIFIED | ATTESTED) + credential
        attestation = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": data})
        return self._answer(
            clientDataJSON=self._client("webauthn.create", options, origin),
            attestationObject=attestation,
        )

    def show(self, options: str, origin=ORIGIN) -> str:
        """The answer of ``navigator.credentials.get``."""
        self.used += 1
        client, data = self._client("webauthn.get", options, origin), self._data(PRESENT)
        signed = self.key.sign(data + sha256(client).digest(), ec.ECDSA(SHA256()))
        return self._answer(clientDataJSON=client, authenticatorData=data, signature=signed)

    def _data(self, flags: int) -> bytes:
        return sha256(HOST).digest() + pack(">BI", flags, self.used)

    def _client(self, kind: str, options: str, origin: str) -> bytes:
        challenge = json.loads(options)["challenge"]
        assert len(urlsafe_b64decode(challenge + "==")) >= 16
        return json.dumps({"type": kind, "challenge": challenge, "origin": origin}).encode()

    def _answer(self, **response: bytes) -> str:
        own = _text(self.id)
        response = {name: _text(value) for name, value in response.items()}
        credential = {"id": own, "rawId": own, "type": "public-key", "response": response}
        return json.dumps({**credential, "clientExtensionResults": {}})


def _text(value: bytes) -> str:
    return urlsafe_b64encode(value).rstrip(b"=").decode()
