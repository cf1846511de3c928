import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { applyChanges, isStructural, type TextChange } from '../../src/service/contracts/fix';
import type { DocumentRule } from '../../src/service/contracts/rule';
import { contains, type Span, span } from '../../src/service/contracts/span';
import { kubernetesDetector } from '../../src/service/languages/kubernetes/detect';
import { structuralEdit } from '../../src/service/languages/kubernetes/edits';
import { describeAt } from '../../src/service/languages/kubernetes/hover';
import type { KubernetesModel } from '../../src/service/languages/kubernetes/model';
import type { Node } from '../../src/service/languages/kubernetes/tree';
import { PRACTICES } from '../../src/service/practices';
import behaviorNotSet from '../../src/service/rules/kubernetes/hpa-behavior-not-set/rule';
import minGreaterThanMax from '../../src/service/rules/kubernetes/hpa-min-greater-than-max/rule';
import removedApiVersion from '../../src/service/rules/kubernetes/hpa-removed-api-version/rule';
import unknownField from '../../src/service/rules/kubernetes/hpa-unknown-field/rule';
import { analyse, DEPLOYMENT, GUIDE_HPA } from './support';

const RULES = [
  behaviorNotSet,
  minGreaterThanMax,
  removedApiVersion,
  unknownField,
] as readonly DocumentRule<`kubernetes/${string}`>[];
const SHORT_HPA = GUIDE_HPA.slice(0, GUIDE_HPA.lastIndexOf('  - type'));
const HELM = `{{- if .Values.on }}\n${SHORT_HPA.replace('50', '{{ .max }}')}{{- end }}\n`;
const JSON_HPA =
  '{ "apiVersion": "autoscaling/v2", "kind": "HorizontalPodAutoscaler", "spec": { "maxReplicas": 3 } }';
const OLD = `apiVersion: autoscaling/v2beta1\nkind: HorizontalPodAutoscaler\nspec:\n  minReplicas: 9\n  maxReplica: 3\n  maxReplicas: 3\n  metrics:\n  - type: Pods\n    pods: { metricName: a, selector: { a: b }, targetAverageValue: 1 }\n`;
const MERGED = `x: &x { replicas: 3 }\r\nkind: Deployment\r\nspec:\r\n  <<: *x\r\n  l: [*x, {a: |\r\n`;
const SAMPLES = [
  ['hpa.yaml', `${SHORT_HPA}---\nkind: Service\napiVersion: v1\nspec: { selector: { a: b } }\n`],
  [
    'deployment.yaml',
    DEPLOYMENT.slice(DEPLOYMENT.indexOf('template:') - 2).replace(
      '  template',
      'kind: Deployment\nspec:\n  template',
    ),
  ],
  ['helm.yaml', HELM],
  ['hpa.json', JSON_HPA],
  ['merged.yaml', MERGED],
  ['old.yaml', OLD],
  ['kustomization.yaml', 'resources: [a, ../b]\npatches:\n- path: p.yaml\n'],
] as const;

/** Everything the language does with a text; all places must lie inside it, and nest. */
function survive(text: string, path: string): void {
  kubernetesDetector.detect({ path, text });
  const { model, places, syntax, comments, facts } = analyse(text, path);
  const whole = span(0, text.length);
  const inside = (at: Span) =>
    assert.ok(at.start <= at.end && contains(whole, at), `${at.start}-${at.end} of ${text.length}`);
  for (const at of places.values()) inside(at);
  for (const { at } of [...syntax, ...comments]) inside(at);
  for (const { root } of model.file.documents) if (root !== undefined) nested(root);
  for (const match of JSON.stringify(facts).matchAll(/"path":"([^"\\]*)"/g))
    assert.ok(places.has(match[1] ?? ''), match[1]);
  for (const path of [...places.keys()].slice(0, 5)) {
    structuralEdit(model.file, { uri: '', path, change: { op: 'remove' } });
    structuralEdit(model.file, {
      uri: '',
      path,
      change: { op: 'insert', key: 'k', text: '{ "a": 1 }' },
    });
  }
  describeAt(model, text.length >> 1);
  for (const rule of RULES) review(rule, model, text);
}

/** Runs a rule and applies every fix it offers. */
function review(
  rule: DocumentRule<`kubernetes/${string}`>,
  model: KubernetesModel,
  text: string,
): void {
  rule.check(
    { kubernetes: model, targets: {}, practice: (id) => PRACTICES[id].value },
    ({ fixes }) => {
      for (const { edits } of fixes?.() ?? []) {
        applyChanges(
          text,
          edits.filter((edit): edit is TextChange => !isStructural(edit)),
        );
      }
    },
  );
}

function nested(node: Node): void {
  const children =
    node.kind === 'map'
      ? node.members
          .filter(({ merged }) => !merged)
          .map(({ at, value }) => {
            assert.ok(contains(node.at, at) && contains(at, value.at));
            return value;
          })
      : node.kind === 'sequence'
        ? node.items
        : [];
  for (const child of children) {
    assert.ok(
      contains(node.at, child.at),
      `${child.at.start}-${child.at.end} in ${node.at.start}-${node.at.end}`,
    );
    nested(child);
  }
}

describe('kubernetes: any text', () => {
  it('survives every sample cut off at every offset', () => {
    for (const [path, text] of SAMPLES) {
      for (let end = 0; end <= text.length; end += 1) survive(text.slice(0, end), path);
    }
  });

  it('survives arbitrary text, and arbitrary changes of the samples', () => {
    const path = fc.constantFrom('a.yaml', 'a.json', 'kustomization.yaml', 'untitled');
    fc.assert(
      fc.property(path, fc.string({ unit: 'grapheme' }), (name, text) => survive(text, name)),
      { numRuns: 100, seed: 7 },
    );
    const token = fc.constantFrom(
      '{{',
      '}}',
      '---\n',
      '\t',
      '&a ',
      '*a',
      '<<: ',
      ': ',
      '- ',
      '{',
      ']',
      '"',
      '|\n',
      '\r\n',
      '#',
      'constructor',
      '__proto__: 1\n',
      '\uFEFF',
      '\u0000',
      '{%',
      '"""',
    );
    const sample = fc.constantFrom(...SAMPLES);
    fc.assert(
      fc.property(sample, fc.nat(), fc.nat(20), token, ([name, text], at, cut, inserted) => {
        const start = at % (text.length + 1);
        survive(text.slice(0, start) + inserted + text.slice(start + cut), name);
      }),
      { numRuns: 250, seed: 7 },
    );
  });
});
