import * as assert from 'node:assert';
import * as vscode from 'vscode';
import { type Scratch, scratch } from './support';

/** Characters of an answer at the most. */
const MAX_ANSWER = 8000;

describe('Headroom in VS Code: the tools for language models', () => {
  before(async () => {
    await vscode.extensions.getExtension('headroom.headroom-review')?.activate();
  });

  it('are declared, three of them, each with what a model is told', () => {
    const ours = vscode.lm.tools.filter(({ name }) => name.startsWith('headroom_'));
    assert.deepEqual(ours.map(({ name }) => name).sort(), [
      'headroom_capacity',
      'headroom_explain_rule',
      'headroom_review',
    ]);
    assert.ok(ours.every(({ description, inputSchema }) => description.length > 50 && inputSchema));
  });

  it('answer with the JSON of the command line, cut where it is long', async () => {
    const review = await answer('headroom_review', { paths: ['k8s'], leastSeverity: 'warning' });
    const { files } = review as { readonly files: readonly { path: string; findings: object[] }[] };
    assert.ok(files.length > 0 && files.every(({ path }) => path.startsWith('k8s/')));
    const capacity = await answer('headroom_capacity', {});
    assert.ok((capacity as { readonly budgets: object[] }).budgets.length > 0);
    const rule = 'nginx/upstream-duplicate-server';
    assert.equal((await answer('headroom_explain_rule', { rule })).rule, rule);
    assert.deepEqual(await answer('headroom_review', { paths: ['../..'] }), {
      version: 1,
      files: [],
    });
  });
});

describe('Headroom in VS Code: a long answer of a tool', () => {
  let project: Scratch;
  before(async () => {
    project = await scratch('tools');
  });
  after(() => project.remove());

  it('is cut to whole findings, and says so; a short one does not', async () => {
    const upstream = (index: number) =>
      `upstream api${index} {\n  server 10.0.0.1:80;\n  server 10.0.0.1:80;\n}\n`;
    await project.write('short.nginx', upstream(0));
    await project.write('long.nginx', Array.from({ length: 60 }, (_, at) => upstream(at)).join(''));
    const of = async (path: string) => {
      const found = await answer('headroom_review', { paths: [`tools/${path}`] });
      const { files } = found as { readonly files: readonly { readonly findings: object[] }[] };
      return [files.flatMap(({ findings }) => findings).length, found.truncated];
    };
    const [findings, isCut] = await of('long.nginx');
    assert.equal(isCut, true);
    assert.ok(Number(findings) > 3 && Number(findings) < 60, String(findings));
    const [, isShortCut] = await of('short.nginx');
    assert.equal(isShortCut, undefined);
  });
});

async function answer(name: string, input: object): Promise<Record<string, unknown>> {
  const options = { input, toolInvocationToken: undefined };
  const { content } = await vscode.lm.invokeTool(name, options);
  const [part] = content;
  assert.ok(part instanceof vscode.LanguageModelTextPart);
  assert.ok(part.value.length <= MAX_ANSWER, String(part.value.length));
  return JSON.parse(part.value) as Record<string, unknown>;
}
