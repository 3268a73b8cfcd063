"""Releases of a package in the Python package index, asked and downloaded through pip."""

import re
import subprocess
import sys


def version_key(version):
    """Sorts releases: numbers by size, `1.0.post1` behind `1.0`."""
    return [int(part) for part in re.findall(r"\d+", version.split("+")[0])]


def wanted(available, source):
    """The releases to read, oldest first: all from `from` on, or the last patch of each minor and those in `keep`.

    `every` says which ("release" or "minor"); without it, minors where there are more than 25 releases.
    """
    lowest = version_key(source["from"])
    found = sorted({v for v in available if version_key(v) >= lowest}, key=version_key)
    if source.get("every", "minor" if len(found) > 25 else "release") == "release":
        return found
    newest = {tuple(version_key(v)[:2]): v for v in found}
    return [v for v in found if newest[tuple(version_key(v)[:2])] == v or v in source.get("keep", ())]


def released(package):
    """Released versions without pre-releases."""
    # Wheels for newer Pythons are read too: nothing of them runs.
    text = _pip("index", "versions", package, "--ignore-requires-python", quiet=False)
    for line in text.splitlines():
        if line.startswith("Available versions:"):
            return [version.strip() for version in line.split(":", 1)[1].split(",")]
    raise SystemExit("pip index versions %s listed no versions:\n%s" % (package, text))


def cached(folder, version):
    """The file of a version downloaded before, or None."""
    for file in sorted(folder.glob("*")) if folder.is_dir() else ():
        found = re.match(r"[^-]+-([^-]+)-.*\.whl$", file.name) or re.match(r".+-([^-]+)\.tar\.gz$", file.name)
        if found and found[1] == version:
            return file
    return None


def download(package, version, folder, form):
    """Downloads one release; `form` is "wheel" or "sdist". Of an sdist pip asks the metadata, which runs its setup."""
    only = ["--only-binary", ":all:"] if form == "wheel" else ["--no-binary", ":all:"]
    pin = "%s==%s" % (package, version)
    _pip("download", "--no-deps", "--ignore-requires-python", *only, "--dest", str(folder), pin)
    file = cached(folder, version)
    if file is None:
        raise SystemExit("pip downloaded no %s of %s to %s" % (form, pin, folder))
    return file


def _pip(*arguments, quiet=True):
    command = [sys.executable, "-m", "pip", *arguments, "--disable-pip-version-check"] + (["--quiet"] if quiet else [])
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit("pip %s failed:\n%s" % (" ".join(arguments), done.stderr.strip()))
    return done.stdout
