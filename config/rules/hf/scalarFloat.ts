/**
 * A float without a dot (`1e-5`), or without a sign in its exponent (`1.0e5`), is text for PyYAML. A top-level field of
 * an argparse-based trainer is converted again; nobody converts what stands deeper in a mapping or a list, or in an
 * accelerate config.
 */
import { compareVersions } from '../../catalogue/versionOrder';
import type { Finding, Rule, RuleContext } from '../../check/context';
import { warning } from '../../check/report';
import { frameworkModule } from '../../frameworks/registry';
import { type ConfigNode, isScalar } from '../../syntax/tree';
import { replaceValue } from './replace';

const NUMBER = /^[-+]?\d[\d_]*(?:\.\d*)?[eE][-+]?\d+$/;
const PYYAML_FLOAT = /^[-+]?\d[\d_]*\.\d*[eE][-+]\d+$/;

export const scalarFloat: Rule = (context) => {
  if (context.part.syntax !== 'yaml') return [];
  // LLaMA-Factory gave its files to PyYAML before 0.9.4, and converts nothing.
  const old = context.framework === 'llamafactory' && isOld(context);
  if (!old && frameworkModule(context.framework).loader !== 'pyyaml') return [];
  const convertsTop = !old && context.framework !== 'accelerate';
  const found: Finding[] = [];
  for (const entry of context.root.entries) {
    if (entry.merged || entry.overridden) continue;
    if (!isScalar(entry.value) || !convertsTop) visit(entry.value, old, found);
  }
  return found;
};

function isOld(context: RuleContext): boolean {
  const { version, known } = context.versions.of('llamafactory');
  return known && compareVersions(version, '0.9.4') < 0;
}

/** Collections without such a number: a block that was not edited keeps its nodes, and need not be looked through again. */
const plain = new WeakSet<ConfigNode>();

function visit(node: ConfigNode, old: boolean, found: Finding[]): void {
  if (!isScalar(node)) {
    if (!old && plain.has(node)) return;
    const before = found.length;
    for (const child of node.kind === 'list' ? node.items : node.entries.filter((entry) => !entry.merged).map((entry) => entry.value)) visit(child, old, found);
    if (!old && found.length === before) plain.add(node);
    return;
  }
  if (!node.certain || (node.kind !== 'str' && !old) || node.quoted || !NUMBER.test(node.source) || PYYAML_FLOAT.test(node.source)) return;
  const dotted = node.source.includes('.') ? node.source : node.source.replace(/[eE]/, '.0$&');
  const text = dotted.replace(/([eE])(\d)/, '$1+$2');
  const lacks = dotted === node.source ? 'its exponent has no sign' : 'it has no dot';
  found.push(warning('GEN-SCALAR-FLOAT', `PyYAML reads ${node.source} as text, because ${lacks}; nothing turns it into a number here.`, node.range, replaceValue(node, text)));
}
