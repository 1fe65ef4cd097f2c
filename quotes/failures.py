"""What could not be read: the rooms that read files go on after it, and tell it by name."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Failure:
    """Something that could not be read or extracted: its name (a path, a member, a line), and why."""

    name: str
    reason: str


def clean(name: str) -> str:
    """A file's name as text that can be stored: bytes that are not UTF-8 are replaced."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
