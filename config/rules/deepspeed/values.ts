/** Values of the wrong kind: in typed sections pydantic refuses them, elsewhere the code that reads them does. */
import type { Finding, Rule, RuleContext } from '../../check/context';
import { error } from '../../check/report';
import { isAuto, truthOf, writtenAt } from '../../frameworks/deepspeed/nodes';
import { suggest } from '../../suggest';
import { type ConfigNode, effectiveEntries, isScalar, type MapNode } from '../../syntax/tree';
import { refusal, shown } from './accepts';
import { aliasPaths, closedSections } from './keys';

export const wrongValues: Rule = (context) => {
  const closed = closedSections(context);
  const aliases = aliasPaths(context);
  const found: Finding[] = [];
  visit(context.root, '');
  return found;

  function visit(map: MapNode, section: string): void {
    for (const { key, value: node } of effectiveEntries(map)) {
      const written = section === '' ? key : `${section}.${key}`;
      const path = aliases.get(written) ?? written;
      // The old name of bf16 is not read beside the new one.
      if (!node.certain || (path === 'bfloat16' && writtenAt(context.root, 'bf16') !== null)) continue;
      if (context.fields.isGroup(path)) {
        if (node.kind === 'map') visit(node, path);
        else if (!sectionTakes(path, node)) found.push(error('DS-WRONG-TYPE', `${written} takes a mapping, not ${shown(node)}; DeepSpeed stops on it.`, node.range));
      } else if (!isAuto(node)) found.push(...(closed.has(section) ? typed(context, path, written, node) : untyped(written, node)));
    }
  }
};

/** Of the sections, those that may be left empty, and ZeRO's old switch. */
function sectionTakes(path: string, node: ConfigNode): boolean {
  if (path === 'zero_optimization') return node.kind === 'bool';
  if (path === 'writer') return true;
  if (node.kind !== 'null') return false;
  return ['bf16', 'bfloat16', 'aio', 'datastates_ckpt', 'zero_optimization.offload_param', 'zero_optimization.offload_optimizer', 'zero_optimization.zenflow', 'checkpoint.parallel_write'].includes(path);
}

function typed(context: RuleContext, path: string, written: string, node: ConfigNode): Finding[] {
  const spec = context.fields.get(path);
  const problem = spec && refusal(spec, node);
  if (!problem) return [];
  const better = spec.choices && isScalar(node) ? suggest(String(node.value), spec.choices) : null;
  const fix = better ? { title: `Change to ${better}`, range: node.range, text: JSON.stringify(better) } : null;
  return [error('DS-WRONG-TYPE', `${written} ${problem}; DeepSpeed stops on it.`, node.range, fix)];
}

/** Plain getters read the rest; few of them look at what they get. */
const CHECKED: Readonly<Record<string, { takes: (node: ConfigNode) => boolean; what: string }>> = {
  communication_data_type: { takes: (node) => node.kind === 'null' || isText(node, /^(?:fp32|fp16|bf16)$/i), what: 'one of fp16, bf16, fp32' },
  seq_parallel_communication_data_type: { takes: (node) => node.kind === 'null' || isText(node, /^(?:fp32|fp16|bf16)$/i), what: 'one of fp16, bf16, fp32' },
  gradient_allreduce_op: { takes: (node) => isText(node, /^(?:mean|sum)$/i), what: 'one of mean, sum' },
  'flops_profiler.enabled': { takes: (node) => node.kind === 'bool' || node.kind === 'int', what: 'true or false' },
  'optimizer.type': { takes: (node) => node.kind === 'null' || node.kind === 'str', what: 'the name of an optimizer' },
  'torch_autocast.dtype': { takes: (node) => isText(node, /^(?:torch\.)?(?:float16|float32|int8|bfloat16)$|^(?:fp16|half|fp32|float|bf16)$/), what: 'one of bf16, fp16, fp32, int8' },
  'checkpoint.tag_validation': { takes: (node) => isText(node, /^(?:ignore|warn|fail)$/i), what: 'one of Ignore, Warn, Fail' },
  wall_clock_breakdown: { takes: (node) => node.kind === 'bool' || node.kind === 'int', what: 'true or false' },
  ...Object.fromEntries(['data_types', 'data_efficiency', 'pipeline'].map((section) => [section, { takes: (node: ConfigNode) => node.kind === 'map', what: 'a mapping' }])),
  'checkpoint.parallel_write.pipeline_stage': { takes: (node) => isScalar(node) && node.kind !== 'str' && truthOf(node.value) !== null, what: 'true or false' },
};

const isText = (node: ConfigNode, pattern: RegExp): boolean => isScalar(node) && node.kind === 'str' && pattern.test(String(node.value));

function untyped(path: string, node: ConfigNode): Finding[] {
  const check = CHECKED[path];
  return !check || check.takes(node) ? [] : [error('DS-WRONG-TYPE', `${path} takes ${check.what}, not ${shown(node)}; DeepSpeed stops on it.`, node.range)];
}
