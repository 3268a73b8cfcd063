/** Opt-in remarks about settings that differ from the published recipe. No verdict: other settings may well be better. */
import type { Rule, RuleContext } from '../../check/context';
import { hint } from '../../check/report';
import { entryRange, setting } from '../../check/settings';
import type { Finding } from '../../finding';
import { COLD_START, type Published, REINFORCEMENT } from './published';

/** Chosen by the setting, or by naming one of the rules among the severities. */
export const recipeWanted = (context: RuleContext): boolean =>
  context.settings.recipe || Object.entries(context.settings.rules).some(([rule, level]) => rule.startsWith('RECIPE') && level !== 'off');

const compare =
  (rule: 'RECIPE-COLD-START' | 'RECIPE-RL', published: readonly Published[]): Rule =>
  (context) =>
    published.flatMap(({ values, text, page, fields }): Finding[] => {
      const path = fields[context.framework];
      const found = path === undefined ? null : setting(context, path);
      // Only what somebody wrote down: a default that differs is no decision.
      if (!found?.entry || found.state !== 'set' || found.value === null || values.includes(found.value as number)) return [];
      return [hint(rule, `${found.path} is ${String(found.value)}; Open-Vision-Reasoner used ${text} (p. ${page}).`, entryRange(found.entry))];
    });

export const recipeRules: readonly Rule[] = [compare('RECIPE-COLD-START', COLD_START), compare('RECIPE-RL', REINFORCEMENT)];
