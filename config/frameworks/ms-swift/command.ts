/** Is the config for the command that it is checked as? A file does not say which command it is for. */
import { fieldTable } from '../../catalogue/fieldTable';
import { compareVersions } from '../../catalogue/versionOrder';
import type { RuleContext } from '../../check/context';
import { entryOf } from '../../syntax/tree';
import { fieldOf, isReaderKey } from './words';

const COMMANDS = ['pt', 'sft', 'rlhf', 'infer', 'export', 'deploy', 'eval', 'rollout', 'app', 'sample', 'megatron-pt', 'megatron-sft', 'megatron-rlhf', 'megatron-export'];

/** Sections of the files that runs under Ray take, whose reader and fields are others. */
const RAY = ['colocate_groups', 'train', 'rollout'];

/** Nothing can be said: another command reads it, or one whose fields are not catalogued. */
export function otherCommand(context: RuleContext): boolean {
  const { root, fields, part } = context;
  if (part.launch !== null) return entryOf(root, 'config') !== undefined && !fields.has('config') && takesConfigFlag(context);
  if (RAY.some((key) => entryOf(root, key)?.value.kind === 'map')) return true;
  return root.entries.some((entry) => {
    if (entry.merged || isReaderKey(context, entry) || isOwn(context, entry.key)) return false;
    return COMMANDS.some((command) => fieldTable('ms-swift', command, context.versions).has(entry.key));
  });
}

/** `--config FILE` in the place of the file itself: from 3.9 to 4.0, and for Megatron under Ray. */
function takesConfigFlag(context: RuleContext): boolean {
  const { version, known } = context.versions.of('ms-swift');
  return !known || context.part.command.startsWith('megatron') || (compareVersions(version, '3.9.0') >= 0 && compareVersions(version, '4.1.0') < 0);
}

function isOwn(context: RuleContext, key: string): boolean {
  const found = fieldOf(context, key);
  return found !== null && found !== 'ambiguous' && !found.abbreviated;
}
