"""An equation as one line of text: (a+b)/c, x^2, √(y). Readable, not typeset."""

from __future__ import annotations

from typing import Any

from portal.word.names import M, local

_DEEPEST = 40


def as_text(element: Any, depth: int = 0) -> str:
    """Args: element: ``m:oMath`` or anything inside of one."""
    if depth > _DEEPEST:
        return "…"
    name = local(element)
    if name in {"t", "delText"}:
        return element.text or ""
    if name.endswith("Pr"):
        return ""
    # Each child once: twice at every level would be a million times at the twentieth.
    inside = [(local(child), as_text(child, depth + 1)) for child in element]
    part = dict(inside)
    if name == "f":
        return f"{_grouped(part.get('num', ''))}/{_grouped(part.get('den', ''))}"
    if name in {"sSup", "sSub", "sSubSup"}:
        low = f"_{_grouped(part['sub'])}" if "sub" in part else ""
        high = f"^{_grouped(part['sup'])}" if "sup" in part else ""
        return part.get("e", "") + low + high
    if name == "rad":
        return f"{part.get('deg', '')}√({part.get('e', '')})"
    if name == "nary":
        sign = element.find(f"{M}naryPr/{M}chr")
        char = sign.get(f"{M}val") if sign is not None else "∫"
        return f"{char}({part.get('sub', '')}…{part.get('sup', '')}) {part.get('e', '')}"
    if name == "d":
        inner = ", ".join(text for one, text in inside if one == "e")
        return f"({inner})"
    return "".join(text for _one, text in inside)


def _grouped(text: str) -> str:
    return text if len(text) < 2 or text.isalnum() else f"({text})"
