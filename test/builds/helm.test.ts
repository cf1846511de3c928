import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { helmCharts } from '../../src/service/builds/helm';
import { readTemplate } from '../../src/service/builds/helm/template';
import { plainOf } from '../../src/service/syntax/data-node';
import { memorySources } from './files';

const CHART = 'apiVersion: v2\nname: web\nversion: 0.1.0\n';

type Files = Readonly<Record<string, string>>;

/** What each build of some files makes, by its id. */
function made(
  files: Files,
): Record<string, { readonly documents: unknown[]; readonly limits: readonly string[] }> {
  const sources = memorySources(files);
  return Object.fromEntries(
    helmCharts.find(sources).map((root) => {
      const { build } = helmCharts.evaluate(sources, root);
      return [build.id, { documents: build.documents.map(plainOf), limits: build.limits }];
    }),
  );
}

/** What one line of a template comes to. */
function value(expression: string, values = ''): unknown {
  const files = {
    'Chart.yaml': CHART,
    'values.yaml': values,
    'templates/a.yaml': `kind: A\nvalue: ${expression}\n`,
  };
  const { documents, limits } = made(files)['helm:.'] ?? { documents: [], limits: [] };
  const [first] = documents as { value: unknown }[];
  return first === undefined ? limits[0] : first.value;
}

describe('the language of templates', () => {
  const TABLE: readonly (readonly [string, unknown, string?])[] = [
    ['{{ .Values.size }}', 1e6, 'size: 1000000'],
    ['"{{ .Values.size }}"', '1e+06', 'size: 1000000'],
    ['{{ .Values.size | int | quote }}', '1000000', 'size: 1000000'],
    ['{{ .Values.b | quote }}', 'true', 'b: yes'],
    ['{{ .Values.m | quote }}', 'map[a:1 b:[x z]]', 'm: {b: [x, z], a: 1}'],
    ['{{ .Values.absent }}x', 'x'],
    ['{{ (.Values.a).b }}x', 'x'],
    ['{{ .Values.a.b }}', { '!unknown': 'no file here gives a' }],
    ['{{ .Values.a.b.c }}', { '!unknown': 'no file here gives a.b' }, 'a: {d: 1}'],
    ['{{ .Values.a.b.c.d }}', { '!unknown': 'no file here gives a' }],
    ['{{ if .Values.s }}{{ .Values.s }}{{ else }}none{{ end }}', 'none', 's: ""'],
    ['{{ with .Values.s }}{{ . }}-{{ $.Chart.Name }}{{ end }}', 'x-web', 's: x'],
    ['{{ range $i, $v := .Values.l }}{{ $i }}{{ $v }}{{ end }}', '0a1b', 'l: [a, b]'],
    ['{{ range $k, $v := .Values.m }}{{ $k }}{{ $v }}{{ end }}', 'a1b2', 'm: {b: 2, a: 1}'],
    ['{{ range 3 }}{{ . }}{{ end }}x', '012x'],
    ['{{ $x := 1 }}{{ if true }}{{ $x = 2 }}{{ end }}{{ $x }}', 2],
    ['{{ $x := 1 }}{{ if true }}{{ $x := 2 }}{{ $x }}{{ end }}{{ $x }}', 21],
    ['{{ printf "%s-%d" "a" 2 | upper }}', 'A-2'],
    ['{{ tpl .Values.t . }}', 'web!', 't: "{{ .Chart.Name }}!"'],
    ['{{ required "no name" .Values.name }}', { '!unknown': 'no file here gives it: no name' }],
    ['{{ fail "stop" }}', 'it does not render: stop'],
    ['{{ default 3 .Values.zero }}', 3, 'zero: 0'],
    ['{{ min 4 2 }}{{ max 1 5 3 }}', 25],
    ['{{ semverCompare ">=1.2-0 <2.0" "1.9.0" }}', true],
    ['{{ list "b" "a" | sortAlpha | join "," }}', 'a,b'],
    ['{{ toYaml .Values.l | nindent 2 }}', ['1', 1, 'on', null], 'l: ["1", 1, "on", null]'],
    ['{{ now }}', { '!unknown': 'now gives another value each time' }],
    ['a-{{ randAlphaNum 5 }}', { '!unknown': 'randAlphaNum gives another value each time' }],
    ['{{ frobnicate 1 }}', { '!unknown': 'the function frobnicate is not evaluated' }],
    [
      '{{ keys .Values.m | join "," }}',
      { '!unknown': 'the keys of a map are in no order' },
      'm: {b: 2, a: 1}',
    ],
    [
      '{{ if .Capabilities.APIVersions.Has "a.test/v1" }}1{{ else }}2{{ end }}',
      { '!unknown': 'whether the cluster has a.test/v1 is not known' },
    ],
    ['{{ if .Capabilities.APIVersions.Has "a.test/v1" }}1{{ else }}1{{ end }}', 1],
    ['{{ or .Values.open (.Capabilities.APIVersions.Has "a.test/v1") }}', true, 'open: true'],
  ];
  for (const [expression, wanted, values] of TABLE) {
    it(`${expression}${values === undefined ? '' : ` with ${values}`}`, () => {
      assert.deepEqual(value(expression, values), wanted);
    });
  }

  it('never throws, whatever the text', () => {
    const parts = [
      '{{',
      '}}',
      '-',
      ' ',
      'if',
      'range',
      'end',
      'else',
      '"',
      '`',
      '.a',
      '$x',
      ':=',
      '(',
      ')',
      '|',
      '/*',
      '*/',
      '\n',
      'define',
      '1',
      ',',
    ];
    let seed = 7;
    const next = (most: number) => {
      seed = (seed * 1103515245 + 12345) % 2147483648;
      return seed % most;
    };
    for (let run = 0; run < 300; run++) {
      const text = Array.from({ length: next(14) }, () => parts[next(parts.length)]).join('');
      assert.ok(readTemplate(text));
      made({ 'Chart.yaml': CHART, 'templates/a.yaml': text });
    }
  });
});

describe('what a chart will run', () => {
  const TEMPLATE = `kind: A
spec:
  {{- if .Capabilities.APIVersions.Has "a.test/v1" }}
  maybe: 1
  {{- end }}
  sure: {{ .Values.size }}
`;

  it('leaves unknown only what depends on what is not known', () => {
    const all = made({
      'Chart.yaml': CHART,
      'values.yaml': 'size: 2\n',
      'templates/a.yaml': TEMPLATE,
    });
    const why = 'whether the cluster has a.test/v1 is not known';
    assert.deepEqual(all['helm:.']?.documents, [
      { kind: 'A', spec: { sure: 2, '?': { '!unknown': why } } },
    ]);
  });

  it('is built once for each environment that a file of values is called after', () => {
    const files = {
      'c/Chart.yaml': CHART,
      'c/values.yaml': 'size: 1\nm: {a: 1, b: 2}\n',
      'c/values-prod.yaml': 'size: 5\nm: {a: null}\n',
      'c/values.dev.yaml': 'size: 3\n',
      'c/staging/values.yaml': 'size: 4\n',
      'c/ci/test-values.yaml': 'size: 9\n',
      'c/templates/a.yaml': 'kind: A\ncount: {{ .Values.size }}\nm: {{ toJson .Values.m }}\n',
    };
    const all = Object.entries(made(files)).map(([id, { documents }]) => [id, documents[0]]);
    assert.deepEqual(Object.fromEntries(all), {
      'helm:c@prod': { kind: 'A', count: 5, m: { b: 2 } },
      'helm:c@dev': { kind: 'A', count: 3, m: { a: 1, b: 2 } },
      'helm:c@staging': { kind: 'A', count: 4, m: { a: 1, b: 2 } },
    });
  });

  it('begins a document behind three dashes, where a template trims the end of their line too', () => {
    const files = {
      'Chart.yaml': CHART,
      'values.yaml': 'size: 1\n',
      'templates/a.yaml': 'kind: A\n---\n{{- if .Values.size -}}\nkind: B\n{{- end }}\n',
      'templates/b.yaml': 'kind: C\ntext: |\n  ---\n  {{- .Values.size }}\n',
    };
    assert.deepEqual(made(files)['helm:.']?.documents, [
      { kind: 'A' },
      { kind: 'B' },
      { kind: 'C', text: '---1\n' },
    ]);
  });

  it('takes in charts that are there; one that is not makes unknown what it gives', () => {
    const files = {
      'Chart.yaml': `${CHART}dependencies:\n- {name: db, version: 1.0.0, repository: "https://charts.test"}\n- {name: own, version: 0.1.0, alias: front, condition: front.used}\n`,
      'values.yaml': 'front: {size: 7}\nglobal: {zone: eu}\n',
      'templates/a.yaml': 'kind: A\nport: {{ .Values.db.port }}\nname: {{ include "db.name" . }}\n',
      'charts/own/Chart.yaml': CHART.replace('web', 'own'),
      'charts/own/values.yaml': 'size: 1\nm: 2\n',
      'charts/own/templates/b.yaml':
        'kind: B\ncount: {{ .Values.size }}{{ .Values.m }}{{ .Values.global.zone }}\n',
    };
    const missing = { '!unknown': 'the chart db is not there' };
    assert.deepEqual(made(files), {
      'helm:.': {
        documents: [
          { kind: 'B', count: '72eu' },
          { kind: 'A', port: missing, name: missing },
        ],
        limits: ['the chart db is not there'],
      },
    });
    const off = made({ ...files, 'values.yaml': 'front: {used: false}\n' });
    assert.deepEqual(off['helm:.']?.documents.length, 1);
  });

  it('takes values of the charts it uses as its own, under what it says itself', () => {
    const files = {
      'Chart.yaml': `${CHART}dependencies:
- name: db
  version: 1.0.0
  import-values: [data, {child: pool, parent: db.limits}, {child: absent, parent: none}]
`,
      'values.yaml': 'size: 7\ndb: {limits: {min: 2}}\n',
      'templates/a.yaml': `kind: A
size: {{ .Values.size }}
host: {{ .Values.host }}
limits: {{ toJson .Values.db.limits }}
`,
      'charts/db/Chart.yaml': CHART.replace('web', 'db'),
      'charts/db/values.yaml': 'exports: {data: {size: 1, host: here}}\npool: {min: 1, max: 9}\n',
    };
    assert.deepEqual(made(files)['helm:.'], {
      documents: [{ kind: 'A', size: 7, host: 'here', limits: { min: 2, max: 9 } }],
      limits: [],
    });
    const { 'charts/db/Chart.yaml': _, ...without } = files;
    const why = { '!unknown': 'the chart db is not there' };
    assert.deepEqual(made(without)['helm:.']?.documents, [
      { kind: 'A', size: 7, host: why, limits: why },
    ]);
  });

  it('leaves out what its .helmignore names', () => {
    const files = {
      'Chart.yaml': CHART,
      '.helmignore': '# nothing of these\n*.tmp.yaml\n/templates/old/\ntemplates/b.yaml\nsecret/\n',
      'templates/a.yaml':
        'kind: A\nfiles: {{ range $path, $_ := .Files.Glob "**" }}{{ $path }} {{ end }}\n',
      'templates/a.tmp.yaml': 'kind: A1\n',
      'templates/b.yaml': 'kind: B\n',
      'templates/old/c.yaml': 'kind: C\n',
      'templates/.d.yaml': 'kind: D\n',
      'config/x.conf': '',
      'secret/y.conf': '',
    };
    assert.deepEqual(made(files)['helm:.']?.documents, [
      { kind: 'A', files: '.helmignore config/x.conf' },
    ]);
  });

  it('reads the files that its templates take in', () => {
    const TAKES: readonly (readonly [string, unknown])[] = [
      ['{{ .Files.Get "conf/a.ini" | quote }}', 'a=1\nb=2\n'],
      ['x{{ .Files.Get "conf/none.ini" }}', 'x'],
      ['x{{ .Files.Get "templates/a.yaml" }}x{{ .Files.Get "values.yaml" }}', 'xx'],
      ['{{ range .Files.Lines "conf/a.ini" }}{{ . }};{{ end }}', 'a=1;b=2;'],
      [
        '{{ (.Files.Glob "conf/*").AsConfig | nindent 2 }}',
        { 'a.ini': 'a=1\nb=2\n', 'b.ini': 'c' },
      ],
      ['{{ (.Files.Glob "conf/b*").AsSecrets | nindent 2 }}', { 'b.ini': 'Yw==' }],
      [
        '{{ range $path, $bytes := .Files.Glob "**.ini" }}{{ base $path }}={{ toString $bytes | trim | len }},{{ end }}',
        'a.ini=7,b.ini=1,c.ini=1,',
      ],
      ['{{ range $path, $_ := .Files.Glob "conf/**/*.ini" }}{{ $path }}{{ end }}', 'conf/in/c.ini'],
      ['{{ if .Files.Glob "none/*" }}some{{ else }}none{{ end }}', 'none'],
      [
        '{{ range $path, $bytes := .Files.Glob "conf/b.ini" }}{{ $bytes }}{{ end }}',
        { '!unknown': 'bytes is no text' },
      ],
    ];
    for (const [expression, wanted] of TAKES) {
      const files = {
        'Chart.yaml': CHART,
        'values.yaml': 'size: 1\n',
        'templates/a.yaml': `kind: A\nvalue: ${expression}\n`,
        'conf/a.ini': 'a=1\nb=2\n',
        'conf/b.ini': 'c',
        'conf/in/c.ini': 'd',
      };
      const [first] = (made(files)['helm:.']?.documents ?? []) as { value: unknown }[];
      assert.deepEqual(first?.value, wanted, expression);
    }
  });

  it('knows where each value was decided', () => {
    const sources = memorySources({
      'Chart.yaml': CHART,
      'values.yaml': 'size: 1\nresources: {limits: {cpu: 1}}\n',
      'values-prod.yaml': 'size: 2\n',
      'templates/a.yaml':
        'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: a\nspec:\n  replicas: {{ .Values.size }}\n  paused: true\n  resources: {{- toYaml .Values.resources | nindent 4 }}\n',
    });
    const [root] = helmCharts.find(sources);
    assert.ok(root);
    const { documents } = helmCharts.evaluate(sources, root);
    const trail = (path: string) =>
      documents[0]?.trail(path).map((step) => `${step.uri.slice(8)}${step.path} ${step.how}`);
    assert.deepEqual(trail('/0/spec/replicas'), [
      'values-prod.yaml/0/size written',
      'templates/a.yaml/0/spec/replicas rendered',
    ]);
    assert.deepEqual(trail('/0/spec/paused'), ['templates/a.yaml/0/spec/paused written']);
    assert.deepEqual(trail('/0/spec/resources/limits/cpu'), [
      'values.yaml/0/resources/limits/cpu written',
      'templates/a.yaml/0/spec/resources included',
    ]);
    assert.deepEqual(trail('/0/spec/resources')?.[0], 'values.yaml/0/resources written');
  });
});
