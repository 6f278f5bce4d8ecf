"""When the engines refuse, or do not agree."""

from strongroom.model.errors import StrongroomError


class EngineError(StrongroomError):
    """A library refused what was given, or two of them answered differently."""
