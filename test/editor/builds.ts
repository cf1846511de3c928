import * as assert from 'node:assert';
import * as vscode from 'vscode';
import type { HeadroomApi } from '../../src/extension/activate';
import { type Scratch, scratch, show } from './support';

const HPA = `apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: web }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: web }
  minReplicas: 2
  maxReplicas: 4
`;
const PATCH = `apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: web }
spec:
  maxReplicas: 24
`;

describe('Headroom in VS Code: what will run', () => {
  let project: Scratch;
  let api: HeadroomApi;

  before(async () => {
    project = await scratch('what-runs');
    const files = {
      'base/kustomization.yaml': 'resources: [hpa.yaml]\n',
      'base/hpa.yaml': HPA,
      'overlays/dev/kustomization.yaml': 'resources: [../../base]\n',
      'overlays/prod/kustomization.yaml': 'resources: [../../base]\npatches:\n  - path: hpa.yaml\n',
      'overlays/prod/hpa.yaml': PATCH,
    };
    for (const [path, text] of Object.entries(files)) await project.write(path, text);
    const extension = vscode.extensions.getExtension<HeadroomApi>('headroom.headroom-review');
    assert.ok(extension);
    api = await extension.activate();
    await show(project.uri('base/hpa.yaml'));
    for (;;) {
      const changed = once(api.client.onDidChange);
      const folder = project.uri('').toString().replace(/\/$/, '');
      const { builds } = await api.client.request('headroom/builds', { folder });
      if (builds.length === 2) break;
      await changed;
    }
  });

  after(() => project.remove());

  it('is shown as a document, each value with the place that decides it', async () => {
    await show(project.uri('base/hpa.yaml'));
    const id = 'kustomize:overlays/prod@prod';
    await vscode.commands.executeCommand('headroom.showWhatWillRun', id);
    const document = vscode.window.activeTextEditor?.document;
    assert.ok(document);
    assert.equal(document.uri.scheme, 'headroom-build');
    assert.equal(document.languageId, 'yaml');
    const text = document.getText();
    assert.ok(
      /^ {2}maxReplicas: 24 {2}# overlays\/prod\/hpa\.yaml:5 \(patched\)$/m.test(text),
      text,
    );
    const links = await vscode.commands.executeCommand<vscode.DocumentLink[]>(
      'vscode.executeLinkProvider',
      document.uri,
    );
    const link = links.find(({ target }) => target?.path.endsWith('/overlays/prod/hpa.yaml'));
    assert.ok(link?.target?.fragment.startsWith('L'), JSON.stringify(links));
    await vscode.commands.executeCommand('headroom.toggleTrail');
    const plain = vscode.window.activeTextEditor?.document.getText() ?? '';
    assert.ok(/^ {2}maxReplicas: 24$/m.test(plain), plain);
  });

  it('is told by a hover, for each environment', async () => {
    const uri = project.uri('base/hpa.yaml');
    await show(uri);
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      uri,
      new vscode.Position(6, 4),
    );
    const text = hovers
      .flatMap(({ contents }) => contents)
      .map((content) => (typeof content === 'string' ? content : content.value))
      .join('\n');
    assert.ok(/`prod`: `24`/.test(text), text);
    assert.ok(/`dev`: `4`/.test(text), text);
  });

  it('one environment is selected for a project, and stays', async () => {
    const folder = project.uri('base/hpa.yaml').toString();
    const selected = async () =>
      (await api.client.request('headroom/environments', { folder })).selected;
    assert.equal(await selected(), 'prod');
    const changed = once(api.client.onDidChange);
    await vscode.commands.executeCommand('headroom.selectEnvironment', folder, 'dev');
    await changed;
    assert.equal(await selected(), 'dev');
    const drawing = await api.client.request('headroom/systemDrawing', { uri: folder });
    assert.equal(drawing?.environment, 'dev');
    await vscode.commands.executeCommand('headroom.selectEnvironment', folder, 'prod');
  });
});

function once<T>(event: vscode.Event<T>): Promise<void> {
  return new Promise((resolve) => {
    const listener = event(() => {
      listener.dispose();
      resolve();
    });
  });
}
