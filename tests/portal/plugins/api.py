"""The plugin API as text: every public name of its modules with its signature.

``DJANGO_SETTINGS_MODULE=portal.settings.test python -m tests.portal.plugins.api`` records it anew.
"""

from __future__ import annotations

import importlib
import inspect
import json
from dataclasses import MISSING, fields, is_dataclass
from pathlib import Path

from portal.plugins.config import API_VERSION

MODULES = ("config", "deprecation", "events", "fields", "gate", "models", "points", "scopes")
# Used by the portal itself; plugins have no business with them.
PRIVATE = {
    "config": {"CATEGORIES", "SCOPES", "SLUG"},
    "events": {"deliver", "kinds"},
    "gate": {"INSTALLATION", "NOWHERE", "at", "of_request", "person"},
    "models": {"Activation", "ActivationChange", "ActivationQuerySet", "KnownPlugin", "ScopeType"},
    "points": {"NAME", "Point"},
    "scopes": {"ScopeKind", "kinds", "register"},
}
RECORD = Path(__file__).with_name(f"api-{API_VERSION.partition('.')[0]}.json")


def surface():
    """{"points.MenuItem": {…}}: what plugins may rely on."""
    found = {}
    for name in MODULES:
        module = importlib.import_module(f"portal.plugins.{name}")
        for key, value in sorted(vars(module).items()):
            if _is_public(module, key, value) and key not in PRIVATE.get(name, ()):
                found[f"{name}.{key}"] = _described(value)
    return found


def _is_public(module, key, value):
    if key.startswith("_") or inspect.ismodule(value):
        return False
    if inspect.isclass(value) or inspect.isroutine(value):
        return value.__module__ == module.__name__
    return key.isupper() and isinstance(value, str | tuple)  # constants


def _described(value):
    if not inspect.isclass(value):
        return f"function{_signature(value)}" if callable(value) else "constant"
    members = {key: _member(value, key) for key in dir(value) if _is_own(value, key)}
    members |= dict.fromkeys(set(inspect.get_annotations(value)) - set(members), "attribute")
    if is_dataclass(value):
        members |= {field.name: _field(field) for field in fields(value)}
    return members


def _is_own(cls, key):
    """Public and first named by the portal: how it overrides Django is its own affair."""
    owners = [base.__module__ for base in cls.__mro__ if key in base.__dict__]
    return not key.startswith("_") and all(owner.startswith("portal.") for owner in owners)


def _member(cls, key):
    value = inspect.getattr_static(cls, key)
    value = getattr(value, "__func__", value)
    return f"function{_signature(value)}" if inspect.isfunction(value) else "attribute"


def _field(field):
    has_default = field.default is not MISSING or field.default_factory is not MISSING
    return f"{field.type}{' = …' if has_default else ''}"


def _signature(function):
    return str(inspect.signature(function))


if __name__ == "__main__":
    import django

    django.setup()
    RECORD.write_text(json.dumps(surface(), indent=1, sort_keys=True, ensure_ascii=False) + "\n")
