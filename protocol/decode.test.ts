import { expect, it } from 'vitest';
import { decode, decodeJson } from './decode';
import { RunRecord } from './run';

const record = {
  format: 1, id: 'r', token: 't', pipeline: { uri: 'file:///p', name: 'p' }, target: { name: 'here', kind: 'local' },
  workdir: '/w', runDir: '/w/.reasoner/runs/r', state: 'running', createdAt: 1, startedAt: 1, endedAt: null, supervisor: null,
  stages: [], versions: {}, git: { commit: null, diffFile: null }, message: null,
};

it('keeps fields that a newer writer added', () => {
  expect(decode(RunRecord, { ...record, colour: 'blue' }, 'run record')).toMatchObject({ colour: 'blue', venv: null });
});

it('says what is wrong, and where', () => {
  expect(() => decode(RunRecord, { ...record, target: { name: 'here', kind: 7 } }, 'run record')).toThrow(/run record at target\.kind: .*string/);
});

it('says so when the text is no JSON', () => {
  expect(() => decodeJson(RunRecord, '{"format": 1', 'run record')).toThrow(/run record: not JSON/);
});
