import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createService } from '../../src/service';
import { NEVER_CANCELLED } from '../../src/service/contracts/ports';
import { kubernetes } from '../../src/service/languages/kubernetes';
import { withEmbedded } from '../../src/service/project/embedded';
import { fixesOf, reviewFiles } from '../support/examples';
import { memoryPorts, ROOT } from '../support/memory';

const DUPLICATE = 'nginx/upstream-duplicate-server';
const NGINX = `worker_processes auto;
events { worker_connections 4096; }
http {
  upstream api {
    server 10.0.0.1:80;
    server 10.0.0.1:80;
  }
}
`;
const indented = (text: string, by: string) => text.replace(/^(?=.)/gm, by);
const CONFIG_MAP = `apiVersion: v1
kind: ConfigMap
metadata: { name: edge }
data:
  nginx.conf: | # what the edge runs
${indented(NGINX, '    ')}  my.cnf: |
    [mysqld]
    max_connections = 300
`;

async function linesOf(files: Readonly<Record<string, string>>) {
  const { lines } = await reviewFiles(new Map(Object.entries(files)), DUPLICATE);
  return lines.map((line) => line.replace(/ — .*/s, ''));
}

describe('a text that a file holds', () => {
  it('is judged where it stands, also with CRLF, in a List and in a build', async () => {
    const found = `edge.yaml:11:16-11:27 warning ${DUPLICATE}`;
    assert.deepEqual(await linesOf({ 'edge.yaml': CONFIG_MAP }), [found]);
    assert.deepEqual(await linesOf({ 'edge.yaml': CONFIG_MAP.replaceAll('\n', '\r\n') }), [found]);
    const list = `apiVersion: v1\nkind: List\nitems:\n  - ${indented(CONFIG_MAP, '    ').trimStart()}`;
    assert.deepEqual(await linesOf({ 'edge.yaml': list }), [
      `edge.yaml:14:20-14:31 warning ${DUPLICATE}`,
    ]);
    const kustomization = 'resources: [edge.yaml]\nnamePrefix: prod-\n';
    assert.deepEqual(
      await linesOf({ 'edge.yaml': CONFIG_MAP, 'kustomization.yaml': kustomization }),
      [found],
    );
  });

  it('has the place of the whole where its lines are not those of the file', async () => {
    const quoted = `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: edge }\ndata:\n  nginx.conf: ${JSON.stringify(NGINX)}\n`;
    const [line, ...more] = await linesOf({ 'edge.yaml': quoted });
    assert.match(line ?? '', /^edge\.yaml:5:15-5:/);
    assert.deepEqual(more, []);
    assert.deepEqual(await fixesOf(new Map([['edge.yaml', quoted]]), DUPLICATE), []);
  });

  it('is a template or another format: nothing is said', async () => {
    const templated = CONFIG_MAP.replace('10.0.0.1:80;', '{{ .Values.host }};');
    assert.deepEqual(await linesOf({ 'edge.yaml': templated }), []);
    assert.deepEqual(await linesOf({ 'edge.yaml': CONFIG_MAP.replace('nginx.conf', 'a.md') }), []);
  });

  it('is fixed where it stands', async () => {
    const [fix] = await fixesOf(new Map([['edge.yaml', CONFIG_MAP]]), DUPLICATE);
    const text = fix?.texts.get('edge.yaml') ?? '';
    assert.equal(text.match(/10\.0\.0\.1/g)?.length, 1);
    assert.match(text, /^ {4}http \{\n {6}upstream api \{\n {8}server 10\.0\.0\.1:80 weight=2;\n/m);
    assert.deepEqual(await linesOf({ 'edge.yaml': text }), []);
  });

  it('is suppressed by a comment in it', async () => {
    const comment = `        # headroom-disable-next-line ${DUPLICATE} -- twins\n`;
    const last = CONFIG_MAP.lastIndexOf('        server');
    const text = CONFIG_MAP.slice(0, last) + comment + CONFIG_MAP.slice(last);
    assert.deepEqual(await linesOf({ 'edge.yaml': text }), []);
  });

  it('is a config of compose, where a dollar is written twice', async () => {
    const text = `services:
  edge: { image: "nginx:1", configs: [{ source: edge, target: /etc/nginx/nginx.conf }] }
configs:
  edge:
    content: |
${indented(NGINX.replace('http {', 'http {\n  proxy_set_header Host $$host;'), '      ')}`;
    assert.deepEqual(await linesOf({ 'compose.yaml': text }), [
      `compose.yaml:12:18-12:29 warning ${DUPLICATE}`,
    ]);
  });

  it('says what it says as the file, at places that are there', () => {
    const source = { uri: 'file:///edge.yaml', path: 'edge.yaml', text: CONFIG_MAP };
    const { facts, places } = withEmbedded(source, kubernetes.analyse(source));
    const inner = facts.filter(({ path }) => path.includes('#'));
    assert.ok(inner.some(({ kind }) => kind === 'server-settings'));
    for (const { path } of inner) assert.ok(places.has(path), path);
  });

  it('goes with the text that holds it', async () => {
    const files = new Map([['edge.yaml', CONFIG_MAP]]);
    const service = createService(memoryPorts(files));
    const count = async () => {
      const { output } = await service.review(
        [ROOT],
        { base: ROOT, only: [DUPLICATE] },
        NEVER_CANCELLED,
      );
      return output.summary.warning;
    };
    assert.equal(await count(), 1);
    files.set('edge.yaml', CONFIG_MAP.replace('10.0.0.1', '10.0.0.2'));
    service.fileChanged(`${ROOT}/edge.yaml`);
    assert.equal(await count(), 0);
  });
});
