import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import type { CodeAction, Diagnostic, WorkspaceEdit } from 'vscode-languageserver-types';
import type { Review } from '../../src/service/contracts/service';
import { buildServer, type Incoming, Stranger } from './stranger';

const RULE = 'nginx/upstream-duplicate-server';
const TWICE = 'upstream api {\n  server 10.0.0.1:80;\n  server 10.0.0.1:80;\n}\n';
const RANGE = { start: { line: 2, character: 10 }, end: { line: 2, character: 10 } };
/** How many files the project has that takes a while to review. */
const MANY = 400;

describe('headroom lsp, to a client that knows nothing of it', () => {
  let server: Awaited<ReturnType<typeof buildServer>>;
  let folder = '';
  let client: Stranger;

  before(async () => {
    server = await buildServer();
    folder = mkdtempSync(join(tmpdir(), 'headroom-lsp-project-'));
    writeFileSync(join(folder, 'headroom.yaml'), 'root: true\n');
    writeFileSync(join(folder, 'closed.nginx'), TWICE);
  });

  after(() => {
    server.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  afterEach(() => client.kill());

  const uriOf = (path: string) => pathToFileURL(join(folder, path)).toString();

  async function start(capabilities: object = {}, options: object = {}): Promise<Incoming> {
    client = new Stranger(server.program, folder);
    const answer = await client.request('initialize', {
      processId: null,
      rootUri: pathToFileURL(folder).toString(),
      capabilities,
      initializationOptions: options,
    });
    client.notify('initialized', {});
    return answer;
  }

  function open(path: string, text: string, languageId = 'nginx'): string {
    const uri = uriOf(path);
    client.notify('textDocument/didOpen', { textDocument: { uri, languageId, version: 1, text } });
    return uri;
  }

  function published(uri: string, isWanted: (items: readonly Diagnostic[]) => boolean) {
    return client.next(({ method, params }) => {
      if (method !== 'textDocument/publishDiagnostics') return false;
      const said = params as { readonly uri: string; readonly diagnostics: readonly Diagnostic[] };
      return said.uri === uri && isWanted(said.diagnostics);
    });
  }

  const hasRule = (items: readonly Diagnostic[]) => items.some(({ code }) => code === RULE);

  async function fixAt(uri: string): Promise<CodeAction> {
    const context = { diagnostics: [], only: ['quickfix'] };
    const params = { textDocument: { uri }, range: RANGE, context };
    const { result } = await client.request('textDocument/codeAction', params);
    const [first] = result as CodeAction[];
    assert.ok(first);
    return first;
  }

  it('says what it can do, publishes findings, follows an edit and ends as it should', async () => {
    const { result } = await start();
    const { capabilities, serverInfo } = result as {
      readonly capabilities: Record<string, unknown>;
      readonly serverInfo: object;
    };
    assert.deepEqual(serverInfo, { name: 'headroom', version: 'test' });
    assert.equal(capabilities.hoverProvider, true);
    assert.equal(capabilities.diagnosticProvider, undefined);
    // Inside, the server writes this sign in another way.
    const spelt = open('a@1.nginx', TWICE);
    assert.ok(spelt.includes('@'), spelt);
    await published(spelt, hasRule);
    client.notify('textDocument/didChange', {
      textDocument: { uri: spelt, version: 2 },
      contentChanges: [
        {
          range: { start: { line: 2, character: 17 }, end: { line: 2, character: 18 } },
          text: '2',
        },
      ],
    });
    await published(spelt, (items) => !hasRule(items));
    client.notify('textDocument/didClose', { textDocument: { uri: spelt } });
    assert.equal((await client.request('shutdown')).result, null);
    const late = await client.request('headroom/rules', {});
    assert.equal(late.error?.code, -32600, 'no request is answered after shutdown');
    client.notify('exit');
    assert.equal(await client.ended, 0);
    assert.equal(client.errors, '');
  });

  it('looks into documents by name and content, whatever language the client sees in them', async () => {
    await start();
    // Prose that quotes a configuration, and a configuration that an editor takes for plain text.
    const prose = open('notes.md', TWICE, 'markdown');
    await published(prose, (items) => items.length === 0);
    const plain = open('sites-enabled/shop.conf', TWICE, 'plaintext');
    await published(plain, hasRule);
    const unnamed = open('shop', TWICE, 'plaintext');
    await published(unnamed, (items) => items.length === 0);
  });

  it('offers fixes with their edits, or later where the client asks for them then', async () => {
    await start();
    const uri = open('fix.nginx', TWICE);
    const fix = await fixAt(uri);
    assert.match(Object.values(fix.edit?.changes ?? {})[0]?.[0]?.newText ?? '', /weight=2/);
    client.kill();
    await start({
      textDocument: {
        codeAction: { dataSupport: true, resolveSupport: { properties: ['edit'] } },
      },
      workspace: { workspaceEdit: { documentChanges: true, resourceOperations: ['create'] } },
    });
    open('fix.nginx', TWICE);
    const lazy = await fixAt(uri);
    assert.equal(lazy.edit, undefined);
    const { result } = await client.request('codeAction/resolve', lazy);
    const { documentChanges = [] } = (result as CodeAction).edit as WorkspaceEdit;
    const [change] = documentChanges;
    assert.ok(change && 'textDocument' in change);
    assert.deepEqual(change.textDocument, { uri, version: 1 });
  });

  it('says in a title which fix wants a second look, and finds it again', async () => {
    await start({
      textDocument: {
        codeAction: { dataSupport: true, resolveSupport: { properties: ['edit'] } },
      },
    });
    const text = [
      'apiVersion: autoscaling/v2',
      'kind: HorizontalPodAutoscaler',
      'metadata: { name: web }',
      'spec:',
      '  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: web }',
      '  minReplicas: 12',
      '  maxReplicas: 10',
      '',
    ].join('\n');
    const uri = open('hpa.yaml', text, 'yaml');
    const whole = { start: { line: 0, character: 0 }, end: { line: 7, character: 0 } };
    const asked = { textDocument: { uri }, range: whole, context: { diagnostics: [] } };
    const { result } = await client.request('textDocument/codeAction', asked);
    const guided = (result as CodeAction[]).find(({ title }) =>
      title.endsWith(' (changes live capacity)'),
    );
    assert.ok(guided && !guided.isPreferred);
    const resolved = await client.request('codeAction/resolve', guided);
    assert.ok((resolved.result as CodeAction).edit);
  });

  it('names no command that the client does not have, and pages that it can open', async () => {
    await start();
    const uri = open('page.nginx', TWICE);
    const { params } = await published(uri, hasRule);
    const [item] = (params as { readonly diagnostics: readonly Diagnostic[] }).diagnostics;
    assert.match(item?.codeDescription?.href ?? '', /^https:\/\/.*upstream-duplicate-server/);
    const context = { diagnostics: [] };
    const asked = { textDocument: { uri }, range: RANGE, context };
    const { result } = await client.request('textDocument/codeAction', asked);
    assert.ok((result as CodeAction[]).every(({ command }) => command === undefined));
  });

  it('lets a client pull diagnostics, and tells it when to pull again', async () => {
    const { result } = await start({
      textDocument: { diagnostic: {} },
      workspace: { diagnostics: { refreshSupport: true } },
    });
    const { capabilities } = result as { readonly capabilities: Record<string, unknown> };
    assert.deepEqual(capabilities.diagnosticProvider, {
      interFileDependencies: true,
      workspaceDiagnostics: false,
    });
    const uri = open('pull.nginx', TWICE);
    const pulled = await client.request('textDocument/diagnostic', { textDocument: { uri } });
    assert.ok(hasRule((pulled.result as { readonly items: readonly Diagnostic[] }).items));
    await client.next(({ method }) => method === 'workspace/diagnostic/refresh');
    assert.ok(
      client.messages().every(({ method }) => method !== 'textDocument/publishDiagnostics'),
    );
  });

  it('answers hover, outline, folding, formatting, names and completion', async () => {
    await start();
    const text =
      'upstream zoo {\nserver 10.0.0.1:80;\n}\nserver { location / { proxy_pass http://zoo; } }\n';
    const uri = open('names.nginx', text);
    const textDocument = { uri };
    const position = { line: 3, character: 41 };
    const ask = async (method: string, more: object = {}) =>
      (await client.request(`textDocument/${method}`, { textDocument, ...more })).result;
    assert.ok(await ask('hover', { position: { line: 0, character: 3 } }));
    assert.equal(((await ask('documentSymbol')) as readonly unknown[]).length, 2);
    assert.ok(((await ask('foldingRange')) as readonly unknown[]).length > 0);
    const options = { insertSpaces: true, tabSize: 2 };
    assert.ok(((await ask('formatting', { options })) as readonly unknown[]).length > 0);
    const [found] = (await ask('definition', { position })) as readonly { readonly uri: string }[];
    assert.equal(found?.uri, uri);
    assert.deepEqual(await ask('prepareRename', { position }), {
      start: { line: 3, character: 40 },
      end: { line: 3, character: 43 },
    });
    const renamed = (await ask('rename', { position, newName: 'web' })) as WorkspaceEdit;
    assert.equal(renamed.changes?.[uri]?.length, 2);
    const refused = await client.request('textDocument/rename', {
      textDocument,
      position,
      newName: 'two words',
    });
    assert.match(refused.error?.message ?? '', /cannot be a name/);
    assert.ok(
      ((await ask('completion', { position: { line: 1, character: 0 } })) as readonly unknown[])
        .length > 0,
    );
  });

  it('sees a file that changes on disk when it is told', async () => {
    await start({ workspace: { didChangeWatchedFiles: { dynamicRegistration: true } } });
    await client.next(({ method }) => method === 'client/registerCapability');
    const review = async () => {
      const base = pathToFileURL(folder).toString();
      const { result } = await client.request('headroom/review', { uris: [base], base });
      return (result as Review).output.files.find(({ path }) => path === 'closed.nginx');
    };
    assert.equal((await review())?.findings[0]?.rule, RULE);
    writeFileSync(join(folder, 'closed.nginx'), TWICE.replace('1:80', '2:80'));
    client.notify('workspace/didChangeWatchedFiles', {
      changes: [{ uri: uriOf('closed.nginx'), type: 2 }],
    });
    assert.deepEqual((await review())?.findings, []);
    writeFileSync(join(folder, 'closed.nginx'), TWICE);
  });

  it('answers a cancelled review at once, and what is asked after it', async () => {
    const many = join(folder, 'many');
    mkdirSync(many);
    writeFileSync(join(many, 'headroom.yaml'), 'root: true\n');
    for (let index = 0; index < MANY; index++) {
      writeFileSync(join(many, `${index}.nginx`), TWICE.repeat(5).replaceAll('api', `api${index}`));
    }
    await start();
    const base = pathToFileURL(many).toString();
    const id = client.post('headroom/review', { uris: [base], base, workDoneToken: 'review' });
    await client.next(
      ({ method, params }) =>
        method === '$/progress' && (params as { readonly token: string }).token === 'review',
    );
    const started = performance.now();
    client.notify('$/cancelRequest', { id });
    const { error } = await client.answer(id);
    console.log(`answered ${Math.round(performance.now() - started)} ms after it was cancelled`);
    assert.equal(error?.code, -32800);
    const { result } = await client.request('headroom/rules', {});
    assert.ok((result as readonly unknown[]).length > 0);
    assert.ok(
      client.messages().every((message) => message.id !== id),
      'it is answered once',
    );
    rmSync(many, { recursive: true });
  });

  it('says what is wrong with a message, and goes on', async () => {
    client = new Stranger(server.program, folder);
    const early = await client.request('textDocument/hover', {
      textDocument: { uri: uriOf('x.nginx') },
      position: { line: 0, character: 0 },
    });
    assert.equal(early.error?.code, -32002, 'not initialized');
    client.raw('Content-Length: 9\r\n\r\n{"json": ');
    assert.equal((await client.answer(null)).error?.code, -32700, 'no JSON');
    client.raw('X-Header: 1\r\n\r\n');
    assert.equal((await client.answer(null)).error?.code, -32700, 'no length');
    await client.request('initialize', { processId: null, rootUri: null, capabilities: {} });
    assert.equal((await client.request('no/such')).error?.code, -32601);
    const wrong = { textDocument: { uri: 5 }, position: { line: 0, character: 0 } };
    assert.equal((await client.request('textDocument/hover', wrong)).error?.code, -32602);
    assert.equal((await client.request('textDocument/hover')).error?.code, -32602);
    client.notify('no/such/notification', {});
    client.notify('textDocument/didChange', { textDocument: { uri: 'nowhere' } });
    assert.ok((await client.request('headroom/rules', {})).result);
  });

  it('ends when its client is gone, with a status that says so', async () => {
    await start();
    client.close();
    assert.equal(await client.ended, 1);
  });
});
