/**
 * Every rule by its stable id: what a page in docs/rules says and what the severity means. An id never changes its
 * meaning and is never used again.
 */
import type { Severity } from '../finding';
import { acceleratePages } from './pages/accelerate';
import { crossStageRules } from './pages/cross-stage';
import { deepspeedPages } from './pages/deepspeed';
import { deepspeedTrainerPages } from './pages/deepspeed-trainer';
import { easyr1Rules } from './pages/easyr1';
import { easyr1RunRules } from './pages/easyr1-run';
import { generalRules } from './pages/general';
import { hfPages } from './pages/hf';
import { llamafactoryPages } from './pages/llamafactory';
import { llamafactoryDataPages } from './pages/llamafactory-data';
import { openrlhfPages } from './pages/openrlhf';
import { orzRules } from './pages/orz';
import { orzAssertRules } from './pages/orz-asserts';
import { orzTrapRules } from './pages/orz-traps';
import { pipelineRules } from './pages/pipeline';
import { recipePages } from './pages/recipe';
import { swiftPages } from './pages/swift';
import { swiftGrpoPages } from './pages/swift-grpo';
import { trlRules } from './pages/trl';
import { trlBatchRules } from './pages/trl-batch';
import { trlSftRules } from './pages/trl-sft';
import { verlRules } from './pages/verl';
import { verlBatchRules } from './pages/verl-batch';
import { verlRolloutRules } from './pages/verl-rollout';
import { verlRunRules } from './pages/verl-run';
import { vllmRules } from './pages/vllm';
import type { RulePage } from './pages/page';

export const RULES = {
  ...generalRules,
  ...hfPages,
  ...llamafactoryPages,
  ...llamafactoryDataPages,
  ...verlRules,
  ...verlBatchRules,
  ...verlRolloutRules,
  ...verlRunRules,
  ...vllmRules,
  ...easyr1Rules,
  ...easyr1RunRules,
  ...orzRules,
  ...orzAssertRules,
  ...orzTrapRules,
  ...trlRules,
  ...trlBatchRules,
  ...trlSftRules,
  ...deepspeedPages,
  ...deepspeedTrainerPages,
  ...acceleratePages,
  ...swiftPages,
  ...swiftGrpoPages,
  ...openrlhfPages,
  ...crossStageRules,
  ...recipePages,
  ...pipelineRules,
};
export type RuleId = keyof typeof RULES;
export const RULE_IDS = Object.keys(RULES) as RuleId[];

export type { RulePage };
export type { Severity };

/** By id as plain text, for reports that meet ids from elsewhere. */
export const RULES_TEXT: Readonly<Record<string, RulePage>> = RULES;
