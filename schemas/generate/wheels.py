"""Reads Python sources out of wheels without installing or importing them."""

import ast
import zipfile
from pathlib import Path


class Wheels:
    def __init__(self, folder):
        self._zips = {}
        for file in sorted(Path(folder).glob("*.whl")):
            name, version = file.name.split("-")[:2]
            self._zips[name] = (version, zipfile.ZipFile(str(file)))

    def version(self, package):
        return self._zips[package][0]

    def module(self, dotted):
        """The syntax tree of a module, by its dotted name."""
        package = dotted.split(".")[0]
        archive = self._zips[package][1]
        path = dotted.replace(".", "/")
        for candidate in (path + ".py", path + "/__init__.py"):
            if candidate in archive.namelist():
                return ast.parse(archive.read(candidate).decode("utf-8"))
        raise KeyError("no module %s in the %s wheel" % (dotted, package))

    def files(self, package, folder):
        """Names of the files directly inside a folder of a package."""
        names = self._zips[package][1].namelist()
        return sorted(n[len(folder) + 1 :] for n in names if n.startswith(folder + "/") and "/" not in n[len(folder) + 1 :])
