// A client that asks for diagnostics gets them when it asks; one that cannot is told.
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { DocumentDiagnosticReport } from 'vscode-languageserver-protocol';
import { TestServer } from './client';

const capabilities = { textDocument: { diagnostic: {} }, workspace: { diagnostics: { refreshSupport: true } } };
let server: TestServer;
beforeAll(async () => (server = await TestServer.start({ capabilities })));
afterAll(() => server.stop());

it('answers with what is wrong now, each finding linked to its page', async () => {
  expect(server.capabilities.diagnosticProvider).toMatchObject({ interFileDependencies: true });
  const uri = server.uri('a.yaml');
  await server.connection.sendNotification('textDocument/didOpen', { textDocument: { uri, languageId: 'yaml', version: 1, text: '# trl: sft\nseed: many\n' } });
  const report = await server.ask<DocumentDiagnosticReport>('diagnostic', 'a.yaml');
  if (report.kind !== 'full') throw new Error(report.kind);
  expect(report.items.map(({ code }) => code)).toEqual(['TRL-WRONG-TYPE']);
  expect(report.items[0]?.codeDescription?.href).toMatch(/\/rules\/TRL-WRONG-TYPE\.md$/);
});

it('pushes to a client that asked for that', async () => {
  const pushed = await TestServer.start({ capabilities, initializationOptions: { diagnostics: 'push' } });
  expect(pushed.capabilities.diagnosticProvider).toBeUndefined();
  expect((await pushed.check('a.yaml', '# trl: sft\nseed: many\n')).map(({ code }) => code)).toEqual(['TRL-WRONG-TYPE']);
  await pushed.stop();
});
