/** Custom requests and commands between language client and server; both sides import these names. */
import * as v from 'valibot';

/** Problems of a file and of everything that launching it would read; asked before a launch. */
export const CheckFilesRequest = 'reasoner/checkFiles';
export const CheckFilesParams = v.object({ uris: v.array(v.string()) });
export type CheckFilesParams = v.InferOutput<typeof CheckFilesParams>;

export const Problem = v.looseObject({
  uri: v.string(),
  /** Zero-based. */
  line: v.number(),
  character: v.number(),
  endLine: v.number(),
  endCharacter: v.number(),
  severity: v.picklist(['error', 'warning', 'information', 'hint']),
  /** Stable rule id such as TRL-UNKNOWN-KEY-CLI. */
  code: v.string(),
  message: v.string(),
});
export type Problem = v.InferOutput<typeof Problem>;
export const CheckFilesResult = v.looseObject({ problems: v.array(Problem) });
export type CheckFilesResult = v.InferOutput<typeof CheckFilesResult>;

/** What the status item shows for the active document. */
export const DocumentStatusNotification = 'reasoner/documentStatus';
export const DocumentStatus = v.looseObject({
  uri: v.string(),
  /** Framework id (`trl-sft`, `trl-grpo`, `reasoner`), null when the file is none of ours. */
  framework: v.nullable(v.string()),
  /** Version of the catalogue in use, null where there is none. */
  version: v.nullable(v.string()),
  /** False when nothing told the version and the newest one stands in. */
  versionKnown: v.optional(v.boolean(), true),
});
export type DocumentStatus = v.InferOutput<typeof DocumentStatus>;

/**
 * What a server without a disk, in a browser worker, asks its client for. Files are named by their URI. Null: not there, no
 * plain file, or too big to be a config.
 */
export const ReadFileRequest = 'reasoner/readFile';
export const FileExistsRequest = 'reasoner/fileExists';
export const ListFolderRequest = 'reasoner/listFolder';
export const FileParams = v.object({ uri: v.string() });
export const FileText = v.looseObject({ text: v.nullable(v.string()) });
export const FileExists = v.looseObject({ exists: v.boolean() });
/** Names of what lies directly inside the folder; both empty where it cannot be listed. */
export const FolderEntries = v.looseObject({ files: v.array(v.string()), folders: v.array(v.string()) });
export type FolderEntries = v.InferOutput<typeof FolderEntries>;

/** A field catalogue of the product, which travels as data: answered with its text. */
export const CatalogueRequest = 'reasoner/catalogue';
export const CatalogueParams = v.object({ name: v.pipe(v.string(), v.regex(/^[a-z0-9-]+$/)) });
export const CatalogueText = v.looseObject({ text: v.string() });

/** Commands that code lenses carry; the client registers them. */
export const LAUNCH_STAGE_COMMAND = 'reasoner.launchStage';
export const LAUNCH_PIPELINE_COMMAND = 'reasoner.launchPipeline';
export const SHOW_PLAN_COMMAND = 'reasoner.showPlan';
/** With a pipeline: the curves of its newest run. */
export const SHOW_DASHBOARD_COMMAND = 'reasoner.showDashboard';
/** Argument of the lens commands. */
export interface LaunchArguments {
  pipelineUri: string;
  stage?: string;
}
