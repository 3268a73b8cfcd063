export const HELP = `reasoner: configs, runs, curves and checkpoints of a post-training pipeline

  reasoner check FILE|FOLDER...     problems of configs, launch scripts and pipeline files
  reasoner plan [FILE]              what a launch would do, exactly
  reasoner run [FILE]               launch a pipeline (or --stage S) and follow it; --detach returns at once
  reasoner status [FILE]            runs on the pipeline's targets
  reasoner logs [FILE]              a run's log; --follow
  reasoner curves [FILE]            a run's metrics: first and last value; --tag T prints every point
  reasoner compare A B              two checkpoints; A and B are folders or STAGE:STEP or RUN/STAGE:STEP
  reasoner stop [FILE]              stop a live run

  FILE is a reasoner.yaml or its folder, default the current folder; also --pipeline FILE.

  --json            the result as JSON on stdout (shapes: docs/cli.md)
  --output FILE     with --json: into a file
  --stage S         only this stage (repeatable)
  --run ID          default: the newest run
  --target T        only this target
  --overwrite       launch although output_dir already holds checkpoints
  --source S        curves: auto, dataServer or eventFiles
  --format F        check: text, json, sarif or github (annotations of a workflow)
  --fail-on S       check: least severity that fails: error (default), warning, information, hint or never
  --quiet           check: no word about files that are no configs
  --version P=V     check: version of a package, such as verl=0.8.0 (repeatable)
  --frozen MODULE   compare: fail when this module's bits changed (repeatable)

  Exit codes: 0 done and good, 1 problems found or the run did not succeed, 2 wrong use, 3 a host cannot be reached.`;
