import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { mask } from '../../src/service/languages/kubernetes/template';
import { splitDocuments } from '../../src/service/syntax/yaml-documents';
import { analyse, DEPLOYMENT, GUIDE_HPA } from './support';

describe('kubernetes: parsing', () => {
  it('counts documents with content only, and skips those of other kinds unread', () => {
    const text = `# licence\n---\n${GUIDE_HPA}---\n# nothing\n---\nkind: Secret\napiVersion: v1\ndata: {\n...\n---\n${DEPLOYMENT}`;
    const { model, syntax } = analyse(text);
    assert.deepEqual(
      model.file.documents.map(({ index }) => index),
      [0, 2],
    );
    assert.deepEqual(
      model.objects.map(({ kind, path }) => [kind, path]),
      [
        ['HorizontalPodAutoscaler', '/0'],
        ['Deployment', '/2'],
      ],
    );
    assert.deepEqual(syntax, []);
  });

  it('ends a document at a marker within a block scalar, as YAML does', () => {
    assert.equal(splitDocuments('a: |\n  --- not here\n---\nb: 1\n').length, 2);
  });

  it('keeps every place when documents move', () => {
    const text = `${DEPLOYMENT}---\n${GUIDE_HPA}`;
    for (const prefix of ['', '# one line\n', '\uFEFF', '---\n', '%YAML 1.1\n---\n']) {
      const { places } = analyse(prefix + text);
      const max = places.get('/1/spec/maxReplicas');
      assert.equal((prefix + text).slice(max?.start, max?.end), '50');
    }
  });

  it('says what is wrong in words, at its place', () => {
    const problem = (text: string, path?: string) => analyse(text, path).syntax[0];
    assert.match(problem(`${GUIDE_HPA}\ttabbed: 1\n`)?.message ?? '', /tabs/);
    const twice = `${GUIDE_HPA}  maxReplicas: 9\n`;
    const at = problem(twice)?.at;
    assert.equal(at?.start, twice.lastIndexOf('maxReplicas'));
    assert.match(
      problem('{ "kind": "Deployment", "apiVersion": "apps/v1", }', 'a.json')?.message ?? '',
      /comma/,
    );
    assert.match(
      problem('{ "kind": "Deployment" "apiVersion": "apps/v1" }', 'a.json')?.message ?? '',
      /comma is missing/,
    );
    assert.deepEqual(analyse(`{{ if .x }}\n${twice}{{ end }}`).syntax, []);
  });

  it('collects comments, also of documents it does not read', () => {
    const { comments } = analyse(
      `# one\nkind: Secret\n---\n${GUIDE_HPA.replace('3\n', '3 # two\n')}`,
    );
    assert.deepEqual(
      comments.map(({ text }) => text),
      ['one', 'two'],
    );
  });
});

describe('kubernetes: templates', () => {
  it('masks at equal length', () => {
    const text =
      'a: {{ .x }}\n{{- if .y }}\r\nb: "{{ .z }}-c"\n{{- /* two\nlines */ -}}\n  d: {{- toYaml .d | nindent 2 }}\n';
    const masked = mask(text);
    assert.equal(masked.text.length, text.length);
    assert.ok(!masked.text.includes('{{'));
    assert.equal(masked.text.split('\n').length, text.split('\n').length);
    assert.equal(masked.expressions.length, 5);
    assert.equal(masked.directives.length, 3);
  });

  it('takes templated values as unknown and literals beside them as they are', () => {
    for (const hidden of [
      '{{ .Values.min }}',
      '{{ min }}',
      '"{{ min }}"',
      '${MIN}',
      '$(MIN)',
      '<%= min %>',
      '@@min@@',
      '__MIN__',
      '#@ min',
    ]) {
      const { model } = analyse(GUIDE_HPA.replace('minReplicas: 3', `minReplicas: ${hidden}`));
      const [hpa] = model.autoscalers;
      assert.equal(hpa?.minReplicas.state, 'unknown', hidden);
      assert.equal(hpa?.maxReplicas.state, 'known', hidden);
    }
  });

  it('takes a key that each branch writes as one, and reads what stands beside it', () => {
    const chart = GUIDE_HPA.replace(
      '    kind: Deployment\n',
      '    {{- if .Values.stateful }}\n    kind: StatefulSet\n    {{- else }}\n    kind: Deployment\n    {{- end }}\n',
    );
    const { model, syntax, limits } = analyse(chart);
    assert.deepEqual(syntax, []);
    const [hpa] = model.autoscalers;
    assert.ok(hpa !== undefined && !hpa.object.broken);
    assert.equal(hpa.target.kind.state, 'unknown');
    assert.equal(hpa.maxReplicas.state, 'known');
    assert.deepEqual(limits, [
      '3 template expressions are taken as unknown, the first one {{- if .Values.stateful }}',
      '3 of them may bring in or leave out lines: nothing beside them is said to be missing.',
    ]);
  });

  it('takes nothing for absent where a template may bring in lines', () => {
    const { model } = analyse(
      GUIDE_HPA.replace(
        '  minReplicas: 3\n',
        '  {{- with .min }}\n  minReplicas: {{ . }}\n  {{- end }}\n',
      ),
    );
    const [hpa] = model.autoscalers;
    assert.equal(hpa?.behavior.scaleDownWindow.state, 'unknown');
    assert.equal(hpa?.object.namespace.state, 'unknown');
  });
});
