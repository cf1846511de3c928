import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createService, walk } from '../../src/service';
import { NEVER_CANCELLED, type Ports } from '../../src/service/contracts/ports';
import { foldersOf, memoryPorts, ROOT, uriOf } from '../support/memory';

/** Ports that count what is read, listed and looked up. */
function counting(files: Map<string, string>) {
  const ports = memoryPorts(files);
  const counts = {
    read: new Map<string, number>(),
    listed: new Map<string, number>(),
    lookedUp: new Map<string, number>(),
    walks: 0,
  };
  const add = (to: Map<string, number>, uri: string) => to.set(uri, (to.get(uri) ?? 0) + 1);
  const folders = foldersOf(files);
  const workspace: Ports['workspace'] = {
    ...ports.workspace,
    read(uri) {
      add(counts.read, uri);
      return ports.workspace.read(uri);
    },
    exists(uri) {
      add(counts.lookedUp, uri);
      return ports.workspace.exists(uri);
    },
    files(root, token) {
      counts.walks++;
      const list = async (uri: string) => {
        add(counts.listed, uri);
        return [...(folders.get(uri)?.values() ?? [])];
      };
      return walk(root, { list, read: ports.workspace.read }, token);
    },
  };
  return { ports: { ...ports, workspace }, counts };
}

const HPA = `apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: web }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: web }
  minReplicas: 2
  maxReplicas: 4
`;

function project(): Map<string, string> {
  const files = new Map([['headroom.yaml', 'root: true\n']]);
  for (let folder = 0; folder < 30; folder++) {
    files.set(`s${folder}/hpa.yaml`, HPA.replaceAll('web', `web${folder}`));
    files.set(`s${folder}/nginx.conf`, 'events {}\nhttp { server { listen 80; } }\n');
    files.set(`s${folder}/package.json`, '{ "name": "web" }\n');
    files.set(`s${folder}/db.ts`, "import { Pool } from 'pg';\nexport const p = new Pool();\n");
  }
  return files;
}

describe('reading a workspace', () => {
  it('walks once, lists each folder once and reads each file once, whatever is asked', async () => {
    const { ports, counts } = counting(project());
    const service = createService(ports);
    const uri = uriOf('s1/hpa.yaml');
    await service.diagnostics(uri, NEVER_CANCELLED);
    await Promise.all([
      service.review([ROOT], { base: ROOT, only: [] }, NEVER_CANCELLED),
      service.capacity(ROOT),
      service.checklist(ROOT),
      service.systemDrawing(ROOT, {}),
      service.builds(ROOT),
    ]);
    for (let folder = 0; folder < 30; folder++) {
      await service.recognition(uriOf(`s${folder}/hpa.yaml`), NEVER_CANCELLED);
      await service.recognition(uriOf(`s${folder}/db.ts`), NEVER_CANCELLED);
    }
    assert.equal(counts.walks, 1);
    assert.deepEqual(
      [...counts.lookedUp].filter(([, times]) => times > 1),
      [],
    );
    assert.deepEqual(
      [...counts.listed].filter(([, times]) => times > 1),
      [],
    );
    assert.deepEqual(
      [...counts.read].filter(([, times]) => times > 1),
      [],
    );
  });

  it('reads each file once where not all texts can be kept, and several ask at once', async () => {
    const files = project();
    // More than is kept at hand, of which nothing is about scaling.
    const long = `export const text = '${'a'.repeat(950_000)}';\n`;
    for (let index = 0; index < 40; index++) files.set(`long/${index}.ts`, long);
    const { ports, counts } = counting(files);
    const service = createService(ports);
    const review = () => service.review([ROOT], { base: ROOT, only: [] }, NEVER_CANCELLED);
    await Promise.all([
      service.diagnostics(uriOf('s1/db.ts'), NEVER_CANCELLED),
      service.checklist(ROOT),
      review(),
    ]);
    await review();
    assert.deepEqual(
      [...counts.read].filter(([, times]) => times > 1),
      [],
    );
  });

  it('tells everybody who waits how far it is, and goes on when who began gives up', async () => {
    const { ports } = counting(project());
    const service = createService(ports);
    let isGivenUp = false;
    const token = {
      get isCancellationRequested() {
        return isGivenUp;
      },
    };
    const told: string[] = [];
    const options = { base: ROOT, only: [] };
    const first = service.review([ROOT], options, token, () => {
      isGivenUp = true;
    });
    const second = service.review([ROOT], options, NEVER_CANCELLED, ({ done, total }) => {
      told.push(`${done} of ${total}`);
    });
    await first.catch(() => undefined);
    const { output } = await second;
    assert.ok(told.length > 1, told.join(', '));
    assert.equal(output.files.filter(({ path }) => path.endsWith('hpa.yaml')).length, 30);
  });

  it('a second review reads nothing', async () => {
    const { ports, counts } = counting(project());
    const service = createService(ports);
    const review = () => service.review([ROOT], { base: ROOT, only: [] }, NEVER_CANCELLED);
    const first = await review();
    const before = [...counts.read.values()].reduce((sum, times) => sum + times, 0);
    const queries = [...service.counters().queries.values()].reduce((sum, times) => sum + times, 0);
    const second = await review();
    assert.deepEqual(second.output, first.output);
    const after = [...counts.read.values()].reduce((sum, times) => sum + times, 0);
    assert.equal(after, before);
    assert.equal(counts.walks, 1);
    const again = [...service.counters().queries.values()].reduce((sum, times) => sum + times, 0);
    assert.equal(again, queries, 'nothing is computed anew');
  });

  it('looks up the root of a folder once', async () => {
    const files = project();
    const { ports } = counting(files);
    const asked = new Map<string, number>();
    const exists: Ports['workspace']['exists'] = (uri) => {
      asked.set(uri, (asked.get(uri) ?? 0) + 1);
      return ports.workspace.exists(uri);
    };
    const service = createService({ ...ports, workspace: { ...ports.workspace, exists } });
    for (let folder = 0; folder < 30; folder++) {
      for (const name of ['hpa.yaml', 'nginx.conf', 'db.ts']) {
        await service.diagnostics(uriOf(`s${folder}/${name}`), NEVER_CANCELLED);
      }
    }
    assert.deepEqual(
      [...asked].filter(([, times]) => times > 1),
      [],
    );
  });
});
