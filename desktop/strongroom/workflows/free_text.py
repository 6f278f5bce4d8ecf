"""What people type beside keys and payments: kept only where it holds no secret."""

from strongroom.formats.secrets import search_text
from strongroom.formats.text import safe_name
from strongroom.model.errors import ReadError


def refuse_secrets(*texts: str) -> None:
    """Raise ``ReadError`` with ``secret-found`` where one of the texts holds a seed or a key."""
    for text in texts:
        found = search_text(text).found if text else None
        if found is not None:
            raise ReadError(
                "secret-found", "this holds a secret that no computer should see", kind=found.value
            )


def clean(text: str) -> str:
    """A name or note as it is kept: one line at most 255 characters long, nothing in it hidden.

    Raises what ``refuse_secrets`` does.
    """
    refuse_secrets(text)
    return safe_name(text)[0]
