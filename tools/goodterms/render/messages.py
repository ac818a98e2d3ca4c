"""How long a text message is: in the alphabet of text messages (GSM 03.38), else in UTF-16.

One message holds 160 characters of that alphabet or 70 of any other; a longer one travels in
parts of 153 or 67, because each part says to which message it belongs (3GPP TS 23.040).
"""

from __future__ import annotations

from dataclasses import dataclass

#: The default alphabet of 3GPP TS 23.038, 6.2.1.
GSM_BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
#: Its extension, 6.2.1.1: each of these counts as two characters.
GSM_DOUBLE = frozenset("\f^{}\\[~]|€")
GSM_ONE, GSM_PART = 160, 153
OTHER_ONE, OTHER_PART = 70, 67


@dataclass(frozen=True)
class Length:
    """The length of a message as networks count it, and in how many parts it travels.

    ``foreign`` holds the characters outside the alphabet; one of them is enough to make every
    character of the message cost more than twice its room.
    """

    characters: int
    parts: int
    foreign: tuple[str, ...] = ()


def message_length(text: str) -> Length:
    """The length of a text message."""
    foreign = tuple(dict.fromkeys(c for c in text if c not in GSM_BASIC and c not in GSM_DOUBLE))
    if foreign:
        count, one, part = len(text.encode("utf-16-le")) // 2, OTHER_ONE, OTHER_PART
    else:
        count, one, part = len(text) + sum(c in GSM_DOUBLE for c in text), GSM_ONE, GSM_PART
    return Length(count, 1 if count <= one else -(-count // part), foreign)


def room(limit: int, length: Length) -> int:
    """What a limit in characters of the alphabet leaves for a message of this kind."""
    return limit * OTHER_ONE // GSM_ONE if length.foreign else limit
