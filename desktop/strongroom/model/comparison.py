"""How an address was compared with who gave it."""

from enum import Enum


class Comparison(Enum):
    """The value is the word of the command line."""

    NOT = "not"
    PHONE = "phone"
    """Read aloud, group by group, by telephone or video."""
    IN_PERSON = "in-person"
    SIGNED = "signed"
    """By a message that the address signed."""
    OTHER = "other"
