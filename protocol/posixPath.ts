/**
 * Paths on a host are POSIX strings whatever the editor runs on, so `node:path` (which follows the editor's platform)
 * must not touch them.
 */
export function join(...parts: string[]): string {
  return normalize(parts.filter((part) => part !== '').join('/'));
}

/** Collapses `.`, `..` and repeated slashes; `..` above the root stays at the root. */
export function normalize(path: string): string {
  const absolute = path.startsWith('/');
  const out: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..' && out.length > 0 && out[out.length - 1] !== '..') out.pop();
    else if (part !== '..' || !absolute) out.push(part);
  }
  return (absolute ? '/' : '') + out.join('/') || (absolute ? '/' : '.');
}

export const isAbsolute = (path: string): boolean => path.startsWith('/');

/** `path` itself when absolute, else `path` under `base`. */
export const resolve = (base: string, path: string): string => (isAbsolute(path) ? normalize(path) : join(base, path));

export function basename(path: string): string {
  return path.replace(/\/+$/, '').split('/').pop() ?? '';
}

export function dirname(path: string): string {
  const trimmed = path.replace(/\/+$/, '');
  const cut = trimmed.lastIndexOf('/');
  return cut < 0 ? '.' : cut === 0 ? '/' : trimmed.slice(0, cut);
}

/** `path` relative to `base`, or null when it lies outside. */
export function relativeTo(base: string, path: string): string | null {
  const root = normalize(base);
  const full = normalize(path);
  if (full === root) return '';
  const prefix = root === '/' ? '/' : `${root}/`;
  return full.startsWith(prefix) ? full.slice(prefix.length) : null;
}
