import { expect, it } from 'vitest';
import { configGroups, oneSided, valueText } from './configGroups';

const file = (label: string, changed: boolean, b: string | null = `/b/${label}`) => ({ label, a: `/a/${label}`, b, changed });
const change = (where: string, path: string) => ({ file: where, path, a: '1', b: '2' });

it('groups changes by file, keeps files that changed in form only, and leaves equal files out', () => {
  const groups = configGroups({
    configFiles: [file('config.json', true), file('generation_config.json', false), file('tokenizer_config.json', true)],
    configChanges: [change('training config', 'learning_rate'), change('config.json', 'vision_config.depth'), change('config.json', 'dtype')],
  });
  expect(groups.map(({ label, changes }) => [label, changes.length])).toEqual([['config.json', 2], ['tokenizer_config.json', 0], ['training config', 1]]);
});

it('says why there is no diff to open', () => {
  expect([oneSided(file('config.json', true)), oneSided(file('config.json', true, null)), oneSided(null)]).toEqual([null, 'only in A', 'not among the files compared']);
});

it('shortens long values and names absent ones', () => {
  expect(valueText(null)).toBe('not set');
  expect(valueText('[1,2]')).toBe('[1,2]');
  expect(valueText('x'.repeat(1234))).toBe(`${'x'.repeat(300)}… (1,234 characters)`);
});
