import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createService } from '../../src/service';
import { NEVER_CANCELLED } from '../../src/service/contracts/ports';
import { memoryPorts, ROOT, uriOf } from '../support/memory';

const TWICE = 'upstream api {\n  server 10.0.0.1:80;\n  server 10.0.0.1:80;\n}\n';
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
