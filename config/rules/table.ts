/**
 * Every rule by its stable id: what a page in docs/rules says and what the severity means. An id never changes its
 * meaning and is never used again.
 */
import type { Severity } from '../finding';
import { generalRules } from './pages/general';
import { pipelineRules } from './pages/pipeline';
import { trlRules } from './pages/trl';

export const RULES = { ...generalRules, ...trlRules, ...pipelineRules };
export type RuleId = keyof typeof RULES;
export const RULE_IDS = Object.keys(RULES) as RuleId[];

export type { RulePage } from './pages/page';
export type { Severity };
