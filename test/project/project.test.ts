import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createService } from '../../src/service';
import { NEVER_CANCELLED } from '../../src/service/contracts/ports';
import { createProject } from '../../src/service/project/create';
import { RULES } from '../../src/service/rules';
import { memoryPorts, ROOT, uriOf } from '../support/memory';

const TWICE = 'upstream api {\n  server 10.0.0.1:80;\n  server 10.0.0.1:80;\n}\n';
const HPA = `apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: api }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: TARGET }
  minReplicas: 3
  maxReplicas: 10
`;
const DEPLOYMENT = `apiVersion: apps/v1
kind: Deployment
metadata: { name: api }
spec:
  replicas: 3
  selector: { matchLabels: { app: api } }
  template:
    metadata: { labels: { app: api } }
    spec: { containers: [{ name: web, image: 'example/web:1' }] }
`;
const ONCE = 'upstream api {\n  server 10.0.0.1:80;\n  server 10.0.0.2:80;\n}\n';

function review(files: Record<string, string>) {
  const service = createService(memoryPorts(new Map(Object.entries(files))));
  return service.review([ROOT], { base: ROOT, only: [] }, NEVER_CANCELLED);
}

async function rulesIn(files: Record<string, string>): Promise<readonly string[]> {
  const { output } = await review(files);
  return output.files.flatMap(({ findings }) =>
    findings.map(({ rule, severity }) => `${rule} ${severity}`),
  );
}

describe('configuration', () => {
  const found = 'nginx/upstream-duplicate-server warning';

  it('turns a rule off and changes a severity; the nearest file wins', async () => {
    assert.ok((await rulesIn({ 'a/nginx.conf': TWICE })).includes(found));
    const off = 'rules: { nginx/upstream-duplicate-server: off }\n';
    assert.ok(!(await rulesIn({ 'a/nginx.conf': TWICE, 'headroom.yaml': off })).includes(found));
    const nested = await rulesIn({
      'a/nginx.conf': TWICE,
      'headroom.yaml': off,
      'a/headroom.yaml': 'rules: { nginx/upstream-duplicate-server: error }\n',
    });
    assert.ok(nested.includes('nginx/upstream-duplicate-server error'));
  });

  it('ignores a file, or a rule in a file', async () => {
    assert.deepEqual(
      await rulesIn({ 'legacy/nginx.conf': TWICE, 'headroom.yaml': 'ignore: ["legacy/**"]\n' }),
      [],
    );
    const one =
      'ignore:\n  - { file: "nginx.conf", rule: nginx/upstream-duplicate-server, reason: twins }\n';
    assert.ok(!(await rulesIn({ 'nginx.conf': TWICE, 'headroom.yaml': one })).includes(found));
  });

  it('reports what is wrong in headroom.yaml, with the nearest name, and applies the rest', async () => {
    const text =
      'rulez: {}\nrules:\n  nginx/upstream-duplicat-server: off\n  nginx/upstream-duplicate-server: error\ntargets: { nginx: new }\n';
    const { output } = await review({ 'nginx.conf': TWICE, 'headroom.yaml': text });
    const messages =
      output.files
        .find(({ path }) => path === 'headroom.yaml')
        ?.findings.map(({ message }) => message) ?? [];
    assert.equal(messages.length, 3);
    assert.match(messages.join('\n'), /did you mean "rules"/);
    assert.match(messages.join('\n'), /did you mean "nginx\/upstream-duplicate-server"/);
    assert.match(messages.join('\n'), /targets\.nginx needs a version/);
    const nginx = output.files.find(({ path }) => path === 'nginx.conf');
    assert.ok(nginx?.findings.some(({ severity }) => severity === 'error'));
  });
});

describe('suppression comments', () => {
  it('silence their line, with a hint where they silence nothing', async () => {
    const line = '  # headroom-disable-next-line nginx/upstream-duplicate-server -- twins';
    const twice = TWICE.split('\n');
    const silenced = [...twice.slice(0, 2), line, ...twice.slice(2)].join('\n');
    assert.ok(
      !(await rulesIn({ 'nginx.conf': silenced })).some((rule) =>
        rule.startsWith('nginx/upstream-duplicate'),
      ),
    );
    const idle = await rulesIn({
      'nginx.conf': `# headroom-disable-file nginx/cache-stampede -- none\n${ONCE}`,
    });
    assert.ok(idle.includes('headroom/unused-suppression hint'));
  });
});

describe('an edit', () => {
  it('parses each version once and follows the text', async () => {
    const service = createService(memoryPorts(new Map([['nginx.conf', TWICE]])));
    const uri = uriOf('nginx.conf');
    const open = (version: number, text: string) =>
      service.open({ uri, languageId: 'nginx', version, text });
    const rules = async () =>
      (await service.diagnostics(uri, NEVER_CANCELLED)).items.map(({ code }) => code);
    open(1, TWICE);
    assert.ok((await rules()).includes('nginx/upstream-duplicate-server'));
    await rules();
    open(2, ONCE);
    assert.ok(!(await rules()).includes('nginx/upstream-duplicate-server'));
    await service.hover(uri, { line: 1, character: 4 }, NEVER_CANCELLED);
    assert.equal(service.counters().parses.get(`${uri}@1`), 1);
    assert.equal(service.counters().parses.get(`${uri}@2`), 1);
  });

  it('is not parsed again when the project around it is read later', async () => {
    const service = createService(memoryPorts(new Map([['nginx.conf', TWICE]])));
    const uri = uriOf('nginx.conf');
    service.open({ uri, languageId: 'nginx', version: 1, text: TWICE });
    await service.recognition(uri, NEVER_CANCELLED);
    await service.review([ROOT], { base: ROOT, only: [] }, NEVER_CANCELLED);
    assert.equal(service.counters().parses.get(`${uri}@1`), 1);
  });

  it('that moves lines only leaves other files and project rules alone', async () => {
    const files = new Map([
      ['nginx.conf', ONCE],
      ['other.nginx.conf', TWICE],
    ]);
    const service = createService(memoryPorts(files));
    await service.review([ROOT], { base: ROOT, only: [] }, NEVER_CANCELLED);
    const uri = uriOf('nginx.conf');
    service.open({ uri, languageId: 'nginx', version: 1, text: ONCE });
    await service.diagnostics(uri, NEVER_CANCELLED);
    const before = { ...service.counters(), parses: service.counters().parses.size };
    service.open({ uri, languageId: 'nginx', version: 2, text: `\n\n${ONCE}` });
    await service.diagnostics(uri, NEVER_CANCELLED);
    const after = service.counters();
    assert.equal(after.parses.size, before.parses + 1);
    assert.equal(after.projectRulesRun, before.projectRulesRun);
  });
});

describe('a new headroom.yaml', () => {
  it('asks for what the files of the project leave open', async () => {
    const files = new Map([
      ['overlays/prod/hpa.yaml', HPA],
      ['src/db.ts', "import { Pool } from 'pg';\nexport const pool = new Pool({ max: 5 });\n"],
    ]);
    const text = await createService(memoryPorts(files)).newConfiguration(ROOT);
    assert.match(text, /^root: true$/m);
    assert.match(text, /^# targets: \{ kubernetes: "1\.31" \}$/m);
    assert.match(text, /engine: postgres/);
    assert.match(text, /prod/);
    const { output } = await review({ 'headroom.yaml': text });
    assert.deepEqual(output.files[0]?.findings, []);
  });
});

describe('closed files', () => {
  it('are kept without text and model, and fixed all the same', async () => {
    const ports = memoryPorts(new Map([['nginx.conf', TWICE]]));
    const counters = {
      parses: new Map<string, number>(),
      documentRulesRun: 0,
      projectRulesRun: 0,
      filesRead: 0,
      queries: new Map<string, number>(),
    };
    const project = createProject(
      ROOT,
      ports,
      RULES,
      { document: () => undefined, openUris: () => [], onChange: () => {} },
      counters,
    );
    await project.index(NEVER_CANCELLED);
    const uri = uriOf('nginx.conf');
    const file = await project.ask(() => project.file(uri), undefined);
    assert.ok(file);
    assert.deepEqual(
      Object.keys(file).filter((key) => ['text', 'analysis'].includes(key)),
      [],
    );
    for (const { reports } of file.reports) {
      for (const { at } of reports) assert.ok(Object.keys(at).length <= 2, JSON.stringify(at));
    }
    const opened = await project.ask(() => project.opened(uri), undefined);
    assert.equal(opened?.text, TWICE);
  });

  it('that change on disk change what open files are told', async () => {
    const hpa = HPA.replace('TARGET', 'api');
    const files = new Map([
      ['k8s/hpa.yaml', hpa],
      ['k8s/deployment.yaml', DEPLOYMENT],
    ]);
    const service = createService(memoryPorts(files));
    await service.review([ROOT], { base: ROOT, only: [] }, NEVER_CANCELLED);
    const uri = uriOf('k8s/deployment.yaml');
    service.open({ uri, languageId: 'yaml', version: 1, text: DEPLOYMENT });
    const rules = async () =>
      (await service.diagnostics(uri, NEVER_CANCELLED)).items.map(({ code }) => code);
    assert.ok((await rules()).includes('kubernetes/hpa-target-replicas-set'));
    files.set('k8s/hpa.yaml', HPA.replace('TARGET', 'other'));
    const told = new Promise<readonly string[]>((resolve) => service.onDidChange(resolve));
    service.fileChanged(uriOf('k8s/hpa.yaml'));
    assert.deepEqual(await told, [uri]);
    assert.ok(!(await rules()).includes('kubernetes/hpa-target-replicas-set'));
  });
});

describe('an open document that is saved', () => {
  it('is told of later, when another file changes what is said of it', async () => {
    const files = new Map([
      ['headroom.yaml', 'root: true\n'],
      ['nginx.conf', TWICE],
    ]);
    const service = createService(memoryPorts(files));
    await service.review([ROOT], { base: ROOT, only: [] }, NEVER_CANCELLED);
    const uri = uriOf('nginx.conf');
    service.open({ uri, languageId: 'nginx', version: 1, text: TWICE });
    await service.diagnostics(uri, NEVER_CANCELLED);
    // The editor watches files, its own saving too.
    service.fileChanged(uri);
    const told = new Promise<readonly string[]>((resolve) =>
      service.onDidChange((uris) => {
        if (uris.length > 0) resolve(uris);
      }),
    );
    service.open({
      uri: uriOf('headroom.yaml'),
      languageId: 'yaml',
      version: 1,
      text: 'root: true\nrules: { nginx/upstream-duplicate-server: off }\n',
    });
    assert.deepEqual(await told, [uri]);
  });
});

describe('an edit of headroom.yaml', () => {
  const uri = uriOf('headroom.yaml');

  /** How often the other file is parsed and judged in all, and what is found at last. */
  async function parsesAfter(text: string) {
    const files = new Map([
      ['headroom.yaml', 'root: true\n'],
      ['nginx.conf', TWICE],
    ]);
    const service = createService(memoryPorts(files));
    const all = { base: ROOT, only: [] };
    await service.review([ROOT], all, NEVER_CANCELLED);
    const runs = service.counters().documentRulesRun;
    files.set('headroom.yaml', text);
    const told = new Promise((resolve) => service.onDidChange(resolve));
    service.fileChanged(uri);
    await told;
    const { output } = await service.review([ROOT], all, NEVER_CANCELLED);
    const found = output.files.flatMap(({ findings }) => findings.map(({ rule }) => rule));
    return {
      found,
      parses: service.counters().parses.get(`${uriOf('nginx.conf')}@0`) ?? 0,
      runs: service.counters().documentRulesRun / runs,
    };
  }

  it('that only judges parses nothing again', async () => {
    const off = 'root: true\nrules: { nginx/upstream-duplicate-server: off }\n';
    const { parses, runs, found } = await parsesAfter(off);
    assert.deepEqual([parses, runs], [1, 1]);
    assert.ok(!found.includes('nginx/upstream-duplicate-server'));
  });

  it('that changes a target runs the rules anew over what has been parsed', async () => {
    const { parses, runs } = await parsesAfter('root: true\ntargets: { nginx: "1.24" }\n');
    assert.deepEqual([parses, runs], [1, 2]);
  });
});

describe('fixing', () => {
  it('applies preferred suggestions until nothing is left, and only when asked', async () => {
    const service = createService(memoryPorts(new Map([['nginx.conf', TWICE]])));
    const safe = await service.fix([ROOT], { unsafe: false, only: [] }, NEVER_CANCELLED);
    assert.equal(safe.texts.size, 0);
    const unsafe = await service.fix(
      [ROOT],
      { unsafe: true, only: ['nginx/upstream-duplicate-server'] },
      NEVER_CANCELLED,
    );
    const text = unsafe.texts.get(uriOf('nginx.conf')) ?? '';
    assert.deepEqual(
      await rulesIn({ 'nginx.conf': text }).then((rules) =>
        rules.filter((rule) => rule.includes('duplicate')),
      ),
      [],
    );
  });
});

describe('a folder that goes', () => {
  it('takes what its files said with it', async () => {
    const files = new Map([
      ['nginx.conf', ONCE],
      ['old/api.conf', TWICE],
    ]);
    const service = createService(memoryPorts(files));
    const paths = async () => {
      const { output } = await service.review([ROOT], { base: ROOT, only: [] }, NEVER_CANCELLED);
      return output.files.map(({ path }) => path);
    };
    assert.deepEqual(await paths(), ['nginx.conf', 'old/api.conf']);
    files.delete('old/api.conf');
    // Watchers tell of the folder, not of each file in it.
    service.fileChanged(uriOf('old'));
    assert.deepEqual(await paths(), ['nginx.conf']);
  });
});
