"""Files that hold QR codes among those that are opened: the parts of one payload become one."""

from collections.abc import Sequence
from functools import partial

from strongroom.model.errors import StrongroomError
from strongroom.transports.qr.contract import QrError
from strongroom.transports.qr.gathering import holds_codes, joined
from strongroom.transports.qr.reader import CodeReader
from strongroom.workflows.open_several import Source


def join_codes(sources: Sequence[Source], reader: CodeReader) -> list[Source]:
    """The sources with what their codes hold in place of pictures and parts.

    Several that hold parts of one series come as one, named after all of them; what cannot be read
    or joined says so when it is read.
    """
    plain: list[Source] = []
    coded: list[tuple[str, bytes]] = []
    for source in sources:
        try:
            data = source.read()
        except StrongroomError:
            plain.append(source)
            continue
        if holds_codes(data):
            coded.append((source.name, data))
        else:
            plain.append(Source(source.name, partial(_given, data)))
    return [*_joined(coded, reader), *plain]


def _joined(coded: Sequence[tuple[str, bytes]], reader: CodeReader) -> list[Source]:
    files = [data for _, data in coded]
    alone = [Source(name, partial(joined, [data], reader)) for name, data in coded]
    if len(coded) < 2:
        return alone
    names = ", ".join(name for name, _ in coded)
    try:
        return [Source(names, partial(_given, joined(files, reader)))]
    except QrError as error:
        if error.code == "qr-incomplete":
            return [Source(names, partial(joined, files, reader))]
        return alone
    except StrongroomError:
        return alone


def _given(data: bytes) -> bytes:
    return data
