/** `ray job submit --working-dir` unpacks the folder below /tmp/ray: what is written relative to it is never found again. */
import type { Finding, RuleContext } from '../../check/context';
import type { Fix } from '../../finding';
import { warning } from '../../check/report';
import { placeOf, setting } from '../../check/settings';
import type { Known } from '../../frameworks/verl/settings';
import { entryOf, isScalar } from '../../syntax/tree';

/** Absolute paths, home folders and URLs stay where they are. */
const isRelative = (path: string): boolean => path !== '' && !/^(?:[/~$]|[a-z][\w+.-]*:)/i.test(path);

/** The job ships a folder; without the flag it runs where the cluster was started. */
function isUnpacked({ part: { launch } }: RuleContext): boolean {
  return launch?.launcher === 'ray-job' && launch.flags !== null && entryOf(launch.flags, 'working-dir') !== undefined;
}

export interface OutputFolder {
  path: string;
  value: Known;
  /** Where it lies when nothing is set; null where that is absolute or not known. */
  fallback: string | null;
}

export function relativeOutputs(context: RuleContext, folders: readonly OutputFolder[]): Finding[] {
  if (!isUnpacked(context)) return [];
  return folders.flatMap(({ path, value, fallback }) => {
    const known = typeof value?.value === 'string' && value.value !== '' ? value.value : value?.value === null || (value === null && setting(context, path).entry === undefined) ? fallback : null;
    if (known === null || !isRelative(known)) return [];
    const message = `${path} is ${known}, relative to the working directory. ray job submit --working-dir unpacks that below /tmp/ray/session_*/runtime_resources, where the checkpoints stay. Use an absolute path on storage that all nodes see.`;
    return [warning('VERL-RELATIVE-PATHS', message, placeOf(context, path), absolute(context, path))];
  });
}

/** The shell puts the folder that the job is submitted from in front: only where the value stands bare in the script. */
function absolute(context: RuleContext, path: string): Fix | null {
  const node = setting(context, path).entry?.value;
  if (!node || !isScalar(node) || node.via?.length || !/^[\w./-]+$/.test(node.source) || node.range.end - node.range.start !== node.source.length) return null;
  const text = `$PWD/${node.source.replace(/^\.\//, '')}`;
  return { title: `Make it absolute: ${text}`, range: node.range, text };
}

/** Event files beside the driver unless the environment says otherwise. */
export function eventFolder(context: RuleContext, logsEvents: boolean): Finding[] {
  if (!logsEvents || !isUnpacked(context)) return [];
  const folder = context.part.launch?.env.get('TENSORBOARD_DIR');
  if (folder && (!folder.certain || typeof folder.value !== 'string' || !isRelative(folder.value))) return [];
  const message = `TENSORBOARD_DIR is ${folder ? 'relative' : 'not set'}: the event files land below /tmp/ray/session_*/runtime_resources with the unpacked working directory. Set it to an absolute path in the job's environment.`;
  return [warning('VERL-RELATIVE-PATHS', message, placeOf(context, 'trainer.logger'))];
}
