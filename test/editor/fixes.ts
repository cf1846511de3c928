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
      ['* List 10.0.0.1:80 once, with weight=2', `Ignore ${DUPLICATE}…`, `Explain ${DUPLICATE}`],
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
    assert.ok(second.title.endsWith(' (changes live capacity)'), second.title);
  });

  it('a fix elsewhere opens the file, unsaved, with the change selected', async () => {
    const workspace = vscode.workspace.workspaceFolders?.[0]?.uri;
    assert.ok(workspace);
    const uri = vscode.Uri.joinPath(workspace, 'src/db.ts');
    const hpa = vscode.Uri.joinPath(workspace, 'k8s/hpa.yaml');
    const rule = 'capacity/connections-over-budget';
    await show(uri);
    await until(() => rulesOf(uri).includes(rule));
    const action = (await quickFixes(uri, rule)).find(({ title }) =>
      title.startsWith('Lower maxReplicas'),
    );
    assert.equal(action?.command?.command, 'headroom.applyFix');
    const before = await vscode.workspace.fs.readFile(hpa);
    await vscode.commands.executeCommand('headroom.applyFix', ...(action.command.arguments ?? []));
    const editor = vscode.window.activeTextEditor;
    assert.equal(String(editor?.document.uri), String(hpa));
    assert.equal(editor?.document.isDirty, true);
    assert.equal(editor?.document.getText(editor.selection), '4');
    assert.deepEqual(
      [...(await vscode.workspace.fs.readFile(hpa))],
      [...before],
      'nothing is saved',
    );
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });

  for (const scope of ['line', 'file'] as const) {
    it(`ignores a rule in a ${scope}, with a reason and nothing left over`, async () => {
      const uri = await project.write(`${scope}.nginx`, TWICE);
      const document = await show(uri);
      await until(() => rulesOf(uri).includes(DUPLICATE));
      await ignore(uri, scope);
      await until(() => rulesOf(uri).length === 0);
      const comment = /# headroom-disable-(?:next-line|file) nginx\/\S+ -- two weights/;
      assert.ok(comment.test(document.getText()), document.getText());
    });
  }

  it('ignores a rule everywhere: headroom.yaml is opened, unsaved, with the change selected', async () => {
    const uri = await project.write('off.nginx', TWICE);
    await show(uri);
    await until(() => rulesOf(uri).includes(DUPLICATE));
    await ignore(uri, 'rule');
    const editor = vscode.window.activeTextEditor;
    assert.equal(String(editor?.document.uri), String(project.uri('headroom.yaml')));
    assert.equal(
      editor?.document.getText(),
      `root: true\nrules:\n  ${DUPLICATE}: off # two weights\n`,
    );
    assert.equal(editor?.document.isDirty, true);
    assert.equal(editor?.selection.start.line, 1);
    await until(() => !rulesOf(uri).includes(DUPLICATE));
    await vscode.workspace.saveAll();
  });
});

/** Runs the command behind "Ignore…", with what a person would answer. */
async function ignore(uri: vscode.Uri, scope: string): Promise<void> {
  const actions = await quickFixes(uri, DUPLICATE);
  const command = actions.find(({ title }) => title.startsWith('Ignore '))?.command;
  assert.ok(command);
  assert.equal(command.command, 'headroom.ignore');
  const answers = { scope, reason: 'two weights' };
  await vscode.commands.executeCommand(command.command, ...(command.arguments ?? []), answers);
}

function quickFixes(uri: vscode.Uri, rule: string): Promise<readonly vscode.CodeAction[]> {
  return actionsAt(uri, rangeOf(uri, rule), vscode.CodeActionKind.QuickFix);
}

async function apply(action: vscode.CodeAction | undefined): Promise<void> {
  assert.ok(action?.edit, 'an action with an edit');
  assert.ok(await vscode.workspace.applyEdit(action.edit));
}
