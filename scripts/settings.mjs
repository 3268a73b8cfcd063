// Writes the settings of the language server into package.json, from the table of rules: node scripts/settings.mjs
import { build } from 'esbuild';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { languageSettings, manifestText } from './settings/languageSettings.mjs';
import { root } from './setup/paths.mjs';

const manifestFile = path.join(root, 'package.json');
const temp = mkdtempSync(path.join(os.tmpdir(), 'settings-'));

try {
  const outfile = path.join(temp, 'rules.mjs');
  const contents = "export { RULES_TEXT } from './config/rules/table'; export { PACKAGES } from './config/frameworks/ids';";
  await build({ absWorkingDir: root, stdin: { contents, resolveDir: root, loader: 'ts' }, outfile, bundle: true, platform: 'node', format: 'esm', logLevel: 'error' });
  const { RULES_TEXT, PACKAGES } = await import(pathToFileURL(outfile).href);
  const manifest = JSON.parse(readFileSync(manifestFile, 'utf8'));
  Object.assign(manifest.contributes.configuration.properties, languageSettings(RULES_TEXT, PACKAGES));
  writeFileSync(manifestFile, manifestText(manifest));
} finally {
  rmSync(temp, { recursive: true, force: true });
}
