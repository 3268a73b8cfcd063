import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import * as v from 'valibot';
import { LAUNCH_PIPELINE_COMMAND, LAUNCH_STAGE_COMMAND, SHOW_DASHBOARD_COMMAND, SHOW_PLAN_COMMAND } from '../protocol/lsp';

const root = path.resolve(import.meta.dirname, '..');
const Item = v.object({ command: v.string(), when: v.optional(v.string()) });
const Manifest = v.object({
  capabilities: v.object({ untrustedWorkspaces: v.object({ restrictedConfigurations: v.array(v.string()) }) }),
  contributes: v.object({
    commands: v.array(v.object({ command: v.string(), title: v.string(), category: v.string() })),
    menus: v.record(v.string(), v.array(Item)),
    configuration: v.object({ properties: v.record(v.string(), v.looseObject({ scope: v.string(), markdownDescription: v.string() })) }),
  }),
});
const manifest = v.parse(Manifest, JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')));
const { commands, menus, configuration } = manifest.contributes;

/** Ids that the sources register. */
function registered(): string[] {
  const folder = path.join(root, 'client', 'commands');
  const source = readdirSync(folder).map((name) => readFileSync(path.join(folder, name), 'utf8')).join('\n');
  const named = { LAUNCH_STAGE_COMMAND, LAUNCH_PIPELINE_COMMAND, SHOW_DASHBOARD_COMMAND, SHOW_PLAN_COMMAND };
  return [...source.matchAll(/\bcommand\(\s*(?:'([^']+)'|((?:LAUNCH|SHOW)_\w+_COMMAND))/g)].map(
    ([, id, constant]) => id ?? named[constant as keyof typeof named],
  );
}

describe('package.json', () => {
  it('names exactly the commands that are registered', () => {
    expect(commands.map(({ command }) => command).sort()).toEqual(registered().sort());
    for (const { category, title } of commands) expect([category, title]).toEqual(['Reasoner', expect.stringMatching(/^[A-Z]/)]);
  });

  it('puts known commands into menus only', () => {
    const known = new Set(commands.map(({ command }) => command));
    for (const items of Object.values(menus)) for (const { command } of items) expect(known, command).toContain(command);
  });

  it('hides from the palette what only makes sense on a row', () => {
    const hidden = (menus['commandPalette'] ?? []).filter(({ when }) => when === 'false').map(({ command }) => command);
    expect(hidden).toContain('reasoner.compareWithSelected');
    expect(hidden).not.toContain('reasoner.compareCheckpoints');
  });

  it('lets no workspace choose an executable', () => {
    const settings = Object.entries(configuration.properties);
    const paths = settings.filter(([name]) => /\.(path|configFile)$/.test(name));
    expect(paths).toHaveLength(3);
    for (const [name, { scope }] of paths) {
      expect(scope, name).toBe('machine');
      expect(manifest.capabilities.untrustedWorkspaces.restrictedConfigurations).toContain(name);
    }
  });
});
