/** Order of Python release numbers, as far as releases of the catalogued packages need it (PEP 440, no pre-releases). */

const parts = (version: string): number[] =>
  version
    .replace(/^v/, '')
    .replace(/[+-].*$/, '')
    .split('.')
    .map((part) => (/^post\d+$/.test(part) ? Number(part.slice(4)) / 1000 : Number.parseInt(part, 10) || 0));

export function compareVersions(a: string, b: string): number {
  const [left, right] = [parts(a), parts(b)];
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const difference = (left[i] ?? 0) - (right[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

export const sameMinor = (a: string, b: string): boolean => {
  const [left, right] = [parts(a), parts(b)];
  return left[0] === right[0] && (left[1] ?? 0) === (right[1] ?? 0);
};

/** Does a version satisfy a specifier such as `>=4.56,<5`? Unknown operators count as satisfied. */
export function satisfies(version: string, specifier: string): boolean {
  return specifier.split(',').every((clause) => {
    const match = /^\s*(>=|<=|==|!=|>|<|~=)\s*([\w.*+-]+)\s*$/.exec(clause);
    if (!match) return true;
    const [, operator, bound = ''] = match;
    const order = compareVersions(version, bound.replace(/\.\*$/, ''));
    switch (operator) {
      case '>=':
        return order >= 0;
      case '<=':
        return order <= 0;
      case '>':
        return order > 0;
      case '<':
        return order < 0;
      case '==':
        return bound.endsWith('.*') ? version.startsWith(bound.slice(0, -1)) : order === 0;
      case '!=':
        return bound.endsWith('.*') ? !version.startsWith(bound.slice(0, -1)) : order !== 0;
      default:
        return order >= 0 && sameMinor(version, bound);
    }
  });
}
