import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createService, walk } from '../../src/service';
import { type Listing, NEVER_CANCELLED, type Ports } from '../../src/service/contracts/ports';
import { foldersOf, memoryPorts, ROOT, uriOf } from '../support/memory';

/** How many folders of services the project has. */
const SERVICES = 80;
/** How many requests for files may be under way at a time. */
const MOST_AT_ONCE = 32;

const TWICE = 'upstream api {\n  server 10.0.0.1:80;\n  server 10.0.0.1:80;\n}\n';
const files = new Map([['headroom.yaml', 'root: true\n']]);
for (let service = 0; service < SERVICES; service++) {
  if (service % 20 === 0) files.set(`services/s${service}/nginx.conf`, TWICE);
  files.set(`services/s${service}/k8s/hpa.yaml`, 'kind: HorizontalPodAutoscaler\n');
  files.set(`services/s${service}/README.md`, '# A service\n');
}

/** A file system in which every question is counted and answered a turn later. */
function slowPorts(): {
  readonly ports: Ports;
  readonly asked: Map<string, number>;
  most(): number;
} {
  const asked = new Map<string, number>();
  const { workspace, ...rest } = memoryPorts(files);
  const folders = foldersOf(files);
  let underWay = 0;
  let most = 0;
  const counted =
    <T>(what: string, answer: (uri: string) => Promise<T>) =>
    async (uri: string): Promise<T> => {
      const key = `${what} ${uri}`;
      asked.set(key, (asked.get(key) ?? 0) + 1);
      most = Math.max(most, ++underWay);
      await new Promise((resolve) => setImmediate(resolve));
      underWay--;
      return answer(uri);
    };
  const read = counted('read', workspace.read);
  const list = counted(
    'list',
    async (uri): Promise<Listing> => [...(folders.get(uri)?.values() ?? [])],
  );
  return {
    ports: {
      ...rest,
      workspace: {
        ...workspace,
        files: (root, token) => walk(root, { list, read }, token),
        read,
        exists: counted('exists', workspace.exists),
      },
    },
    asked,
    most: () => most,
  };
}

describe('the first reading of a project', () => {
  it('asks the file system for nothing twice, whoever wants to know', async () => {
    const { ports, asked } = slowPorts();
    const service = createService(ports);
    await Promise.all([
      service.roots(ROOT),
      service.capacity(ROOT),
      service.checklist(ROOT),
      service.review([ROOT], { base: ROOT, only: [] }, NEVER_CANCELLED),
    ]);
    // It says where a project begins, before there is one that reads it.
    asked.delete(`read ${uriOf('headroom.yaml')}`);
    const twice = [...asked].filter(([, times]) => times > 1);
    assert.deepEqual(twice, []);
    const before = asked.size;
    await service.review([ROOT], { base: ROOT, only: [] }, NEVER_CANCELLED);
    assert.equal(asked.size, before, 'a second review asks nothing');
  });

  it('asks only for what is there, and once a folder where a project begins', async () => {
    const { ports, asked } = slowPorts();
    const service = createService(ports);
    await service.review([ROOT], { base: ROOT, only: [] }, NEVER_CANCELLED);
    for (const path of files.keys()) await service.diagnostics(uriOf(path), NEVER_CANCELLED);
    const reads = [...asked.keys()].filter((key) => key.startsWith('read '));
    const absent = reads
      .map((key) => key.slice(`read ${ROOT}/`.length))
      .filter((path) => !files.has(path) && !/headroom(?:-checklist)?[.]yaml$/.test(path));
    assert.deepEqual(absent, []);
    const folders = new Set(['', 'services']);
    for (let service = 0; service < SERVICES; service++) {
      folders.add(`services/s${service}`).add(`services/s${service}/k8s`);
    }
    const lookups = reads.filter((key) => key.endsWith('/headroom.yaml'));
    assert.ok(lookups.length <= folders.size, `${lookups.length} look-ups`);
  });

  it('has many requests under way', async () => {
    const { ports, most } = slowPorts();
    await createService(ports).review([ROOT], { base: ROOT, only: [] }, NEVER_CANCELLED);
    assert.ok(most() >= MOST_AT_ONCE, String(most()));
  });
});
