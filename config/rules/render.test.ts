// What is committed is what the tables say. After a change: npm run docs:rules
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { pipelineSchema } from '../pipeline/schema';
import { renderPages } from './render';

const root = path.resolve(import.meta.dirname, '../..');

it('has an up-to-date page for every rule, and no other page', () => {
  const pages = renderPages();
  expect(readdirSync(path.join(root, 'docs/rules')).toSorted()).toEqual(Object.keys(pages).toSorted());
  for (const [name, text] of Object.entries(pages)) expect(readFileSync(path.join(root, 'docs/rules', name), 'utf8'), name).toBe(text);
});

it('has an up-to-date JSON Schema of the pipeline file', () => {
  expect(JSON.parse(readFileSync(path.join(root, 'schemas/reasoner.schema.json'), 'utf8'))).toEqual(pipelineSchema());
});
