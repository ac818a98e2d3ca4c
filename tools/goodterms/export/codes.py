"""Short names for ids in ``suspend_data``: made of digests, so that they do not shift.

A code is the shortest beginning, of at least three characters, of the id's SHA-256 in base 62
that no other id of the same kind in the package shares. An item that is added, removed or moved
leaves the codes of all others as they are; where two collide, both get longer and old records of
them are not found any more, which loses them instead of mixing them up.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
SHORTEST = 3
#: Characters of a whole digest: 62 ** 43 > 2 ** 256.
_WHOLE = 43


def codes_for(ids: Iterable[str], shortest: int = SHORTEST) -> dict[str, str]:
    """Id -> code, unique among the ids given."""
    wholes = {name: whole_code(name) for name in ids}
    codes = {}
    for name, whole in wholes.items():
        others = [other for one, other in wholes.items() if one != name]
        length = shortest
        while any(other.startswith(whole[:length]) for other in others):
            length += 1
        codes[name] = whole[:length]
    return codes


def whole_code(text: str) -> str:
    """The SHA-256 of a text in base 62, last digits first, in 43 characters."""
    number = int.from_bytes(hashlib.sha256(text.encode()).digest(), "big")
    digits = []
    for _ in range(_WHOLE):
        number, digit = divmod(number, 62)
        digits.append(ALPHABET[digit])
    return "".join(digits)
