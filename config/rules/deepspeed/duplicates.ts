/** The same key twice: DeepSpeed refuses it, `json.load` of transformers and accelerate keeps the last one. */
import type { Finding, Rule } from '../../check/context';
import { error, warning } from '../../check/report';
import { waitsForTrainer } from '../../frameworks/deepspeed/nodes';
import type { ConfigNode } from '../../syntax/tree';

export const duplicates: Rule = (context) => {
  const trainer = waitsForTrainer(context.root);
  const found: Finding[] = [];
  visit(context.root);
  return found;

  function visit(node: ConfigNode): void {
    if (node.kind === 'list') node.items.forEach(visit);
    if (node.kind !== 'map') return;
    const seen = new Set<string>();
    for (const entry of node.entries) {
      visit(entry.value);
      if (!seen.has(entry.key)) {
        seen.add(entry.key);
        continue;
      }
      const message = `${entry.key} stands twice here; DeepSpeed stops with "Duplicate keys in DeepSpeed config".`;
      found.push(
        trainer
          ? warning('DS-DUPLICATE-KEY', `${entry.key} stands twice here. The trainer that fills the "auto" values keeps the last one; DeepSpeed itself would refuse the file.`, entry.keyRange)
          : error('DS-DUPLICATE-KEY', message, entry.keyRange),
      );
    }
  }
};
