import * as assert from 'node:assert';
import * as vscode from 'vscode';

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

async function answer(name: string, input: object): Promise<Record<string, unknown>> {
  const options = { input, toolInvocationToken: undefined };
  const { content } = await vscode.lm.invokeTool(name, options);
  const [part] = content;
  assert.ok(part instanceof vscode.LanguageModelTextPart);
  assert.ok(part.value.length <= MAX_ANSWER, String(part.value.length));
  return JSON.parse(part.value) as Record<string, unknown>;
}
