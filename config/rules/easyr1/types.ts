/** Values that the typed nodes of OmegaConf refuse. */
import type { Finding, RuleContext } from '../../check/context';
import { error } from '../../check/report';
import { convert, fieldType } from '../../frameworks/easyr1/structured';
import { type ConfigNode, type MapNode } from '../../syntax/tree';

export function wrongTypes(context: RuleContext): Finding[] {
  const found: Finding[] = [];
  visit(context, context.root, '', found);
  return found;
}

function visit(context: RuleContext, map: MapNode, prefix: string, found: Finding[]): void {
  for (const entry of map.entries) {
    if (entry.merged || entry.overridden || !entry.textKey) continue;
    const path = prefix + entry.key;
    const { value } = entry;
    const spec = context.fields.get(path);
    if (spec) {
      const converted = convert(fieldType(spec), value);
      if (converted.state === 'refused') found.push(error('EZ-WRONG-TYPE', `${path} takes ${converted.takes}, not ${shown(value)}; OmegaConf stops on it.`, value.range));
    } else if (context.fields.isGroup(path)) {
      if (value.kind === 'map') visit(context, value, `${path}.`, found);
      else if (value.certain && !isMissing(value)) found.push(error('EZ-WRONG-TYPE', `${path} is a section with keys of its own, not ${shown(value)}; OmegaConf stops on it.`, value.range));
    }
  }
}

const isMissing = (node: ConfigNode): boolean => node.kind === 'str' && (node.value === '???' || String(node.value).includes('${'));

function shown(node: ConfigNode): string {
  if (node.kind === 'map') return 'a mapping';
  if (node.kind === 'list') return 'a list';
  if (node.kind === 'null') return 'null';
  const text = node.kind === 'str' ? JSON.stringify(node.value) : node.source;
  return text.length > 40 ? `${text.slice(0, 40)}...` : text;
}
