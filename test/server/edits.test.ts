import assert from 'node:assert/strict';
import { it } from 'node:test';
import { clientEdit } from '../../src/server/edits';
import type { Session } from '../../src/server/session';

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
