"""Runs Python's unittest and writes its counts: run_unittest.py TESTS_FOLDER TOP_FOLDER RESULT_FILE

Python >= 3.8, standard library only. The exit code is 0 only when every test passed and at least one ran.
"""
import json
import sys
import unittest


def main(tests, top, result_file):
    sys.path.insert(0, top)
    suite = unittest.defaultTestLoader.discover(tests)
    result = unittest.TextTestRunner(verbosity=1).run(suite)
    failed = len(result.failures) + len(result.errors) + len(result.unexpectedSuccesses)
    skipped = len(result.skipped) + len(result.expectedFailures)
    counts = {"passed": max(0, result.testsRun - failed - skipped), "failed": failed, "skipped": skipped}
    with open(result_file, "w") as out:
        json.dump(counts, out)
    return 0 if counts["passed"] > 0 and failed == 0 else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
