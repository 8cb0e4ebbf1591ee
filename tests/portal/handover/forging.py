"""Archives that somebody has changed."""

from __future__ import annotations

import hashlib
import json
import zipfile


def forged(path, target, changes=None, *, manifest=None, sealed=True, extra=()):
    """A copy of an archive at ``target``.

    Args:
        changes: new content by member name; None takes a member out.
        manifest: a function that changes the manifest.
        sealed: write checksums that fit, as somebody would who knows the format.
        extra: pairs of ``ZipInfo`` (or name) and content, added as they are.
    """
    with zipfile.ZipFile(path) as source:
        members = {name: source.read(name) for name in source.namelist()}
    said = json.loads(members.pop("manifest.json"))
    for name, content in (changes or {}).items():
        if content is None:
            members.pop(name)
        else:
            members[name] = content
    if sealed:
        said["members"] = {
            name: {"sha256": hashlib.sha256(content).hexdigest(), "size": len(content)}
            for name, content in members.items()
        }
    if manifest:
        manifest(said)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in members.items():
            made.writestr(name, content)
        for info, content in extra:
            made.writestr(info, content)
        made.writestr("manifest.json", json.dumps(said))
    return target


def lines(path, name):
    with zipfile.ZipFile(path) as source:
        return [json.loads(line) for line in source.read(name).splitlines()]


def as_lines(values):
    return b"".join(json.dumps(value).encode() + b"\n" for value in values)


def member(path, name):
    with zipfile.ZipFile(path) as source:
        return json.loads(source.read(name))
