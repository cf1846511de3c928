// The language server in a thread of its own: beside the editor's desktop host, and behind `headroom lsp`.
import { parentPort } from 'node:worker_threads';
import { createConnection, PortMessageReader, PortMessageWriter } from 'vscode-languageserver/node';
import { startServer } from '../server/server';
import { VERSION } from '../server/version';
import { assetsBeside } from './assets';
import { nodeWorkspace } from './workspace';

if (!parentPort) throw new Error('This is the thread of the language server; use `headroom lsp`.');
const connection = createConnection(
  new PortMessageReader(parentPort),
  new PortMessageWriter(parentPort),
);
startServer(connection, {
  version: VERSION,
  disk: nodeWorkspace(process.cwd()),
  assets: assetsBeside(__dirname),
  turn: () => new Promise((resolve) => setImmediate(resolve)),
});
connection.listen();
