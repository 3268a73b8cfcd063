/** The text of a rule's page, and the examples that the tests run. */

export interface Example {
  /** File that holds the problem; its name decides how it is read. */
  file: string;
  text: string;
  /** Other files beside it. */
  beside?: Record<string, string>;
}

export interface RulePage {
  title: string;
  severity: 'error' | 'warning' | 'error or warning' | 'information' | 'hint';
  what: string;
  why: string;
  fails: Example;
  mended: Example;
  /** A file where what the rule needs is not known: it must stay silent. */
  unknown?: Example;
  /** Where the behaviour is written down. */
  source: string;
}

/** Keeps the ids as types. */
export const pages = <K extends string>(table: Record<K, RulePage>): Record<K, RulePage> => table;

/** The least that makes a file recognisable. */
export const SFT = 'model_name_or_path: m\ndataset_name: d\ncompletion_only_loss: true\n';
export const GRPO = 'model_name_or_path: m\ndataset_name: d\nnum_generations: 8\n';
export const stageUsing = (trainer: 'trl-sft' | 'trl-grpo', config: string, more = ''): string =>
  `version: 1\ntargets:\n  here: { kind: local }\nstages:\n  only: { trainer: ${trainer}, config: ${config}, target: here${more} }\n`;
