import assert from 'node:assert/strict';
import { it } from 'node:test';
import { offerActions, resolveAction } from '../../src/server/codeActions';
import { clientEdit } from '../../src/server/edits';
import type { Session } from '../../src/server/session';
import { createService } from '../../src/service';
import { NEVER_CANCELLED } from '../../src/service/contracts/ports';
import { memoryPorts, ROOT, uriOf } from '../support/memory';

it('an edit names the version it was made for, whoever types while it is put together', async () => {
  const versions = new Map([['file:///a.conf', 3]]);
  const session = {
    client: { versionsEdits: true, createsFiles: true },
    documents: {
      spelling: (uri: string) => uri,
      get: (uri: string) => (versions.has(uri) ? { version: versions.get(uri) } : undefined),
    },
    files: {
      exists: async () => {
        versions.set('file:///a.conf', 4);
        return true;
      },
    },
  } as unknown as Session;
  const edit = await clientEdit({ 'file:///closed.conf': [], 'file:///a.conf': [] }, session);
  assert.deepEqual(
    edit.documentChanges?.map((change) => 'textDocument' in change && change.textDocument),
    [
      { uri: 'file:///closed.conf', version: null },
      { uri: 'file:///a.conf', version: 3 },
    ],
  );
});

it('an edit of a file that is not open is made of what is on the disk when it is chosen', async () => {
  const twice = 'upstream api {\n  server 10.0.0.1:80;\n  server 10.0.0.1:80;\n}\n';
  const files = new Map([['a.conf', twice]]);
  const service = createService(memoryPorts(files));
  await service.review([ROOT], { base: ROOT, only: [] }, NEVER_CANCELLED);
  const session = {
    client: { versionsEdits: true, createsFiles: true, resolvesEdits: true, options: {} },
    documents: { spelling: (uri: string) => uri, get: () => undefined },
    files: { exists: async () => true },
    diagnostics: (all: unknown) => all,
    service,
  } as unknown as Session;
  const range = { start: { line: 0, character: 0 }, end: { line: 4, character: 0 } };
  const textDocument = { uri: uriOf('a.conf') };
  const offered = await offerActions(
    { textDocument, range, context: { diagnostics: [] } },
    session,
  );
  const chosen = offered.find(({ title }) => title.includes('weight=2'));
  assert.ok(chosen, offered.map(({ title }) => title).join());
  // Somebody writes to the disk, and nobody says so.
  files.set('a.conf', `# mine\n${twice}`);
  const { edit } = await resolveAction(chosen, session);
  const lines = edit?.documentChanges?.flatMap((change) =>
    'edits' in change
      ? change.edits.map((one) => ('range' in one ? one.range.start.line : -1))
      : [],
  );
  assert.ok(lines && lines.length > 0 && lines.every((line) => line >= 2), String(lines));
  files.set('a.conf', '# nothing left\n');
  await assert.rejects(resolveAction(chosen, session), /no longer offered there/);
});
