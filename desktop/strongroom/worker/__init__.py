"""A child process for work that may hang, crash or be attacked: calls in, plain values out."""

from strongroom.worker.child import run
from strongroom.worker.client import WorkerClient
from strongroom.worker.frames import Handler, Plain, WorkerError

__all__ = ["Handler", "Plain", "WorkerClient", "WorkerError", "run"]
