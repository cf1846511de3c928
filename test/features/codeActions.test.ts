import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { type CodeAction, CodeActionKind, Range, type TextEdit } from 'vscode-languageserver-types';
import { createService } from '../../src/service';
import { NEVER_CANCELLED } from '../../src/service/contracts/ports';
import { memoryPorts, ROOT, uriOf } from '../support/memory';

const RULE = 'nginx/upstream-duplicate-server';
const TWICE = 'upstream api {\n  server 10.0.0.1:80;\n  server 10.0.0.1:80;\n}\n';
const TWO_OF_THEM = `${TWICE}${TWICE.replace('api', 'web')}`;
const EVERYWHERE = Range.create(0, 0, 1000, 0);

describe('code actions', () => {
  it('come in the order of fixes, fixing all, silencing, the page', async () => {
    const actions = await quickFixes({ 'nginx.conf': TWO_OF_THEM }, Range.create(2, 9, 2, 9));
    assert.deepEqual(titles(actions, RULE), [
      'List 10.0.0.1:80 once, with weight=2',
      `Fix all 2 of ${RULE} in this file`,
      `Disable ${RULE} for this line`,
      `Disable ${RULE} for this file`,
      `Ignore ${RULE} at this place in headroom.yaml`,
      `Turn ${RULE} off in headroom.yaml`,
      `Explain ${RULE}`,
    ]);
    assert.deepEqual(
      actions.filter(({ isPreferred }) => isPreferred).map(({ title }) => title),
      ['List 10.0.0.1:80 once, with weight=2'],
    );
  });

  it('never prefer what is guided, and put it after what is not', async () => {
    const text = [
      'apiVersion: autoscaling/v2',
      'kind: HorizontalPodAutoscaler',
      'metadata: { name: web }',
      'spec:',
      '  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: web }',
      '  minReplicas: 12',
      '  maxReplicas: 10',
      '',
    ].join('\n');
    const rule = 'kubernetes/hpa-min-greater-than-max';
    const service = createService(memoryPorts(new Map([['hpa.yaml', text]])));
    const options = { base: ROOT, only: [rule] };
    const { output } = await service.review([ROOT], options, NEVER_CANCELLED);
    const kinds = new Map(
      output.files.flatMap(({ findings }) =>
        findings.flatMap(({ fixes }) => fixes.map(({ title, kind }) => [title, kind] as const)),
      ),
    );
    const all = await service.codeActions(
      uriOf('hpa.yaml'),
      EVERYWHERE,
      [CodeActionKind.QuickFix],
      NEVER_CANCELLED,
    );
    const offered = all.filter(({ title }) => kinds.has(title));
    assert.deepEqual(
      offered.map(({ title, isPreferred }) => [kinds.get(title), isPreferred === true]),
      [
        ['suggestion', true],
        ['guided', false],
      ],
    );
    assert.deepEqual(
      offered[1]?.data,
      { kind: 'guided', rule: 'kubernetes/hpa-min-greater-than-max' },
      'so that its title can say so',
    );
  });

  it('turning a rule off makes headroom.yaml where there is none', async () => {
    assert.equal(await turnedOff({}), `rules:\n  ${RULE}: off\n`);
  });

  it('turning a rule off keeps the comments and line ends of headroom.yaml', async () => {
    const text = '# ours\r\nroot: true\r\nrules: {} # none yet\r\n';
    const written = await turnedOff({ 'headroom.yaml': text });
    assert.equal(written, `# ours\r\nroot: true\r\nrules: { ${RULE}: off } # none yet\r\n`);
  });

  it('a headroom.yaml with only comments, or an empty list of rules, can be added to', async () => {
    assert.match((await turnedOff({ 'headroom.yaml': '# ours\n' })) ?? '', /^# ours\n.* off\n$/s);
    assert.match(
      (await turnedOff({ 'headroom.yaml': 'rules:\n' })) ?? '',
      /^rules:\n {2}.* off\n$/,
    );
  });

  for (const [scope, expected] of [
    ['line', `  # headroom-disable-next-line ${RULE} -- two weights\n`],
    ['file', `# headroom-disable-file ${RULE} -- two weights\n`],
    ['place', `file: nginx.conf\n    at: `],
    ['rule', `${RULE}: off # two weights\n`],
  ] as const) {
    it(`silencing keeps the reason, and the finding is gone: ${scope}`, async () => {
      const files = filesOf({ 'nginx.conf': TWICE, 'headroom.yaml': 'root: true\n# ours\n' });
      const service = createService(memoryPorts(files));
      const review = async () => {
        const options = { base: ROOT, only: [RULE] };
        const { output } = await service.review([ROOT], options, NEVER_CANCELLED);
        return output.summary.warning;
      };
      assert.equal(await review(), 1);
      const request = { rule: RULE, scope, reason: 'two\n weights' };
      const range = Range.create(2, 9, 2, 9);
      const edits = await service.silence(uriOf('nginx.conf'), range, request);
      for (const [uri, list] of Object.entries(edits ?? {})) {
        const name = uri.slice(ROOT.length + 1);
        files.set(name, applied(files.get(name) ?? '', list));
        service.fileChanged(uri);
      }
      const texts = [...files.values()].join('');
      assert.ok(texts.includes(expected), texts);
      assert.ok(texts.includes('two weights'), texts);
      assert.equal(await review(), 0);
    });
  }

  for (const broken of ['rules: [\n', 'rules: strict\n', '- a\n', 'root: "\n']) {
    it(`a broken headroom.yaml is not rewritten: ${JSON.stringify(broken)}`, async () => {
      assert.equal(await turnedOff({ 'headroom.yaml': broken }), undefined);
    });
  }
});

function filesOf(files: Readonly<Record<string, string>>): Map<string, string> {
  return new Map(Object.entries(files));
}

async function quickFixes(
  files: Readonly<Record<string, string>>,
  range: Range,
): Promise<readonly CodeAction[]> {
  const service = createService(memoryPorts(filesOf(files)));
  await service.review([ROOT], { base: ROOT, only: [] }, NEVER_CANCELLED);
  const uri = uriOf('nginx.conf');
  return service.codeActions(uri, range, [CodeActionKind.QuickFix], NEVER_CANCELLED);
}

function titles(actions: readonly CodeAction[], rule: string): readonly string[] {
  return actions
    .filter(({ diagnostics }) => diagnostics?.some(({ code }) => code === rule))
    .map(({ title }) => title);
}

/** The whole text of `headroom.yaml` after turning the rule off; `undefined` if not offered. */
async function turnedOff(files: Readonly<Record<string, string>>): Promise<string | undefined> {
  const actions = await quickFixes({ ...files, 'nginx.conf': TWICE }, EVERYWHERE);
  const action = actions.find(({ title }) => title === `Turn ${RULE} off in headroom.yaml`);
  const edits = action?.edit?.changes?.[uriOf('headroom.yaml')];
  return edits && applied(files['headroom.yaml'] ?? '', edits);
}

function applied(text: string, edits: readonly TextEdit[]): string {
  return TextDocument.applyEdits(TextDocument.create('', '', 1, text), [...edits]);
}
