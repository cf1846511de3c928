import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { applyChanges, isStructural, type TextChange } from '../../src/service/contracts/fix';
import { analyseManifest } from '../../src/service/languages/kubernetes';
import type { KubernetesModel } from '../../src/service/languages/kubernetes/model';
import { PRACTICES } from '../../src/service/practices';
import { RULES } from '../../src/service/rules';
import { DEPLOYMENT, GUIDE_HPA } from './support';

const SCALAR =
  'kind: ConfigMap\napiVersion: v1\ndata:\n  text: |\n    a\n    --- b\n    kind: Service\n';
const STREAM = [
  '# licence\n%YAML 1.1\n',
  GUIDE_HPA,
  ' # behind the marker\n',
  DEPLOYMENT,
  SCALAR,
  GUIDE_HPA.replaceAll('orders', 'billing').replace('minReplicas: 3', 'minReplicas: 99'),
  'kind: Service\napiVersion: v1\nspec: { selector: &s { app: a }, other: *s }\n...\n# end\n',
].join('---\n');
const HELM = `{{- if .Values.on }}\n${STREAM.replace('50', '{{ .max }}')}{{- end }}\n`;

/** Everything that is known of a text, in a form that can be compared. */
function everything(text: string, path: string, previous?: KubernetesModel) {
  const { model, facts, places, comments, syntax, limits } = analyseManifest(
    { text, path },
    previous,
  );
  const { file, ...content } = model;
  const plain = JSON.stringify(
    [content, file.documents, facts, [...places], comments, syntax, limits],
    (_, value: unknown) => (value instanceof Set ? [...value] : value),
  );
  return { model, plain, said: reports(model, text) };
}

/** What every rule says about a model, and the texts its fixes make. */
function reports(model: KubernetesModel, text: string): readonly unknown[] {
  const said: unknown[] = [];
  const context = {
    kubernetes: model,
    targets: {},
    practice: (id: keyof typeof PRACTICES) => PRACTICES[id].value,
  };
  for (const rule of RULES) {
    if (rule.scope !== 'document' || !rule.id.startsWith('kubernetes/')) continue;
    rule.check(context as never, ({ at, message, fixes }) => {
      const texts = (fixes?.() ?? []).map(({ edits }) =>
        applyChanges(
          text,
          edits.filter((edit): edit is TextChange => !isStructural(edit)),
        ),
      );
      said.push([rule.id, 'at' in at ? at.at : at.path, message, texts]);
    });
  }
  return said;
}

/** Edits one text into the other and compares with a fresh look at each step. */
function sameAsFresh(texts: readonly string[], path = 'a.yaml'): void {
  let previous: KubernetesModel | undefined;
  for (const text of texts) {
    const now = everything(text, path, previous);
    const fresh = everything(text, path);
    assert.equal(now.plain, fresh.plain);
    assert.deepEqual(now.said, fresh.said);
    previous = now.model;
  }
}

const INSERTED = fc.constantFrom(
  '---\n',
  '\n---\n',
  '...\n',
  '  --- \n',
  '\r\n---\r\n',
  '\uFEFF',
  '%TAG ! tag:x\n',
  '# note\n',
  'x',
  '7',
  '\n',
  ' ',
  '{{ .x }}',
  '{{',
  '}}',
  '{{- if .Capabilities }}\n',
  '&a ',
  '*s',
  'kind: Deployment\n',
  '|\n',
  '"',
);

describe('kubernetes: a keystroke', () => {
  it('parses the edited document only, wherever it stands', () => {
    const first = analyseManifest({ text: STREAM, path: 'a.yaml' });
    assert.equal(first.model.file.parsed, 5);
    const type = (text: string) =>
      analyseManifest({ text, path: 'a.yaml' }, first.model).model.file.parsed;
    assert.equal(type(STREAM), 0);
    assert.equal(type(STREAM.replace('minReplicas: 99', 'minReplicas: 9')), 1);
    assert.equal(type(STREAM.replace('maxReplicas: 50', 'maxReplicas: 500')), 1);
    assert.equal(type(`# first\n${STREAM}`), 0);
    assert.equal(type(STREAM.replace('--- b', '--- bb')), 1);
    assert.equal(type(STREAM.replace('metadata: { name', '---\nmetadata: { name')), 1);
    assert.equal(type(`kind: Service\n---\n${STREAM}`), 1);
    assert.equal(type(STREAM.slice(STREAM.indexOf('---') + 4)), 1);
  });

  it('leaves the facts of every other document the very same', () => {
    const before = analyseManifest({ text: STREAM, path: 'a.yaml' });
    const text = STREAM.replace('maxReplicas: 50', 'maxReplicas: 500');
    const after = analyseManifest({ text, path: 'a.yaml' }, before.model);
    const kept = after.facts.filter((fact) => before.facts.includes(fact));
    assert.equal(kept.length, before.facts.length - 1);
  });

  it('gives what a fresh look gives, whatever is typed', () => {
    const sample = fc.constantFrom(
      STREAM,
      STREAM.replaceAll('\n', '\r\n'),
      `\uFEFF${STREAM}`,
      HELM,
    );
    const edit = fc.tuple(fc.nat(), fc.nat(30), INSERTED);
    fc.assert(
      fc.property(sample, fc.array(edit, { minLength: 1, maxLength: 4 }), (text, edits) => {
        const texts = [text];
        for (const [at, cut, inserted] of edits) {
          const last = texts.at(-1) ?? '';
          const start = at % (last.length + 1);
          texts.push(last.slice(0, start) + inserted + last.slice(start + cut));
        }
        sameAsFresh(texts);
      }),
      { numRuns: 50, seed: 11 },
    );
  });

  it('follows documents that come, go and change places', () => {
    const [a = '', b = '', c = ''] = [GUIDE_HPA, DEPLOYMENT, SCALAR];
    const join = (...parts: readonly string[]) => parts.join('---\n');
    sameAsFresh([join(a, b, c), join(b, a, c), join(b, c), join(a, a, b), a, '', join(c, b, a)]);
    sameAsFresh(
      ['resources: [a]\n---\nx: 1\n', 'x: 1\n---\nresources: [a]\n'],
      'kustomization.yaml',
    );
  });

  it('takes a document anew when a template around it changes what it means', () => {
    const plain = `${DEPLOYMENT}---\n${GUIDE_HPA.replace('v2', 'v2beta1')}`;
    sameAsFresh([
      plain,
      `{{ if .Capabilities.x }}\n{{ end }}\n---\n${plain}`,
      `{{ if .x }}\n${plain}`,
      `{{ \n${plain}\n}}`,
      plain,
    ]);
  });
});
