/**
 * What a file says about itself in a comment on one of its first lines:
 *
 *     # reasoner: llamafactory@0.9.5 transformers@4.57.1
 *     # trl: grpo
 */
import { type FrameworkId, isFrameworkId, isPackageName } from './ids';

export interface FileComment {
  framework: FrameworkId | null;
  /** Version beside the framework's name, for its first package. */
  version: string | null;
  packages: ReadonlyMap<string, string>;
}

const LINE = /^[ \t]*(?:#|\/\/)[ \t]*reasoner:[ \t]*([^\r\n]*)$/m;
const VERSION = /^\d[\w.+-]*$/;

export function commentOf(text: string): FileComment | null {
  const head = text.slice(0, 4000);
  const trl = /^#[ \t]*trl:[ \t]*(sft|grpo)[ \t]*\r?$/m.exec(head);
  const match = LINE.exec(head);
  if (!match) return trl ? { framework: `trl-${trl[1]}` as FrameworkId, version: null, packages: new Map() } : null;
  let framework: FrameworkId | null = null;
  let version: string | null = null;
  const packages = new Map<string, string>();
  for (const word of (match[1] ?? '').trim().split(/[\s,]+/)) {
    const [name = '', given = ''] = word.split('@');
    const at = VERSION.test(given) ? given : null;
    if (isFrameworkId(name) && framework === null) {
      framework = name;
      version = at;
    } else if (isPackageName(name) && at) packages.set(name, at);
  }
  return framework || packages.size > 0 ? { framework: framework ?? (trl ? (`trl-${trl[1]}` as FrameworkId) : null), version, packages } : null;
}
