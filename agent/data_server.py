"""The TensorBoard data server, next to the event files: one per folder, shared by its readers, gone with the last one."""
import glob
import os
import shutil
import subprocess
import tempfile
import threading
import time

import checks
from errors import AgentError

START_SECONDS = 10
BINARY = "tensorboard_data_server/bin/server"


def find_binary(venv):
    """Path of the server's executable. Raises AgentError `no-data-server`; it has no wheel for some platforms."""
    candidates = []
    if venv is not None:
        candidates += sorted(glob.glob(os.path.join(glob.escape(venv), "lib*", "python3*", "site-packages", BINARY)))
    named = os.environ.get("TENSORBOARD_DATA_SERVER_BINARY")
    if named:
        candidates.append(named)
    for path in candidates:
        if os.path.isfile(path) and os.access(path, os.X_OK):
            return path
    raise AgentError(
        "no-data-server",
        "there is no TensorBoard data server in %s" % (venv or "this host's environment"),
        "Install tensorboard-data-server in the stage's environment; until then the event files are read directly.",
    )


class _Server:
    def __init__(self, name, binary, logdir):
        self.name = name
        self.binary = binary
        self.logdir = logdir
        self.readers = 0
        self._process = None
        self._folder = tempfile.mkdtemp(prefix="reasoner-data-server-")
        try:
            self._process = self._spawn()
            self.port = self._wait_for_port()
        except BaseException:
            self.end()
            raise
        finally:
            # Nobody reads the port twice, and an agent that is killed could not clean up later.
            shutil.rmtree(self._folder, ignore_errors=True)

    def _spawn(self):
        argv = [self.binary, "--logdir", self.logdir, "--host", "127.0.0.1", "--port", "0"]
        argv += ["--port-file", os.path.join(self._folder, "port"), "--error-file", os.path.join(self._folder, "error")]
        argv += ["--die-after-stdin", "--reload", "1", "--samples-per-plugin", "scalars=all,text=all"]
        # A proxy would take the loopback connection.
        env = {key: value for key, value in os.environ.items() if not key.lower().endswith("_proxy")}
        try:
            return subprocess.Popen(
                argv,
                env=env,
                cwd="/",
                stdin=subprocess.PIPE,  # Held open: the server ends when this end closes, however the agent ends.
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                close_fds=True,
                start_new_session=True,
            )
        except OSError as error:
            raise AgentError("no-data-server", "the data server %s could not start: %s" % (self.binary, error))

    def _wait_for_port(self):
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            text = self._read("port")
            if text.endswith("\n"):
                return int(text)
            if self._process.poll() is not None:
                reason = self._read("error").strip() or "exit code %s" % self._process.returncode
                raise AgentError("no-data-server", "the data server ended at its start: %s" % reason)
            time.sleep(0.01)
        raise AgentError("no-data-server", "the data server did not name its port within %d s" % START_SECONDS)

    def _read(self, name):
        try:
            with open(os.path.join(self._folder, name), encoding="utf-8", errors="replace") as file:
                return file.read(4096)
        except OSError:
            return ""

    def alive(self):
        return self._process.poll() is None

    def end(self):
        if self._process is not None:
            self._process.stdin.close()
            for stop in (lambda: None, self._process.terminate, self._process.kill):
                stop()
                try:
                    self._process.wait(2)
                    break
                except subprocess.TimeoutExpired:
                    continue


class DataServers:
    """Every data server of this agent, by name."""

    def __init__(self):
        self._lock = threading.Lock()
        self._servers = {}
        self._count = 0

    def open(self, params, _payload):
        """One reader more for `logdir` (which may not exist yet); starts a server when there is none alive."""
        logdir = checks.absolute(params, "logdir")
        binary = find_binary(checks.optional_text(params, "venv"))
        with self._lock:
            for server in list(self._servers.values()):
                if server.logdir == logdir and server.alive():
                    server.readers += 1
                    return {"server": server.name, "binary": server.binary}
            self._count += 1
            server = _Server("data-server-%d" % self._count, binary, logdir)
            server.readers = 1
            self._servers[server.name] = server
            return {"server": server.name, "binary": binary}

    def release(self, params, _payload):
        with self._lock:
            server = self._get(checks.text(params, "server"))
            server.readers -= 1
            if server.readers > 0:
                return {}
            del self._servers[server.name]
        server.end()
        return {}

    def port(self, name):
        with self._lock:
            return self._get(name).port

    def _get(self, name):
        if name not in self._servers:
            raise AgentError("not-found", "there is no data server %s (any more)" % name)
        return self._servers[name]

    def end_all(self):
        with self._lock:
            servers = list(self._servers.values())
            self._servers.clear()
        for server in servers:
            server.end()
