import * as assert from 'node:assert';
import * as vscode from 'vscode';
import type { HeadroomApi } from '../../src/extension/activate';
import type { FindingNode } from '../../src/extension/findingsTree';
import { rulesOf, type Scratch, scratch, show, until } from './support';

const DUPLICATE = 'nginx/upstream-duplicate-server';
const TWICE = 'upstream twice {\n  server 10.0.0.1:80;\n  server 10.0.0.1:80;\n}\n';
const COMPOSE = `services:
  web:
    image: example.org/web:1
    container_name: web
    deploy: { replicas: 3 }
`;
const GROUP = `resource "aws_autoscaling_group" "web" {
  min_size = 4
  max_size = 2
}
`;

describe('Headroom in VS Code: the Findings view', () => {
  let project: Scratch;
  let api: HeadroomApi;

  before(async () => {
    project = await scratch('findings');
    const extension = vscode.extensions.getExtension<HeadroomApi>('headroom.headroom-review');
    assert.ok(extension);
    api = await extension.activate();
  });

  after(() => project.remove());

  it('shows what nobody has opened, and has the only badge', async () => {
    await vscode.commands.executeCommand('headroom.showFindings');
    await found(api, ({ rule }) => rule === 'capacity/connections-over-budget');
    const { error = 0, warning = 0 } = api.findings.totals() ?? {};
    assert.ok(warning > 0);
    assert.equal(api.findings.badge(), error + warning);
    assert.equal(api.findings.message(), '');
  });

  it('follows an edit of an open document', async () => {
    const uri = await project.write('edited.nginx', TWICE);
    const document = await show(uri);
    const isEdited = ({ place }: FindingNode) => place?.uri === uri.toString();
    await found(api, (node) => isEdited(node) && node.rule === DUPLICATE);
    const edit = new vscode.WorkspaceEdit();
    edit.replace(uri, new vscode.Range(0, 0, document.lineCount, 0), 'events {}\n');
    assert.ok(await vscode.workspace.applyEdit(edit));
    await gone(api, (node) => isEdited(node) && node.rule === DUPLICATE);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });

  it('is not led by the language that the editor sees in a file', async () => {
    const compose = await show(await project.write('stack/compose.yaml', COMPOSE));
    assert.equal(compose.languageId, 'dockercompose');
    await until(() => rulesOf(compose.uri).includes('topology/replicas-share-name'));
    const terraform = await show(await project.write('infra/main.tf', GROUP));
    assert.equal(terraform.languageId, 'plaintext', 'no extension for Terraform is installed');
    await until(() => rulesOf(terraform.uri).includes('asg/size-order'));
    const edit = new vscode.WorkspaceEdit();
    edit.replace(compose.uri, new vscode.Range(4, 24, 4, 25), '1');
    assert.ok(await vscode.workspace.applyEdit(edit));
    await until(() => rulesOf(compose.uri).length === 0);
    await vscode.commands.executeCommand('workbench.action.files.revert');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  it('is summed up in the status bar, with the budget nearest to its limit', async () => {
    for (;;) {
      const changed = once(api);
      const { text = '', spoken = '' } = api.statusBar.shown() ?? {};
      // Other tests edit the autoscaler of the same workspace: the figures are theirs, and a range is only said where a rollout adds to it.
      const isSummedUp = /^\$\(\w+\) \d+ · shop \d+\/92$/.test(text);
      if (isSummedUp && /shop can be asked for (\d+ to )?\d+ of 92 connections/.test(spoken)) break;
      await changed;
    }
  });
});

const flat = (nodes: readonly FindingNode[]): readonly FindingNode[] =>
  nodes.flatMap((node) => [node, ...flat(node.children)]);

function once({ findings, budget }: HeadroomApi): Promise<void> {
  return new Promise((resolve) => {
    const listeners = [findings, budget].map(({ onDidChange }) =>
      (onDidChange as vscode.Event<undefined>)(() => {
        for (const listener of listeners) listener.dispose();
        resolve();
      }),
    );
  });
}

/** Resolves when a line is on show, looked for whenever the view changes. */
async function found(api: HeadroomApi, isWanted: (node: FindingNode) => boolean): Promise<void> {
  for (;;) {
    const changed = once(api);
    if (flat(await api.findings.nodes()).some(isWanted)) return;
    await changed;
  }
}

async function gone(api: HeadroomApi, isWanted: (node: FindingNode) => boolean): Promise<void> {
  for (;;) {
    const changed = once(api);
    if (!flat(await api.findings.nodes()).some(isWanted)) return;
    await changed;
  }
}
