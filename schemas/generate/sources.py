"""One release of a package as a tree of texts: a wheel, a source distribution or a commit, behind one interface.

Nothing is installed, imported or run. Paths are those inside the wheel: `trl/trainer/grpo_config.py`.
"""

import ast
import re
import subprocess
import tarfile
import zipfile
from functools import lru_cache
from pathlib import Path

from requirements import requirements


class Tree:
    """`read`, `module` and `files` of one version. Subclasses give `paths` and `_text`."""

    def __init__(self, package, version, paths):
        self.package = package
        self.version = version
        self.paths = sorted(paths)
        self._known = set(self.paths)
        # Names that an import inside of the release can start with.
        self.packages = {path.split("/")[0] for path in self.paths if path.endswith(".py") and "/" in path}
        self._modules = {}

    def _text(self, path):
        raise NotImplementedError

    def exists(self, path):
        return path in self._known

    def read(self, path):
        """The text of a file; KeyError when the release has none."""
        if path not in self._known:
            raise KeyError("%s %s has no file %s" % (self.package, self.version, path))
        return self._text(path)

    def files(self, folder):
        """Names of the files directly inside a folder."""
        start = folder.rstrip("/") + "/"
        return [path[len(start) :] for path in self.paths if path.startswith(start) and "/" not in path[len(start) :]]

    def walk(self, folder, suffix=""):
        """Paths of all files below a folder."""
        return [path for path in self.paths if path.startswith(folder.rstrip("/") + "/") and path.endswith(suffix)]

    def path_of(self, dotted):
        """The file of a module, or None."""
        path = dotted.replace(".", "/")
        return next((file for file in (path + ".py", path + "/__init__.py") if file in self._known), None)

    def module(self, dotted):
        """The syntax tree of a module by its dotted name; KeyError when the release has none."""
        path = self.path_of(dotted)
        if path is None:
            raise KeyError("%s %s has no module %s" % (self.package, self.version, dotted))
        if path not in self._modules:
            try:
                self._modules[path] = ast.parse(self._text(path), path)
            except SyntaxError as error:
                message = "%s %s: %s does not parse with this Python (%s)"
                raise SyntaxError(message % (self.package, self.version, path, error.msg)) from None
        return self._modules[path]

    def requires(self, names):
        """{package: specifier} of its own metadata, for the packages named."""
        metadata = next((p for p in self.paths if re.fullmatch(r"([^/]+\.dist-info/METADATA|PKG-INFO)", p)), None)
        return requirements(self._text(metadata), names) if metadata else {}


class Wheel(Tree):
    def __init__(self, package, version, file):
        self._zip = zipfile.ZipFile(str(file))
        super().__init__(package, version, [name for name in self._zip.namelist() if not name.endswith("/")])

    def _text(self, path):
        return self._zip.read(path).decode("utf-8")


class SourceArchive(Tree):
    """A `.tar.gz`; the folder NAME-VERSION/ around everything is taken off."""

    def __init__(self, package, version, file):
        self._tar = tarfile.open(str(file))
        self._members = {m.name.split("/", 1)[1]: m for m in self._tar.getmembers() if m.isfile() and "/" in m.name}
        super().__init__(package, version, self._members)

    def _text(self, path):
        return self._tar.extractfile(self._members[path]).read().decode("utf-8")


class Commit(Tree):
    """A commit of a clone, plain or bare, read through `git show`."""

    def __init__(self, package, version, repository, ref):
        self._repository = str(repository)
        self.commit = self._git("rev-parse", ref + "^{commit}").strip()
        super().__init__(
            package, version, self._git("ls-tree", "-r", "--name-only", "-z", self.commit).split("\0")[:-1]
        )
        self._cached = lru_cache(maxsize=None)(lambda path: self._git("show", "%s:%s" % (self.commit, path)))

    def _git(self, *arguments):
        done = subprocess.run(["git", "-C", self._repository, *arguments], capture_output=True)
        if done.returncode:
            raise SystemExit("git %s in %s: %s" % (arguments[0], self._repository, done.stderr.decode().strip()))
        return done.stdout.decode("utf-8", "replace")

    def _text(self, path):
        return self._cached(path)


def opened(package, version, file):
    """The tree of a downloaded wheel or source distribution."""
    kind = Wheel if Path(file).suffix == ".whl" else SourceArchive
    return kind(package, version, file)
