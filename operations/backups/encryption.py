"""Encryption by age (https://age-encryption.org/): its files open without the site, too."""

from pathlib import Path

import pyrage
from django.conf import settings
from django.core.checks import Error

from operations.backups import BackupError


def check_recipients(app_configs, **options) -> list[Error]:
    """Return an error for each key in BACKUP_RECIPIENTS that is no public key of age."""
    errors = []
    for number, key in enumerate(settings.BACKUP_RECIPIENTS, 1):
        try:
            pyrage.x25519.Recipient.from_str(key)
        except pyrage.RecipientError:
            message = f"Key {number} of BACKUP_RECIPIENTS is not a public key of age (age1…)."
            errors.append(Error(message, id="operations.E001"))
    return errors


def encrypt(plain: Path, target: Path, recipients: list[str]) -> None:
    """Encrypt a file for each of the public keys."""
    try:
        keys = [pyrage.x25519.Recipient.from_str(key) for key in recipients]
    except pyrage.RecipientError as error:
        raise BackupError(f"A key to encrypt for is not a public key of age: {error}") from error
    pyrage.encrypt_file(str(plain), str(target), keys)


def decrypt(path: Path, plain: Path, identity: Path | None) -> None:
    """Decrypt a file with the secret keys in the file ``identity``."""
    if identity is None:
        raise BackupError(f"{path.name} is encrypted: name the file of its key with --identity.")
    parts = identity.read_text(encoding="ascii").split()
    keys = [word for word in parts if word.startswith("AGE-SECRET-KEY-")]
    pyrage.decrypt_file(
        str(path), str(plain), [pyrage.x25519.Identity.from_str(key) for key in keys]
    )
