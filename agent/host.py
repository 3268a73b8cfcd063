"""hello: who and where this agent is."""
import getpass
import hashlib
import os
import platform
import socket

import checks
import process_identity
from constants import FORMAT_AGENT


def agent_file():
    """Path of the zipapp that runs, or of the source folder in development."""
    return os.path.dirname(os.path.abspath(__file__))


def agent_hash():
    path = agent_file()
    if not os.path.isfile(path):
        return "source"
    with open(path, "rb") as file:
        return hashlib.sha256(file.read()).hexdigest()


def hello(params, _payload):
    checks.integer(params, "format", 1, 10 ** 6)
    return {
        "format": FORMAT_AGENT,
        "agent": agent_hash(),
        "python": platform.python_version(),
        "platform": platform.platform(),
        "hostname": socket.gethostname(),
        "user": user(),
        "home": os.path.expanduser("~"),
        "bootId": process_identity.boot_id(),
    }


def user():
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return str(os.getuid())
