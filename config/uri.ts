/** URIs as opaque identities plus the one operation configs need: a path relative to a file. */

const decode = (uri: string): string => {
  try {
    return decodeURIComponent(uri);
  } catch {
    return uri;
  }
};

/** Editors escape the same file differently (`c%3A` and `c:`), so URIs are compared decoded. */
export const sameUri = (a: string, b: string): boolean => a === b || decode(a) === decode(b);

export const folderOf = (uri: string): string => uri.replace(/\/[^/]*$/, '');

export const fileName = (uri: string): string => decode(uri.replace(/[?#].*$/, '').replace(/^.*\//, ''));

/**
 * URI of `path` (POSIX, relative or absolute) seen from the file `baseUri`. A path can name neither a host nor a
 * device share: empty segments vanish, so `//server/share` is a local path like any other.
 */
export function resolveUri(baseUri: string, path: string): string {
  const match = /^([a-z][a-z0-9+.-]*:\/\/[^/]*)(\/.*)$/i.exec(baseUri);
  const [prefix, basePath] = match ? [match[1] ?? '', match[2] ?? '/'] : ['', baseUri];
  const out = path.startsWith('/') ? [] : basePath.split('/').slice(0, -1).filter(Boolean);
  for (const segment of path.split('/')) {
    if (segment === '' || segment === '.') continue;
    if (segment === '..') out.pop();
    // Half a character (a lone surrogate) cannot be encoded; where texts are written to disk it becomes U+FFFD, too.
    else out.push(encodeURIComponent(segment.replace(/\p{Surrogate}/gu, '\ufffd')));
  }
  return `${prefix}/${out.join('/')}`;
}
