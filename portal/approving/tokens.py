"""Tokens of links: random, signed with the installation's key, stored as a hash only."""

from __future__ import annotations

import hashlib
import secrets

from django.core.signing import BadSignature, Signer

SALT = "portal.approving.link"


def make_token() -> str:
    """192 random bits and their signature, fit for an address."""
    return _signer().sign(secrets.token_urlsafe(24))


def hash_of(token: str) -> str | None:
    """What is stored of ``token``; None when it was not made here, without asking the database."""
    try:
        _signer().unsign(token)
    except BadSignature:
        return None
    return hashlib.sha256(token.encode()).hexdigest()


def _signer() -> Signer:
    return Signer(salt=SALT, sep=".")
