"""What a stage's processes run in: their environment variables, and the versions of the packages they will import."""
import glob
import os
import platform
import sysconfig

PACKAGES = ("trl", "transformers", "torch", "accelerate", "datasets", "peft", "vllm", "deepspeed", "tensorboard")


def build(base, venv, changes):
    """`base` with the venv activated and the plan's variables set (None removes one)."""
    env = dict(base)
    # Buffered output would reach the log minutes late.
    env.setdefault("PYTHONUNBUFFERED", "1")
    if venv is not None:
        env["VIRTUAL_ENV"] = venv
        env["PATH"] = os.path.join(venv, "bin") + os.pathsep + env.get("PATH", os.defpath)
        env.pop("PYTHONHOME", None)
    for key, value in changes.items():
        if value is None:
            env.pop(key, None)
        else:
            env[key] = value
    return env


def site_packages(venv):
    """Existing site-packages folders of a virtual environment, or of this Python for None."""
    if venv is None:
        found = [sysconfig.get_paths()["purelib"], "/usr/lib/python3/dist-packages"]
    else:
        found = sorted(glob.glob(os.path.join(glob.escape(venv), "lib*", "python3*", "site-packages")))
    unique = {os.path.realpath(path): path for path in found if os.path.isdir(path)}
    return list(unique.values())


def versions(venv):
    """{package: version} read from the names of `*.dist-info` folders: nothing is imported, nothing is run."""
    found = {"python": _python(venv)}
    for folder in site_packages(venv):
        for name in _names(folder):
            package, _, rest = name.partition("-")
            if name.endswith(".dist-info") and package.lower() in PACKAGES:
                found.setdefault(package.lower(), rest[: -len(".dist-info")])
    return {key: value for key, value in found.items() if value}


def _names(folder):
    try:
        return os.listdir(folder)
    except OSError:
        return []


def _python(venv):
    if venv is None:
        return platform.python_version()
    try:
        with open(os.path.join(venv, "pyvenv.cfg"), encoding="utf-8", errors="replace") as file:
            for line in file.read(65536).splitlines():
                key, _, value = line.partition("=")
                if key.strip() in ("version", "version_info"):
                    # virtualenv writes 3.11.7.final.0
                    return ".".join(value.strip().split(".")[:3])
    except OSError:
        pass
    return None
