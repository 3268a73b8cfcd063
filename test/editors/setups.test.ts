// The set-ups of docs/editors.md: each is read out of the page, started, and underlines what it should.
import { expect, it } from 'vitest';
import * as v from 'valibot';
import { HELIX, NEOVIM, ZED, ZED_BEFORE } from './support/capabilities';
import { blocks, luaTable, toml } from './support/documented';
import { Editor, sectionOf, type SetUp } from './support/editor';

const SCRIPT = 'python3 -m verl.trainer.main_ppo data.train_batch_size=many trainer.save_freq=-1\n';

/** Every kind of file that a set-up hands to the server; and a rule that its settings switch off stays off. */
async function works(setUp: SetUp, languages: { yaml: string; json: string; shell: string }): Promise<Editor> {
  const editor = await Editor.start(setUp);
  expect(await editor.findings('sft.yaml', languages.yaml, 'model_name_or_path: m\ndataset_name: d\ncompletion_only_loss: true\nseed: many\n', 'TRL-WRONG-TYPE')).not.toContain('TRL-UNKNOWN-KEY-CLI');
  await editor.findings('ds.json', languages.json, '{ "zero_optimization": { "stage": 7 } }\n', 'DS-WRONG-TYPE');
  const codes = await editor.findings('run.sh', languages.shell, SCRIPT, 'VERL-WRONG-TYPE');
  expect(codes).not.toContain('VERL-SAVE-OFF');
  return editor;
}

it('without any setting the same script has one finding more', async () => {
  const editor = await Editor.start({ command: ['reasoner-language-server', '--stdio'], capabilities: NEOVIM, configuration: () => null });
  expect(await editor.findings('run.sh', 'sh', SCRIPT, 'VERL-WRONG-TYPE')).toContain('VERL-SAVE-OFF');
  await editor.close();
});

const Lua = v.object({ cmd: v.array(v.string()), filetypes: v.array(v.string()), settings: v.record(v.string(), v.unknown()) });
const neovim = ({ cmd, settings }: v.InferOutput<typeof Lua>): SetUp => ({
  command: cmd,
  capabilities: NEOVIM,
  configuration: (section) => sectionOf(settings, section),
  didChangeConfiguration: settings,
});

it('Neovim 0.11', async () => {
  const [file = '', init = ''] = blocks('Neovim 0.11 or newer', 'lua');
  const config = v.parse(Lua, luaTable(file.replace(/^return /, '')));
  expect(init).toContain("vim.lsp.enable('reasoner')");
  expect(config.filetypes).toEqual(expect.arrayContaining(['yaml', 'json', 'sh', 'python']));
  const editor = await works(neovim(config), { yaml: 'yaml', json: 'json', shell: 'sh' });
  expect(editor.asks).toBe(false);
  await editor.close();
});

it('Neovim with nvim-lspconfig', async () => {
  const [code = ''] = blocks('Neovim before 0.11, with nvim-lspconfig', 'lua');
  const table = /configs\.reasoner = (\{[\s\S]*?^\})/m.exec(code)?.[1] ?? '';
  const { default_config: config } = v.parse(v.object({ default_config: Lua }), luaTable(table));
  const editor = await works(neovim(config), { yaml: 'yaml', json: 'json', shell: 'sh' });
  await editor.close();
});

it('Helix', async () => {
  const [code = ''] = blocks('Helix', 'toml');
  const Languages = v.object({
    'language-server': v.object({ reasoner: v.object({ command: v.string(), args: v.array(v.string()), config: v.unknown() }) }),
    language: v.array(v.object({ name: v.string(), 'language-servers': v.array(v.string()) })),
  });
  const { 'language-server': { reasoner }, language } = v.parse(Languages, toml(code));
  expect(language.map(({ name }) => name)).toEqual(['yaml', 'json', 'bash', 'python']);
  for (const { 'language-servers': servers } of language) expect(servers.at(-1)).toBe('reasoner');
  // Helix sends `config` as initialization options and as settings, and looks sections up in it.
  const setUp = { command: [reasoner.command, ...reasoner.args], capabilities: HELIX, initializationOptions: reasoner.config, configuration: (section: string) => sectionOf(reasoner.config, section), didChangeConfiguration: reasoner.config };
  const editor = await works(setUp, { yaml: 'yaml', json: 'json', shell: 'bash' });
  expect(editor.asks).toBe(false);
  await editor.close();
});

it.each([
  ['that asks for diagnostics', ZED, true],
  ['from before that', ZED_BEFORE, false],
])('Zed %s', async (_, capabilities, asks) => {
  const [manifest = ''] = blocks('Zed', 'toml');
  const [library = ''] = blocks('Zed', 'rust');
  const [settings = ''] = blocks('Zed', 'json');
  const Manifest = v.object({ language_servers: v.object({ reasoner: v.object({ languages: v.array(v.string()), language_ids: v.record(v.string(), v.string()) }) }) });
  const { language_servers: { reasoner } } = v.parse(Manifest, toml(manifest));
  const Settings = v.object({ languages: v.record(v.string(), v.unknown()), lsp: v.object({ reasoner: v.object({ settings: v.unknown() }) }) });
  const { languages, lsp } = v.parse(Settings, JSON.parse(settings));
  expect(reasoner.languages).toEqual(expect.arrayContaining(Object.keys(languages)));
  const program = /worktree\.which\("([^"]+)"\)/.exec(library)?.[1] ?? '';
  const args = [...(/args: vec!\[([^\]]*)\]/.exec(library)?.[1] ?? '').matchAll(/"([^"]+)"/g)].map(([, text = '']) => text);
  const setUp = { command: [program, ...args], capabilities, configuration: (section: string) => sectionOf(lsp.reasoner.settings, section), didChangeConfiguration: lsp.reasoner.settings };
  const editor = await works(setUp, { yaml: 'yaml', json: 'json', shell: reasoner.language_ids['Shell Script'] ?? '' });
  expect(editor.asks).toBe(asks);
  await editor.close();
});
