"""What a command answers: one document for machines, lines for people, and an exit code."""

import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum

from strongroom.model.errors import StrongroomError
from strongroom.model.finding import Finding, Severity
from strongroom.words.changed_words import CHANGED, changed_value
from strongroom.words.findings import Words, sentence, words_for
from strongroom.words.text import counted_place, visible
from strongroom.workflows.review_document import finding_json

Json = None | bool | int | float | str | Sequence["Json"] | Mapping[str, "Json"]


class Exit(IntEnum):
    """The exit codes of the contract."""

    DONE = 0
    FAILED = 1
    USAGE = 2
    BLOCKED = 3
    REJECTED = 4
    LOCKED = 5
    UNAVAILABLE = 6


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command has to say.

    ``lines`` are for people and go to stdout without ``--json``; ``raw`` is what ``--out -`` asked
    for and then stands there alone.
    """

    document: Mapping[str, Json]
    lines: Sequence[str]
    findings: Sequence[Finding] = ()
    exit_code: Exit = Exit.DONE
    raw: str | None = None
    notes: Sequence[str] = field(default_factory=tuple)


def exit_for(findings: Iterable[Finding]) -> Exit:
    """The exit code that the heaviest finding asks for."""
    heaviest = max((finding.severity for finding in findings), default=Severity.INFO)
    if heaviest is Severity.REJECT:
        return Exit.REJECTED
    return Exit.BLOCKED if heaviest is Severity.BLOCK else Exit.DONE


_EXITS = {
    "passphrase-wrong": Exit.LOCKED,
    "slot-missing": Exit.LOCKED,
    "vault-locked": Exit.LOCKED,
    "keyring-absent": Exit.LOCKED,
    "keyring-entry-missing": Exit.LOCKED,
    "keyring-locked": Exit.LOCKED,
    "keyring-refused": Exit.LOCKED,
    "security-key-other": Exit.LOCKED,
    "security-key-pin-needed": Exit.LOCKED,
    "security-key-pin-wrong": Exit.LOCKED,
    "security-key-pin-paused": Exit.LOCKED,
    "security-key-blocked": Exit.LOCKED,
    "security-key-untouched": Exit.LOCKED,
    "security-key-refused": Exit.LOCKED,
    "security-key-failed": Exit.UNAVAILABLE,
    "security-key-none": Exit.UNAVAILABLE,
    "device-unavailable": Exit.UNAVAILABLE,
}


def exit_for_error(error: StrongroomError) -> Exit:
    """The exit code of a command that raised ``error``."""
    return _EXITS.get(error.code, Exit.REJECTED)


def error_json(error: StrongroomError) -> Json:
    """The ``error`` object of a rejected command."""
    words = error_words(error)
    return {"code": error.code, "message": words.message, "hint": words.hint}


def error_words(error: StrongroomError) -> Words:
    """An error's sentence; its own plain one where no words are kept for the code."""
    facts = {"detail": str(error), **error.facts}
    return words_for(error.code, facts) or Words(str(error), "")


class OutputError(Exception):
    """Standard output takes nothing more."""

    def __init__(self, error: OSError) -> None:
        super().__init__(error.strerror or "standard output is closed")
        self.is_reader_gone = isinstance(error, BrokenPipeError)


def print_answer(answer: Answer, *, as_json: bool) -> int:
    """Print an answer as asked for and return its exit code; raises ``OutputError``."""
    for note in answer.notes:
        print(note, file=sys.stderr)
    if as_json:
        document = dict(answer.document)
        document["findings"] = [finding_json(finding) for finding in answer.findings]
        say(json.dumps(document, indent=2))
    elif answer.raw is not None:
        say(answer.raw)
        print("\n".join(finding_lines(answer.findings)), end="", file=sys.stderr)
    else:
        say(*answer.lines, *finding_lines(answer.findings))
    return int(answer.exit_code)


def say(*lines: str) -> None:
    """Print lines to standard output at once; raises ``OutputError``."""
    try:
        for line in lines:
            print(line)
        sys.stdout.flush()
    except OSError as error:
        raise OutputError(error) from error


def print_error(error: StrongroomError, *, as_json: bool, extra: Mapping[str, Json]) -> None:
    """Print why a command was refused; raises ``OutputError``."""
    if as_json:
        say(json.dumps({**extra, "error": error_json(error)}, indent=2))
        return
    words = error_words(error)
    file = f"{visible(str(extra['file']))}: " if "file" in extra else ""
    print(f"{file}{words.message} ({error.code})", file=sys.stderr)
    if words.hint:
        print(f"  {words.hint}", file=sys.stderr)


_SIGNS = {
    Severity.REJECT: "✗ refused",
    Severity.BLOCK: "■ stop",
    Severity.WARN: "▲ look",
    Severity.INFO: "· note",
}


def finding_lines(findings: Iterable[Finding]) -> list[str]:
    """The findings as a person reads them, the heaviest first."""
    lines = []
    for finding in sorted(findings, key=lambda found: -found.severity):
        words = sentence(finding)
        place = (
            ""
            if finding.where in ("transaction", "wallet")
            else f" ({counted_place(finding.where)})"
        )
        lines.append(f"{_SIGNS[finding.severity]}{place}: {words.message} [{finding.code}]")
        if finding.code == CHANGED:
            lines.append(f"        Reviewed:  {changed_value(finding.facts, 'reviewed')}")
            lines.append(f"        Came back: {changed_value(finding.facts, 'returned')}")
        if words.hint:
            lines.append(f"        {words.hint}")
    return lines
