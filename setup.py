"""What pyproject.toml cannot say: ``resources/`` is installed inside the package."""

from pathlib import Path
from shutil import copytree, ignore_patterns

from setuptools import setup
from setuptools.command.build_py import build_py


class BuildWithResources(build_py):
    """An editable installation finds them where they are; any other gets its own copy."""

    def run(self) -> None:
        super().run()
        if not self.editable_mode:
            target = Path(self.build_lib, "strongroom", "resources")
            # The pictures of the pages are for readers of the repository.
            unwanted = ignore_patterns("screenshots")
            copytree("resources", target, ignore=unwanted, dirs_exist_ok=True)


setup(cmdclass={"build_py": BuildWithResources})
