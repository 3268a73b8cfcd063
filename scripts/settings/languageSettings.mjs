// The settings of the language server as package.json contributes them: one property per rule, one per package.

const LEVELS = ['off', 'error', 'warning', 'information', 'hint'];
const level = (description) => ({ type: 'string', enum: LEVELS, description });

/** `TRL-*`, `VERL-*` and so on: what stands before the first dash, where several rules share it. */
function families(ids) {
  const names = ids.map((id) => id.split('-')[0]);
  return [...new Set(names)].filter((name) => names.filter((other) => other === name).length > 1).sort();
}

/** The manifest's text, with each rule on a line of its own: there are many of them, and each is small. */
export function manifestText(manifest) {
  const text = JSON.stringify(manifest, null, 2);
  const rule = /\{\s+"type": "string",\s+"enum": \[\s+"off",[^\]]*\],\s+"description": "(?:[^"\\]|\\.)*"\s+\}/g;
  return `${text.replace(rule, (found) => JSON.stringify(JSON.parse(found)))}\n`;
}

/**
 * @param {Readonly<Record<string, { title: string, severity: string }>>} rules the table of config/rules
 * @param {readonly string[]} packages those with a field catalogue
 * @returns {Record<string, object>} contributed properties by name
 */
export function languageSettings(rules, packages) {
  const ids = Object.keys(rules).sort();
  return {
    'reasoner.rules': {
      type: 'object',
      scope: 'window',
      order: 7,
      default: {},
      markdownDescription:
        'Severity of each rule, by its id or by the beginning of ids and a `*` (`"TRL-*": "warning"`). An id wins over a beginning, a longer beginning over a shorter one. Every rule has a page, linked from its diagnostic.',
      properties: Object.fromEntries([
        ...families(ids).map((name) => [`${name}-*`, level(`Every rule that begins with ${name}-.`)]),
        ...ids.map((id) => [id, level(`${rules[id].title} (unless set: ${rules[id].severity}).`)]),
      ]),
      patternProperties: { '^[A-Z0-9-]*\\*$': level('Every rule that begins like this.') },
      additionalProperties: false,
    },
    'reasoner.versions': {
      type: 'object',
      scope: 'window',
      order: 8,
      default: {},
      markdownDescription:
        'Version of each package that configs are checked against (`"trl": "1.8.0"`), where neither a comment in the file, its stage nor the environment of the workspace tells it.',
      properties: Object.fromEntries([...packages].sort().map((name) => [name, { type: 'string', pattern: '^\\d[\\w.+-]*$', patternErrorMessage: 'A version such as 1.8.0.', description: `Version of ${name}.` }])),
      additionalProperties: false,
    },
    'reasoner.recipe': {
      type: 'boolean',
      scope: 'window',
      order: 9,
      default: false,
      markdownDescription: 'Hint at values that deviate from the published two-stage recipe (text-only cold start, then multimodal reinforcement learning).',
    },
  };
}
