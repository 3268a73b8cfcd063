/** The problems of one file, as every format reports them. */
export interface CheckedFile {
  file: string;
  /** Framework id, null for a file that is none of ours. */
  framework: string | null;
  /** Version of the framework it was checked against, null where there is none. */
  version: string | null;
  /** False when nothing told the version and the newest stands in. */
  versionKnown: boolean;
  problems: CheckedProblem[];
}

/** One-based positions, end exclusive. */
export interface CheckedProblem {
  line: number;
  character: number;
  endLine: number;
  endCharacter: number;
  severity: 'error' | 'warning' | 'information' | 'hint';
  code: string;
  message: string;
}

export const SEVERITIES = ['error', 'warning', 'information', 'hint'] as const;
