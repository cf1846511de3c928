import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  type FindingNode,
  findingsTree,
  reviewOf,
  totalsOf,
  totalsText,
} from '../../src/extension/findingsTree';
import { createService } from '../../src/service';
import { NEVER_CANCELLED } from '../../src/service/contracts/ports';
import { memoryPorts, ROOT } from '../support/memory';

const TWICE = 'upstream api {\n  server 10.0.0.1:80;\n  server 10.0.0.1:80;\n}\n';
const DUPLICATE = 'nginx/upstream-duplicate-server';

async function reviewed(prefix = '') {
  const files = new Map([
    ['headroom.yaml', 'root: true\n'],
    ['a.nginx', TWICE],
    ['b.nginx', TWICE.replace('api', 'web')],
    ['nginx.conf', 'events {}\n'],
  ]);
  const service = createService(memoryPorts(files));
  const review = await service.review([ROOT], { base: ROOT, only: [] }, NEVER_CANCELLED);
  return [{ prefix, review }];
}

const NAMES = { title: 'Server listed twice', summary: 'A server is listed twice.' };
const namesOf = (rule: string) => (rule === DUPLICATE ? NAMES : undefined);

describe('the Findings view', () => {
  it('groups by rule, the gravest first, and says how many places each has', async () => {
    const nodes = findingsTree(await reviewed(), namesOf, 'rule');
    const duplicate = nodes.find(({ rule }) => rule === DUPLICATE);
    assert.equal(duplicate?.label, 'Server listed twice');
    assert.equal(duplicate?.tooltip, `${DUPLICATE}: A server is listed twice.`);
    assert.equal(duplicate?.description, '2 places');
    assert.equal(duplicate?.spoken, 'warning: Server listed twice, 2 places');
    assert.deepEqual(
      duplicate?.children.map(({ label }) => label),
      ['a.nginx:3', 'b.nginx:3'],
    );
    const graveness = ['error', 'warning', 'information', 'hint'];
    const order = nodes.map(({ severity }) => graveness.indexOf(severity ?? ''));
    assert.deepEqual(order, [...order].sort());
    assert.ok(
      nodes.some(({ severity }) => severity === 'hint'),
      'hints are shown too',
    );
  });

  it('shows what is sure of a workspace that is still being read, in the lines that stay', async () => {
    const [whole] = await reviewed();
    assert.ok(whole);
    const { output, uris } = whole.review;
    const judged = output.files.flatMap((file, index) =>
      file.path === 'b.nginx' ? [{ uri: uris[index] ?? '', file }] : [],
    );
    const [early] = findingsTree([{ prefix: '', review: reviewOf(judged) }], namesOf, 'rule');
    assert.deepEqual(
      [early?.description, early?.children.map(({ label }) => label)],
      ['1 place', ['b.nginx:3']],
    );
    const later = findingsTree([whole], namesOf, 'rule').find(({ id }) => id === early?.id);
    const ids = (node: FindingNode | undefined) => node?.children.map(({ id }) => id) ?? [];
    assert.ok(ids(early).every((id) => ids(later).includes(id)));
  });

  it('groups by file and by severity', async () => {
    const reviews = await reviewed('shop/');
    const files = findingsTree(reviews, namesOf, 'file').map(({ label }) => label);
    assert.deepEqual([...files].sort(), ['shop/a.nginx', 'shop/b.nginx', 'shop/nginx.conf']);
    const severities = findingsTree(reviews, namesOf, 'severity').map(({ label }) => label);
    assert.ok(severities.includes('Warnings'), severities.join());
  });

  it('keeps the ids of lines when others come above them', async () => {
    const before = flat(findingsTree(await reviewed(), namesOf, 'rule')).map(({ id }) => id);
    assert.equal(new Set(before).size, before.length, 'they are unique');
    const [only] = await reviewed();
    assert.ok(only);
    const moved = only.review.output.files.map((file) => ({
      ...file,
      findings: file.findings.map((finding) => ({
        ...finding,
        range: { start: { line: 40, character: 0 }, end: { line: 40, character: 1 } },
      })),
    }));
    const review = { ...only.review, output: { ...only.review.output, files: moved } };
    const after = flat(findingsTree([{ prefix: '', review }], namesOf, 'rule'));
    assert.deepEqual(
      after.map(({ id }) => id),
      before,
    );
  });

  it('ends with what was not reviewed, and why', async () => {
    const [only] = await reviewed();
    assert.ok(only);
    const left = {
      path: 'big.yaml',
      language: '',
      skipped: 'larger than 5 MB',
      limits: [],
      findings: [],
    };
    const output = { ...only.review.output, files: [...only.review.output.files, left] };
    const nodes = findingsTree(
      [{ prefix: '', review: { ...only.review, output } }],
      namesOf,
      'rule',
    );
    assert.equal(nodes.at(-1)?.label, 'Not reviewed');
    assert.equal(nodes.at(-1)?.children[0]?.description, 'larger than 5 MB');
  });

  it('sums up in words', async () => {
    const totals = totalsOf(await reviewed());
    assert.match(totalsText(totals), /^2 warnings, .*hints?$/);
    assert.equal(
      totalsText({ error: 0, warning: 0, information: 0, hint: 0 }),
      'nothing to report',
    );
  });
});

function flat(nodes: readonly FindingNode[]): readonly FindingNode[] {
  return nodes.flatMap((node) => [node, ...flat(node.children)]);
}
