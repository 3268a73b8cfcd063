"""The agent: one peer on standard input and output; it ends, with everything it started but supervisors, when that does."""
import os
import sys

import data_server
import event_files
import files
import host
import launch
import runs
import ship
import streams
import tail
from constants import FORMAT_AGENT, PREAMBLE
from dispatch import Dispatcher
from framing import FrameReader, FrameWriter, FramingError

#: How long requests under way may take after the stream has ended.
DRAIN_SECONDS = 30


def serve():
    """Ends the process. Exit status: 0 after a clean end of the stream, 2 when the peer broke the protocol."""
    source, sink = claim_standard_streams()
    servers = data_server.DataServers()
    writer = FrameWriter(sink)
    writer.raw(("%s %d\n" % (PREAMBLE, FORMAT_AGENT)).encode("ascii"))
    requests = dispatcher(writer, servers)
    writer.on_broken = lambda: end(requests, servers, 0)
    status = 0
    try:
        requests.serve(FrameReader(source))
    except FramingError as error:
        print("the agent ended: %s" % error, file=sys.stderr, flush=True)
        status = 2
    end(requests, servers, status)


def end(requests, servers, status):
    """A launch that has begun is finished first: a lost connection leaves no half of one."""
    requests.drain(DRAIN_SECONDS)
    servers.end_all()
    sys.stderr.flush()
    # Threads that wait for files would hold up an ordinary exit.
    os._exit(status)


def claim_standard_streams():
    """(input, output) descriptors of the peer. Afterwards a stray print goes to stderr and a stray read finds nothing."""
    source, sink = os.dup(0), os.dup(1)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    os.dup2(2, 1)
    return source, sink


def dispatcher(writer, servers):
    connections = streams.Streams(servers)
    return Dispatcher(
        writer,
        inline={"hello": host.hello, "send": connections.send},
        methods={
            "resolve": files.resolve,
            "list": files.list_folder,
            "read": files.read,
            "missing": ship.missing,
            "put": ship.put,
            "launch": launch.launch,
            "runs": runs.list_runs,
            "stop": runs.stop,
            "dataServer": servers.open,
            "releaseDataServer": servers.release,
        },
        subscriptions={
            "watchRuns": runs.watch,
            "tail": tail.tail,
            "tailEventFiles": event_files.tail_event_files,
            "connect": connections.connect,
            "compare": compare,
        },
    )


def compare(params, subscription):
    """Loaded at its first use: most connections never compare."""
    from compare import run_compare

    return lambda: run_compare(params, subscription.emit, subscription.cancelled)
