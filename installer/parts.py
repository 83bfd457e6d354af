"""Where what is installed comes from: a checkout of the project, or an unpacked offline bundle."""

from __future__ import annotations

import hashlib
import importlib
import re
import tempfile
import tomllib
from dataclasses import dataclass
from pathlib import Path

from installer.advice import Trouble

WHEELS = "wheels"
ADDIN = "addin/juesuan.xlam"
MANUALS = ("docs/用户手册.md", "docs/安装.md", "docs/pictures/*.*")
DROP = "installer/drop/*.*"
_CODE = {".py", ".yaml", ".csv", ".toml"}


@dataclass(frozen=True)
class Parts:
    """The folder with ``install.py`` in it, and the folder of wheels when there is no network.

    ``wheels`` is ``None`` where packages come from the network.
    """

    root: Path
    wheels: Path | None

    @property
    def own_wheel(self) -> Path | None:
        """Our own package as a wheel, the newest where there are several."""
        found = sorted(self.wheels.glob("juesuan-*.whl")) if self.wheels else []
        return found[-1] if found else None

    @property
    def version(self) -> str:
        """The version that will be installed."""
        if self.own_wheel:
            return self.own_wheel.name.split("-")[1]
        return project_version(self.root)

    def requirement(self) -> list[str]:
        """Return what pip is asked for; Trouble when a folder of wheels has not ours in it."""
        if self.wheels is None:
            return [str(self.root)]
        if self.own_wheel is None:
            raise Trouble(
                f"{self.wheels} 里没有 juesuan 的安装包（juesuan-*.whl）：请重新复制整个离线安装文件夹"
            )
        return ["--no-index", "--find-links", str(self.wheels), str(self.own_wheel)]

    def pythons(self) -> list[tuple[int, int]]:
        """Return the versions of Python that the wheels are for; empty when pip may look elsewhere."""
        if self.wheels is None:
            return []
        tags = {m[1] for path in self.wheels.glob("*.whl") if (m := re.search(r"-cp3(\d+)-win", path.name))}
        return sorted((3, int(tag)) for tag in tags)

    def addin(self) -> bytes:
        """Return the add-in: the one in the bundle, or built now from its sources."""
        built = self.root / ADDIN
        return built.read_bytes() if built.exists() else build_addin()

    def documents(self) -> dict[str, bytes]:
        """Return the manual and what workbooks are dropped on: path in our folder to content."""
        files = [path for pattern in (*MANUALS, DROP) for path in sorted(self.root.glob(pattern))]
        names = [path.relative_to(self.root).as_posix().removeprefix("installer/") for path in files]
        return {name: path.read_bytes() for name, path in zip(names, files, strict=True)}

    def fingerprint(self) -> str:
        """Return a digest of all that goes into the virtual environment."""
        if self.wheels:
            files = sorted(self.wheels.glob("*.whl"))
            texts = [path.name.encode() for path in files]
        else:
            files = [self.root / "pyproject.toml", *sorted((self.root / "pylib").rglob("*.*"))]
            texts = []
        code = [path for path in files if path.is_file() and path.suffix in _CODE]
        own = [self.own_wheel] if self.own_wheel else code
        return hashlib.sha256(b"\0".join([*texts, *(path.read_bytes() for path in own)])).hexdigest()


def parts(root: Path, offline: str = "") -> Parts:
    """Return where things come from; an unpacked bundle needs no network and no ``--offline``."""
    wheels = Path(offline).expanduser() if offline else root / WHEELS
    if (wheels / WHEELS).is_dir():  # the whole bundle was named, rather than the folder in it
        wheels /= WHEELS
    if offline and not wheels.is_dir():
        raise Trouble(f"没有文件夹“{offline}”：--offline 后面写离线安装包解压后的文件夹")
    return Parts(root, wheels if wheels.is_dir() else None)


def project_version(root: Path) -> str:
    """Return the version of a checkout."""
    return str(tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]["version"])


def build_addin() -> bytes:
    """Build the add-in from its text sources and return it."""
    try:
        build = importlib.import_module("addin.build").build
    except ImportError:
        raise Trouble("缺少加载项的源文件（addin 文件夹）：请重新取得完整的程序文件夹，再重试") from None
    with tempfile.TemporaryDirectory() as folder:
        return Path(build(Path(folder) / "juesuan.xlam")).read_bytes()
