/**
 * Every rule by its stable id: what a page in docs/rules says and what the severity means. An id never changes its
 * meaning and is never used again.
 */
import type { Severity } from '../finding';
import { crossStageRules } from './pages/cross-stage';
import { generalRules } from './pages/general';
import { hfPages } from './pages/hf';
import { llamafactoryPages } from './pages/llamafactory';
import { llamafactoryDataPages } from './pages/llamafactory-data';
import { pipelineRules } from './pages/pipeline';
import { recipePages } from './pages/recipe';
import { trlRules } from './pages/trl';
import { trlBatchRules } from './pages/trl-batch';
import { trlSftRules } from './pages/trl-sft';

export const RULES = { ...generalRules, ...hfPages, ...llamafactoryPages, ...llamafactoryDataPages, ...trlRules, ...trlBatchRules, ...trlSftRules, ...crossStageRules, ...recipePages, ...pipelineRules };
export type RuleId = keyof typeof RULES;
export const RULE_IDS = Object.keys(RULES) as RuleId[];

import type { RulePage } from './pages/page';
export type { RulePage };
export type { Severity };

/** By id as plain text, for reports that meet ids from elsewhere. */
export const RULES_TEXT: Readonly<Record<string, RulePage>> = RULES;
