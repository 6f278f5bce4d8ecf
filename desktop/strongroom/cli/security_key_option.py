"""The security keys that a command asks: the PIN is read once, and every touch is announced."""

import argparse
import sys
from collections.abc import Callable
from typing import Final, TypeVar

from strongroom.cli.secret_lines import asked, secret_line
from strongroom.vault.errors import VaultError
from strongroom.vault.security_key import SecurityKeys, Touches
from strongroom.vault.security_key_usb import UsbSecurityKeys

T = TypeVar("T")
Question = Callable[[SecurityKeys, str, Touches], T]
"""What is asked of the keys, with a PIN (empty where none is known) and whom to tell of touches."""

PIN_FILE: Final = "--pin-file"


def add_pin(
    parser: argparse.ArgumentParser,
    option: str = PIN_FILE,
    words: str = "its first line is the PIN of the security key; else asked for where there is one",
) -> None:
    parser.add_argument(option, metavar="FILE", help=words)


class KeysAtHand:
    """Those connected while one command runs. ``file`` has the PIN, or nobody knows it yet."""

    def __init__(self, file: str | None, option: str = PIN_FILE) -> None:
        self._option = option
        self._pin = "" if file is None else secret_line(file, "", option)

    def ask(self, question: Question[T]) -> T:
        """The answer; the PIN is asked for where a key wants it.

        Raises what ``SecurityKeys`` raises, and ``UsageError`` where nobody types a PIN.
        """
        keys, touches = UsbSecurityKeys(), Announced()
        try:
            return question(keys, self._pin, touches)
        except VaultError as error:
            if error.code != "security-key-pin-needed":
                raise
        self._pin = asked("PIN of the security key: ", self._option)
        return question(keys, self._pin, touches)


class Announced:
    """Says each touch once, on standard error."""

    def __init__(self) -> None:
        self._said = (0, 0)

    def __call__(self, number: int, whole: int) -> None:
        if number and (number, whole) != self._said:
            self._said = (number, whole)
            count = f" ({number} of {whole})" if whole > 1 else ""
            print(f"Touch the security key when it blinks{count}.", file=sys.stderr)
