import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { PACKAGES } from '../../config/frameworks/ids';
import { RULES_TEXT } from '../../config/rules/table';
import { root } from '../setup/paths.mjs';
import { languageSettings, manifestText } from './languageSettings.mjs';

const settings = languageSettings(RULES_TEXT, PACKAGES);

describe('the settings of the language server', () => {
  it('stand in package.json as the table of rules says: npm run settings', () => {
    const { properties } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')).contributes.configuration;
    for (const [name, property] of Object.entries(settings)) expect(properties[name]).toEqual(property);
  });

  it('give every rule and every family of rules a severity', () => {
    const { properties } = settings['reasoner.rules'];
    for (const id of Object.keys(RULES_TEXT)) expect(properties[id]?.enum).toEqual(['off', 'error', 'warning', 'information', 'hint']);
    expect(Object.keys(properties)).toEqual(expect.arrayContaining(['TRL-*', 'GEN-*', 'TRL-UNKNOWN-KEY-CLI']));
    expect(properties['TRL-WRONG-TYPE'].description).toContain(RULES_TEXT['TRL-WRONG-TYPE'].title);
  });

  it('take one line of package.json each, which changes nothing of it', () => {
    const manifest = { name: 'x', properties: settings };
    expect(manifestText(manifest).split('\n').length).toBeLessThan(Object.keys(RULES_TEXT).length + 150);
    expect(JSON.parse(manifestText(manifest))).toEqual(manifest);
  });

  it('name the packages that have a catalogue', () => {
    expect(Object.keys(settings['reasoner.versions'].properties)).toEqual(expect.arrayContaining(['trl', 'verl', 'llamafactory']));
  });
});
