/** How fields and keys are described in hovers and completions. */
import { type FieldSpec, isScalar, type ConfigNode, type KeySpec, resolvePlain } from '../../config';

/** A value as it must be written for PyYAML to read it back: `no` and `1` need quotes where text is meant. */
export const yamlText = (value: string): string =>
  /^[A-Za-z_][A-Za-z0-9_./-]*$/.test(value) && resolvePlain(value).kind === 'str' ? value : JSON.stringify(value);

export function defaultText(spec: FieldSpec): string {
  if (spec.defaultText !== undefined) return spec.defaultText;
  if (!spec.hasDefault) return '';
  if (typeof spec.default === 'string') return yamlText(spec.default);
  return JSON.stringify(spec.default);
}

/** Markdown code that survives any text. */
export const code = (text: string): string => {
  const fence = '`'.repeat(1 + Math.max(0, ...[...text.matchAll(/`+/g)].map((run) => run[0].length)));
  const pad = text.startsWith('`') || text.endsWith('`') ? ' ' : '';
  return `${fence}${pad}${text.replace(/\s+/g, ' ')}${pad}${fence}`;
};

/** Plain text of a package's help inside Markdown. Its `code` spans stay; anything else is shown as it is. */
const prose = (help: string): string =>
  help
    .split(/(`[^`]*`)/)
    .map((part, i) => (i % 2 === 1 ? part : part.replace(/[\\*_{}[\]<>#|!]/g, '\\$&')))
    .join('');

/** A plain value as JSON, shortened. */
export function jsonText(value: unknown): string {
  const text = JSON.stringify(value) ?? 'unknown';
  return text.length > 200 ? `${text.slice(0, 197)}...` : text;
}

/** The variables through which a value came, each with the text it gave. */
export function viaMarkdown(node: ConfigNode): string | null {
  if (!node.via || node.via.length === 0) return null;
  const steps = node.via.map(({ name, text }) => `${code(name)} = ${text === null ? 'not known' : code(text)}`);
  return `Resolved: ${steps.join(' → ')}`;
}

/** @param version of the package in use, null to leave it out */
export function fieldMarkdown(spec: FieldSpec, node: ConfigNode | null, version: { version: string; known: boolean } | null): string {
  const lines = [`**${prose(spec.name)}** ${code(spec.type)}`];
  if (spec.help) lines.push(prose(spec.help));
  if (spec.hasDefault) lines.push(`Default: ${code(defaultText(spec))}`);
  if (spec.choices) lines.push(`One of ${spec.choices.map((choice) => code(yamlText(choice))).join(', ')}`);
  const read = node ? readAs(spec, node) : null;
  if (read) lines.push(read);
  if (version) lines.push(`${spec.package} ${version.version}${version.known ? '' : ' (newest known; the version in use is not known)'}, ${code(spec.owner)}`);
  return lines.join('\n\n');
}

/** Says so where the loader reads something else than what seems to stand there. */
function readAs(spec: FieldSpec, node: ConfigNode): string | null {
  if (!isScalar(node) || node.quoted || !node.certain) return null;
  if (node.kind === 'str' && (spec.converts === 'float' || spec.converts === 'int') && !Number.isNaN(Number(node.value))) {
    return `${code(node.source)} is text for the loader; the parser converts it to the number ${code(String(Number(node.value)))}.`;
  }
  if (node.kind === 'bool' && !/^(?:true|false)$/i.test(node.source)) return `${code(node.source)} is read as ${code(String(node.value))}.`;
  if ((node.kind === 'int' || node.kind === 'float') && Number(node.source.replaceAll('_', '')) !== node.value) {
    return `${code(node.source)} is read as the number ${code(String(node.value))}.`;
  }
  return null;
}

export const keyMarkdown = (key: string, spec: KeySpec): string =>
  [`**${prose(key)}**${spec.required ? ' (required)' : ''}`, spec.description, ...(spec.choices ? [`One of ${spec.choices.map(code).join(', ')}`] : [])].join('\n\n');

export const flagMarkdown = (key: string, help: string | undefined): string =>
  [`**${prose(key)}**`, ...(help ? [prose(help)] : []), 'Flag of `accelerate launch`: takes effect where `trl sft` or `trl grpo` reads this file.'].join('\n\n');
