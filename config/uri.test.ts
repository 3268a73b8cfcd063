import { expect, it } from 'vitest';
import { fileName, folderOf, resolveUri, sameUri } from './uri';

it.each([
  ['file:///w/p/reasoner.yaml', 'rl.yaml', 'file:///w/p/rl.yaml'],
  ['file:///w/p/reasoner.yaml', '../other/a b.yaml', 'file:///w/other/a%20b.yaml'],
  ['file:///c%3A/p/reasoner.yaml', 'rl.yaml', 'file:///c%3A/p/rl.yaml'],
  ['file:///w/p/reasoner.yaml', '/abs/rl.yaml', 'file:///abs/rl.yaml'],
  ['file:///w/p/reasoner.yaml', '../../../../x', 'file:///x'],
  ['file:///w/p/reasoner.yaml', '//host/share', 'file:///host/share'],
  ['vscode-remote://ssh+box/w/reasoner.yaml', 'rl.yaml', 'vscode-remote://ssh+box/w/rl.yaml'],
])('from %s, %s is %s', (base, path, uri) => expect(resolveUri(base, path)).toBe(uri));

it('compares and names files whatever their escaping', () => {
  expect(sameUri('file:///c%3A/a%20b', 'file:///c:/a b')).toBe(true);
  expect(fileName('file:///w/a%20b.yaml')).toBe('a b.yaml');
  expect(folderOf('file:///w/p/reasoner.yaml')).toBe('file:///w/p');
});
