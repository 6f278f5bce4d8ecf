"""Findings by their weight, as the rules write them down."""

from strongroom.model.errors import Fact
from strongroom.model.finding import Finding, Severity


def reject(code: str, where: str = "transaction", /, **facts: Fact) -> Finding:
    """What must not be loaded."""
    return Finding(code, Severity.REJECT, where, facts)


def block(code: str, where: str = "transaction", /, **facts: Fact) -> Finding:
    """What may be shown and not be signed."""
    return Finding(code, Severity.BLOCK, where, facts)


def warn(code: str, where: str = "transaction", /, **facts: Fact) -> Finding:
    """What a person must acknowledge."""
    return Finding(code, Severity.WARN, where, facts)


def info(code: str, where: str = "transaction", /, **facts: Fact) -> Finding:
    """What is good to know."""
    return Finding(code, Severity.INFO, where, facts)
