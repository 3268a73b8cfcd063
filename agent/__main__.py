"""Entry: the agent on standard input and output, or `supervise RUNDIR` for one run."""
import sys


def main(argv):
    if len(argv) == 3 and argv[1] == "supervise":
        from supervisor import supervise

        supervise(argv[2])
        return 0
    if len(argv) != 1:
        print("usage: reasoner-agent.pyz [supervise RUNDIR]", file=sys.stderr)
        return 2
    from agent import serve

    serve()
    return 0


if __name__ == "__main__":
    if sys.version_info < (3, 8):
        sys.exit("the agent needs Python 3.8 or newer, this is %d.%d" % sys.version_info[:2])
    sys.exit(main(sys.argv))
