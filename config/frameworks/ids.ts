/** Every kind of config the product reads, by the name that comments, settings and the status bar use. */
export const FRAMEWORK_IDS = [
  'reasoner',
  'trl-sft',
  'trl-grpo',
  'llamafactory',
  'llamafactory-dataset-info',
  'verl',
  'verl-sft',
  'easyr1',
  'orz',
  'deepspeed',
  'accelerate',
  'ms-swift',
  'openrlhf',
] as const;
export type FrameworkId = (typeof FRAMEWORK_IDS)[number];

export const isFrameworkId = (text: string): text is FrameworkId => (FRAMEWORK_IDS as readonly string[]).includes(text);

/** Packages that have a field catalogue (schemas/catalogues/NAME.json). */
export const PACKAGES = [
  'transformers',
  'trl',
  'accelerate',
  'llamafactory',
  'ms-swift',
  'verl',
  'deepspeed',
  'openrlhf',
  'easyr1',
  'open-reasoner-zero',
] as const;
export type PackageName = (typeof PACKAGES)[number];

export const isPackageName = (text: string): text is PackageName => (PACKAGES as readonly string[]).includes(text);
