"""Writes the field catalogues, schemas/catalogues/PACKAGE.json, from the published packages.

    python main.py [--only trl,verl] [--checkout easyr1=/path/to/clone] [--offline]

sources.json says where each package comes from. Same inputs give the same bytes.
"""

import argparse
import csv
import importlib
import json
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import index
from render import render
from sources import Commit, opened
from spans import merge

HERE = Path(__file__).resolve().parent
SCHEMAS = HERE.parent
CACHE = SCHEMAS.parent / ".setup" / "wheels"
# Packages whose versions decide what a release accepts.
RELATED = ("transformers", "trl", "accelerate", "deepspeed", "peft", "torch", "vllm")


def fetch(package, source, offline):
    """[(version, file)] of the releases of a package that the index holds, oldest first."""
    folder = CACHE / package
    if offline:
        names = [file.name for file in folder.glob("*")]
        available = [name.split("-")[1].replace(".tar.gz", "") for name in names]
    else:
        available = index.released(package)
    versions = index.wanted(available, source)
    if not versions:
        raise SystemExit("%s: no release from %s on was found" % (package, source["from"]))

    def one(version):
        file = index.cached(folder, version)
        return version, file or index.download(package, version, folder, source.get("form", "wheel"))

    with ThreadPoolExecutor(3) as pool:
        return list(pool.map(one, versions))


def trees(package, source, checkout, offline):
    """The versions of a package, oldest first; None for one on no index without a checkout."""
    if "refs" not in source:
        if checkout:
            raise SystemExit("%s: it is read from the index; --checkout is for packages that are on none." % package)
        return [opened(package, version, file) for version, file in fetch(package, source, offline)]
    if checkout is None:
        return None
    return [Commit(package, version, checkout, ref) for version, ref in source["refs"].items()]


def extract(extractor, tree):
    try:
        found = extractor.extract(tree)
    except (KeyError, SyntaxError, ValueError, StopIteration) as error:
        raise SystemExit("%s %s: %s" % (tree.package, tree.version, error.args[0] if error.args else error)) from error
    found.setdefault("requires", tree.requires(RELATED))
    return found


def fields_of(extracted):
    return sum(len(group["fields"]) for group in extracted["groups"].values())


def check_growth(tree, before, now):
    """An extractor that lost its bearings in a new layout must not write."""
    if before is not None and fields_of(now) * 2 < before:
        message = "%s %s: %d fields found, the version before had %d. Its layout changed; see generate/extract/%s.py."
        raise SystemExit(message % (tree.package, tree.version, fields_of(now), before, tree.package.replace("-", "_")))


def generate(package, source, checkout, offline):
    extractor = importlib.import_module("extract." + package.replace("-", "_"))
    releases = trees(package, source, checkout, offline)
    if releases is None:
        print("%s: kept as committed; it is on no index, give --checkout %s=PATH." % (package, package))
        return
    extracted, before = [], None
    for tree in releases:
        now = extract(extractor, tree)
        check_growth(tree, before, now)
        extracted.append(now)
        before = fields_of(now)
    commits = {tree.version: tree.commit for tree in releases if isinstance(tree, Commit)}
    versions = [tree.version for tree in releases]
    text = render(merge(package, versions, extracted, commits, source.get("repository")))
    out = SCHEMAS / "catalogues" / (package + ".json")
    out.parent.mkdir(exist_ok=True)
    out.write_text(text, encoding="utf-8")
    print("%s: %d versions to %s, %d fields, %d KB" % (package, len(versions), versions[-1], before, len(text) // 1000))


def write_renames():
    """schemas/renames.json, what the product reads of schemas/renames/*.csv."""
    rows = []
    for file in sorted((SCHEMAS / "renames").glob("*.csv")):
        with file.open(encoding="utf-8", newline="") as text:
            rows += [
                {key: row[key] for key in ("package", "command", "from", "to", "since")} for row in csv.DictReader(text)
            ]
    lines = ",\n".join("  " + json.dumps(row, ensure_ascii=False) for row in rows)
    (SCHEMAS / "renames.json").write_text("[\n%s\n]\n" % lines, encoding="utf-8")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--only", help="comma-separated packages")
    parser.add_argument("--checkout", action="append", default=[], metavar="PACKAGE=PATH")
    parser.add_argument("--offline", action="store_true", help="only what was downloaded before")
    arguments = parser.parse_args()
    sources = json.loads((SCHEMAS / "sources.json").read_text(encoding="utf-8"))
    checkouts = dict(item.split("=", 1) for item in arguments.checkout)
    chosen = arguments.only.split(",") if arguments.only else list(sources)
    unknown = [name for name in [*chosen, *checkouts] if name not in sources]
    if unknown:
        parser.error("no such package: %s. Known: %s" % (", ".join(unknown), ", ".join(sources)))
    for package in chosen:
        generate(package, sources[package], checkouts.get(package), arguments.offline)
    write_renames()


if __name__ == "__main__":
    sys.dont_write_bytecode = True
    main()
