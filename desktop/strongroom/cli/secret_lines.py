"""What is typed and not shown, or stands in the first line of a file."""

from getpass import getpass

from strongroom.cli.options import UsageError
from strongroom.formats.text import decode_text, text_lines
from strongroom.transports.files import read_file


def secret_line(file: str | None, question: str, option: str = "--passphrase-file") -> str:
    """The first line of a file, or else what is typed; raises what ``asked`` does."""
    if file is None:
        return asked(question, option)
    return text_lines(decode_text(read_file(file)))[0]


def asked(question: str, option: str) -> str:
    """What is typed and not shown; raises ``UsageError`` where nobody types."""
    try:
        return getpass(question)
    except EOFError:
        raise UsageError(f"Nobody typed anything; name a {option}") from None


def new_passphrase(file: str | None, what: str, option: str) -> str:
    """A passphrase that is typed twice, unless it stands in a file; raises ``UsageError``."""
    if file is not None:
        return secret_line(file, "")
    typed = asked(f"{what}: ", option)
    if asked("Once more: ", option) != typed:
        raise UsageError("The two are not the same; nothing was changed")
    return typed
