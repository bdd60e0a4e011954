"""Accounts and what happened to them, for administrators."""

from accounts.admin import accounts, audit_trail

__all__ = ["accounts", "audit_trail"]
