import * as assert from 'node:assert';
import * as vscode from 'vscode';
import { actionsAt, rangeOf, rulesOf, type Scratch, scratch, show, until } from './support';

const DUPLICATE = 'nginx/upstream-duplicate-server';
const IGNORED = 'nginx/single-server-params-ignored';
const REMOVED = 'kubernetes/hpa-removed-api-version';

const ONE_SERVER_FIXED = [
  'upstream web {',
  '  server 10.0.0.9:80;',
  '}',
  'server {',
  '  location / {',
  '    proxy_pass http://web;',
  '  }',
  '}',
  '',
].join('\n');
const ONE_SERVER = ONE_SERVER_FIXED.replace(':80;', ':80 max_fails=3;');
const TWICE = 'upstream api {\n  server 10.0.0.1:80;\n  server 10.0.0.1:80;\n}\n';

const HPA = [
  'apiVersion: autoscaling/v2beta2',
  'kind: HorizontalPodAutoscaler',
  'metadata: { name: search }',
  'spec:',
  '  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: search }',
  '  minReplicas: 12',
  '  maxReplicas: 10',
  '',
].join('\n');

describe('Headroom in VS Code (fixes)', () => {
  let project: Scratch;

  before(async () => {
    project = await scratch('fixes');
  });

  after(() => project.remove());

  it('fix-all applies the safe fixes and leaves the others alone', async () => {
    const uri = await project.write('safe.nginx', TWICE + ONE_SERVER);
    const document = await show(uri);
    await until(() => rulesOf(uri).includes(IGNORED) && rulesOf(uri).includes(DUPLICATE));
    const kind = vscode.CodeActionKind.SourceFixAll.append('headroom');
    const actions = await actionsAt(uri, new vscode.Range(0, 0, document.lineCount, 0), kind);
    const ours = actions.filter((action) => action.kind?.value === kind.value);
    assert.equal(ours.length, 1);
    await apply(ours[0]);
    assert.equal(document.getText(), TWICE + ONE_SERVER_FIXED);
    await until(() => !rulesOf(uri).includes(IGNORED));
    assert.ok(rulesOf(uri).includes(DUPLICATE));
  });

  it('fix-all of a manifest changes its API version only', async () => {
    const uri = await project.write('hpa.yaml', HPA);
    const document = await show(uri);
    await until(() => rulesOf(uri).includes(REMOVED));
    const kind = vscode.CodeActionKind.SourceFixAll.append('headroom');
    const [action] = await actionsAt(uri, new vscode.Range(0, 0, 0, 0), kind);
    await apply(action);
    assert.equal(document.getText(), HPA.replace('v2beta2', 'v2'));
  });

  it('prefers the fix that may be applied without thought, then offers the others in order', async () => {
    const uri = await project.write('order.nginx', TWICE);
    await show(uri);
    await until(() => rulesOf(uri).includes(DUPLICATE));
    const actions = await quickFixes(uri, DUPLICATE);
    assert.deepEqual(
      actions.map(({ title, isPreferred }) => `${isPreferred ? '* ' : ''}${title}`),
      [
        '* List 10.0.0.1:80 once, with weight=2',
        `Disable ${DUPLICATE} for this line`,
        `Disable ${DUPLICATE} for this file`,
        `Turn ${DUPLICATE} off in headroom.yaml`,
        `Show documentation of ${DUPLICATE}`,
      ],
    );
    const documentation = actions.at(-1)?.command;
    assert.equal(documentation?.command, 'headroom.explainRule');
    assert.equal(documentation?.arguments?.[0], DUPLICATE);
  });

  it('never prefers a guided fix', async () => {
    const rule = 'kubernetes/hpa-min-greater-than-max';
    const uri = await project.write('guided.yaml', HPA.replace('v2beta2', 'v2'));
    await show(uri);
    await until(() => rulesOf(uri).includes(rule));
    const [first, second] = await quickFixes(uri, rule);
    assert.equal(first?.isPreferred, true);
    assert.ok(second?.edit);
    assert.ok(!second.isPreferred);
    assert.ok(second.title.includes('→'), second.title);
  });

  for (const scope of ['line', 'file']) {
    it(`disables a rule for a ${scope}, with nothing left over`, async () => {
      const uri = await project.write(`${scope}.nginx`, TWICE);
      const document = await show(uri);
      await until(() => rulesOf(uri).includes(DUPLICATE));
      const actions = await quickFixes(uri, DUPLICATE);
      await apply(actions.find(({ title }) => title.endsWith(`for this ${scope}`)));
      await until(() => rulesOf(uri).length === 0);
      assert.ok(
        /# headroom-disable-(?:next-line|file) nginx\/\S+ -- reason/.test(document.getText()),
      );
    });
  }

  it('turns a rule off in headroom.yaml for every file', async () => {
    const uri = await project.write('off.nginx', TWICE);
    await show(uri);
    await until(() => rulesOf(uri).includes(DUPLICATE));
    const actions = await quickFixes(uri, DUPLICATE);
    await apply(actions.find(({ title }) => title.startsWith('Turn ')));
    await until(() => !rulesOf(uri).includes(DUPLICATE));
    const configuration = await vscode.workspace.openTextDocument(project.uri('headroom.yaml'));
    assert.equal(configuration.getText(), `root: true\nrules:\n  ${DUPLICATE}: off\n`);
    await vscode.workspace.saveAll();
  });
});

function quickFixes(uri: vscode.Uri, rule: string): Promise<readonly vscode.CodeAction[]> {
  return actionsAt(uri, rangeOf(uri, rule), vscode.CodeActionKind.QuickFix);
}

async function apply(action: vscode.CodeAction | undefined): Promise<void> {
  assert.ok(action?.edit, 'an action with an edit');
  assert.ok(await vscode.workspace.applyEdit(action.edit));
}
