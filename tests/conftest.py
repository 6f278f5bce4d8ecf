"""What holds for every test, and the lines that say at the end what was left out."""

import os
from collections.abc import Iterator

import pytest
from hypothesis import settings

from tests import age as ages
from tests import core_files
from tests import electrum as electrums
from tests import npm as packages
from tests import screen as screens
from tests import secret_service as keyrings
from tests.age import age
from tests.electrum import electrum
from tests.node import NONE_FOUND, node
from tests.npm import npm
from tests.screen import screen
from tests.secret_service import private_bus, secret_service
from tests.vectors_source import ABSENT

__all__ = ["age", "electrum", "node", "npm", "private_bus", "screen", "secret_service"]

CI = os.environ.get("STRONGROOM_CI") == "1"
"""Where nothing may be left out."""

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
settings.register_profile("repeatable", derandomize=True, deadline=None, database=None)
settings.load_profile("repeatable")


@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if CI and reporter is not None and any(_left_out(reporter)):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    for line in _left_out(terminalreporter):
        terminalreporter.write_line(f"{line}; that is a failure here" if CI else line)
    for line in _found(terminalreporter):
        terminalreporter.write_line(line)


def _found(reporter: pytest.TerminalReporter) -> Iterator[str]:
    """What tests measured and recorded as ``figure``."""
    for report in (*reporter.getreports("passed"), *reporter.getreports("failed")):
        yield from (str(value) for name, value in report.user_properties if name == "figure")


def _left_out(reporter: pytest.TerminalReporter) -> Iterator[str]:
    skipped = reporter.getreports("skipped")
    vectors = sum(ABSENT in str(report.longrepr) for report in skipped)
    if vectors:
        yield f"vector cases that were not run, as ../shared/vectors is absent: {vectors}"
    # A test may need a node and a screen: what it says is what it lacked.
    if any(NONE_FOUND in str(report.longrepr) for report in skipped):
        yield NONE_FOUND
    if any("npm" in getattr(report, "keywords", ()) for report in skipped):
        yield packages.NONE_FOUND
    if any(screens.NONE_FOUND in str(report.longrepr) for report in skipped):
        yield screens.NONE_FOUND + ", ".join(screens.missing())
    if any(keyrings.NONE_FOUND in str(report.longrepr) for report in skipped):
        yield keyrings.NONE_FOUND
    if any(ages.NONE_FOUND in str(report.longrepr) for report in skipped):
        yield ages.NONE_FOUND
    if any(electrums.NONE_FOUND in str(report.longrepr) for report in skipped):
        yield electrums.NONE_FOUND
    if any(core_files.NONE_WRITTEN in str(report.longrepr) for report in skipped):
        yield core_files.NONE_WRITTEN
