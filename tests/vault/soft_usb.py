"""Security keys in software behind packets of 64 bytes, as on USB (CTAPHID)."""

import struct
from queue import SimpleQueue
from threading import Event, Thread

from fido2.ctap import STATUS
from fido2.hid import CAPABILITY, CTAPHID
from fido2.hid.base import CtapHidConnection, HidDescriptor

from tests.vault.soft_keys import SoftKey

PACKET = 64
_ALIVE = 0.01
"""Seconds between two packets that say it still waits."""
_PATIENCE = 30.0


def descriptor(key: SoftKey) -> HidDescriptor:
    """What the system says of it."""
    return HidDescriptor("/dev/nothing", 1, 2, PACKET, PACKET, key.product_name, None)


class SoftConnection(CtapHidConnection):
    """One request at a time; a cancel reaches the one that is under way."""

    channel = 7

    def __init__(self, key: SoftKey) -> None:
        self._key = key
        self._packets: SimpleQueue[bytes] = SimpleQueue()
        self._asked, self._wanted, self._command = b"", 0, 0
        self.cancelled = Event()

    def read_packet(self) -> bytes:
        return self._packets.get(timeout=_PATIENCE)

    def write_packet(self, data: bytes) -> None:
        assert len(data) == PACKET
        if data[4] & 0x80:
            self._command, self._wanted = data[4] & 0x7F, int.from_bytes(data[5:7], "big")
            if self._command == CTAPHID.CANCEL:
                self.cancelled.set()
                return
            self._asked = data[7:]
        else:
            self._asked += data[5:]
        if len(self._asked) >= self._wanted:
            self._take(self._asked[: self._wanted])

    def close(self) -> None:
        pass

    def _take(self, asked: bytes) -> None:
        if self._command == CTAPHID.INIT:
            told = struct.pack(">IBBBBB", self.channel, 2, 1, 0, 0, CAPABILITY.CBOR)
            self._send(0xFFFFFFFF, CTAPHID.INIT, asked + told)
        else:
            self.cancelled.clear()
            Thread(target=self._answer, args=(asked,), daemon=True).start()

    def _answer(self, asked: bytes) -> None:
        done = Event()
        waits: list[STATUS] = [STATUS.PROCESSING]

        def say_alive() -> None:
            while not done.wait(_ALIVE):
                self._send(self.channel, CTAPHID.KEEPALIVE, bytes([waits[-1]]))

        Thread(target=say_alive, daemon=True).start()
        answer = self._key.call(CTAPHID.CBOR, asked, self.cancelled, waits.append)
        done.set()
        self._send(self.channel, CTAPHID.CBOR, answer)

    def _send(self, channel: int, command: int, data: bytes) -> None:
        first, rest = data[: PACKET - 7], data[PACKET - 7 :]
        head = struct.pack(">IBH", channel, 0x80 | command, len(data))
        packets = [head + first]
        for number, start in enumerate(range(0, len(rest), PACKET - 5)):
            packets.append(struct.pack(">IB", channel, number) + rest[start : start + PACKET - 5])
        for packet in packets:
            self._packets.put(packet.ljust(PACKET, b"\0"))


class Babbling(SoftConnection):
    """Answers what it likes."""

    def read_packet(self) -> bytes:
        return bytes(range(PACKET))
