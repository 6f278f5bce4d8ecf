"""What can be wrong with what was given, as errors with a stable code."""

from types import MappingProxyType

Fact = str | int | float | bool


class StrongroomError(ValueError):
    """Something given cannot be used.

    ``code`` is one of the stable words of the review (for example ``key-malformed``), ``facts`` the
    values its sentence speaks of. ``str()`` is a plain sentence, used where a code has no words.
    """

    def __init__(self, code: str, message: str, **facts: Fact) -> None:
        super().__init__(message)
        self.code = code
        self.facts = MappingProxyType(dict(facts))


class ReadError(StrongroomError):
    """Bytes or text are not what they claim to be."""


class PolicyError(StrongroomError):
    """These keys and this quorum make no wallet."""
