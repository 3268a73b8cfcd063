/** Short ways to say a finding. */
import type { Finding, Fix } from '../finding';
import type { RuleId } from '../rules/table';
import type { Range } from '../syntax/tree';

const finding = (rule: RuleId, severity: Finding['severity'], message: string, range: Range, fix?: Fix | null): Finding => ({
  rule,
  severity,
  message,
  range,
  ...(fix ? { fix } : {}),
});

/** The framework of this version rejects or breaks on it. */
export const error = (rule: RuleId, message: string, range: Range, fix?: Fix | null): Finding => finding(rule, 'error', message, range, fix);

/** It runs, with another meaning than the file seems to have. */
export const warning = (rule: RuleId, message: string, range: Range, fix?: Fix | null): Finding => finding(rule, 'warning', message, range, fix);

export const information = (rule: RuleId, message: string, range: Range, fix?: Fix | null): Finding => finding(rule, 'information', message, range, fix);

/** An opt-in remark. */
export const hint = (rule: RuleId, message: string, range: Range, fix?: Fix | null): Finding => finding(rule, 'hint', message, range, fix);
