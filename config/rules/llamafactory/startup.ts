/** What LLaMA-Factory asks right after parsing (llamafactory/hparams/parser.py): how it was started, and with what file. */
import { compareVersions } from '../../catalogue/versionOrder';
import type { Finding, Rule, RuleContext } from '../../check/context';
import { error, warning } from '../../check/report';
import { entryRange, headOf, placeOf } from '../../check/settings';
import { enabled, gpusPerNode, startsTorchrun, usesCli } from '../../frameworks/llamafactory/launch';
import { type ConfigNode, isScalar } from '../../syntax/tree';
import { fileName } from '../../uri';
import { PythonValues } from '../hf/python';

/** 0.9.5 gives `json.load` a path. */
export const jsonConfig: Rule = (context) => {
  const { part } = context;
  const { version, known } = context.versions.of('llamafactory');
  const json = part.launch ? (part.base?.uri.endsWith('.json') ?? false) : part.syntax === 'json';
  if (!json || compareVersions(version, '0.9.5') < 0) return [];
  const name = fileName(part.launch ? (part.base?.uri ?? '') : context.uri);
  const note = known ? '' : ' (The version in use is not known; before 0.9.5 JSON worked.)';
  // By itself the file may be read by a program of the user's own.
  const report = part.launch && known ? error : warning;
  return [report('LF-JSON-CONFIG', `llamafactory-cli cannot read ${name}: it stops with "'PosixPath' object has no attribute 'read'". Use YAML.${note}`, headOf(context))];
};

/** The command line becomes one string that is split at white space. */
export const pathSpaces: Rule = (context) => {
  if (startsTorchrun(context) !== true) return [];
  const why = 'llamafactory-cli splits the command at spaces when it starts torchrun.';
  const name = fileName(context.part.base?.uri ?? '');
  const file = /\s/.test(name) ? [error('LF-PATH-SPACES', `The name ${name} holds a space; ${why}`, headOf(context))] : [];
  const found = context.root.entries.filter((entry) => entry.value.certain && spaced(entry.value));
  return [...file, ...found.map((entry) => error('LF-PATH-SPACES', `${entry.key} holds a space; ${why} Put the value into the config file.`, entryRange(entry)))];
};

const spaced = (node: ConfigNode): boolean => isScalar(node) && typeof node.value === 'string' && /\s/.test(node.value.trim());

export const distributedLaunch: Rule = (context) => {
  const { launch } = context.part;
  if (!launch || context.part.command !== 'train' || launch.launcher !== 'none') return [];
  return usesCli(context) ? oneProcess(context) : withoutLauncher(context);
};

function oneProcess(context: RuleContext): Finding[] {
  if (!new PythonValues(context).truthy('deepspeed') || gpusPerNode(context) !== 1) return [];
  const torchrun = enabled(context, 'FORCE_TORCHRUN');
  if (torchrun === true) return [];
  // What the script does not set may come from outside.
  const report = torchrun === false ? error : warning;
  return [report('LF-DISTRIBUTED-LAUNCH', 'deepspeed on one GPU needs FORCE_TORCHRUN=1 before llamafactory-cli; without it LLaMA-Factory stops.', headOf(context))];
}

/** `python src/train.py` sees several GPUs in one process. */
function withoutLauncher(context: RuleContext): Finding[] {
  const gpus = gpusPerNode(context);
  if (gpus === null || gpus < 2 || !context.part.launch?.program.some((word) => /(?:^|\/)train\.py$/.test(word))) return [];
  return [error('LF-DISTRIBUTED-LAUNCH', `One process sees ${gpus} GPUs; LLaMA-Factory wants to be started by llamafactory-cli or torchrun.`, placeOf(context))];
}
