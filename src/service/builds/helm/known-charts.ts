import { tableOf } from '../../text/tables';
import type { Dependency } from './chart';
import { readTemplate, type TemplateBody } from './template';
import { type MapValue, map, text, unknown, type Value } from './values';

/**
 * Charts of servers that many take from elsewhere without keeping them beside their own. Of each this writes what its
 * documentation states: what its objects are called, and which values are the settings of its server. `{{ .Unseen }}`
 * stands for all that only the chart itself could say.
 */
const SERVERS =
  /(?:^|\/)(?:charts\.bitnami\.com|registry-1\.docker\.io\/bitnamicharts)(?:\/|$)|^(?:@|alias:)bitnami$/;

/** As Bitnami's charts name what they make. */
const FULL_NAME = `
{{- $name := .Values.nameOverride | default .Chart.Name }}
{{- $full := printf "%s-%s" .Release.Name $name }}
{{- if contains $name .Release.Name }}{{ $full = .Release.Name }}{{ end }}
{{- if .Values.fullnameOverride }}{{ $full = .Values.fullnameOverride }}{{ end }}`;

interface Server {
  /** What takes writes: its name, the block of its values, its image and its port. */
  readonly name: string;
  readonly block: string;
  readonly image: string;
  readonly port: number;
  /** Names of files with settings, by the values that hold them. */
  readonly files: string;
  /** More than one file of settings may be given by a ConfigMap: the values that name it. */
  readonly given: readonly string[];
  /** A variable that is set by a value of older versions. */
  readonly variable?: readonly [string, string];
  /** A condition under which all this is otherwise. */
  readonly unless?: string;
}

const SQL_NAME =
  '{{ if eq (.Values.architecture | default "standalone") "replication" }}{{ $full }}-primary{{ else }}{{ $full }}{{ end }}';

const KNOWN = tableOf<Server>({
  postgresql: {
    ...{ name: SQL_NAME, block: 'primary', image: 'bitnami/postgresql', port: 5432 },
    given: ['$block.existingConfigmap', '$block.existingExtendedConfigmap'],
    variable: ['POSTGRESQL_MAX_CONNECTIONS', '.Values.postgresqlMaxConnections'],
    files: `
{{- with $block.configuration }}
  postgresql.conf: |-
{{ . | indent 4 }}
{{- end }}
{{- with $block.extendedConfiguration }}
  override.conf: |-
{{ . | indent 4 }}
{{- end }}`,
  },
  mysql: {
    ...{ name: SQL_NAME, block: 'primary', image: 'bitnami/mysql', port: 3306 },
    given: ['$block.existingConfigmap'],
    files: `
{{- with $block.configuration }}
  my.cnf: |-
{{ . | indent 4 }}
{{- end }}`,
  },
  mariadb: {
    ...{ name: SQL_NAME, block: 'primary', image: 'bitnami/mariadb', port: 3306 },
    given: ['$block.existingConfigmap'],
    files: `
{{- with $block.configuration }}
  my.cnf: |-
{{ . | indent 4 }}
{{- end }}`,
  },
  redis: {
    ...{ name: '{{ $full }}-master', block: 'master', image: 'bitnami/redis', port: 6379 },
    given: ['.Values.existingConfigmap'],
    files: `
{{- with .Values.commonConfiguration }}
  redis.conf: |-
{{ . | indent 4 }}
{{- end }}
{{- with $block.configuration }}
  master.conf: |-
{{ . | indent 4 }}
{{- end }}`,
    // Sentinels choose the master, and what it is called is another.
    unless: '(.Values.sentinel).enabled',
  },
});

function templateOf(server: Server): string {
  const { name, block, image, port, files, given, variable, unless } = server;
  const volumes = given.map(
    (value, index) => `
{{- with ${value} }}
        - name: given-${index}
          configMap:
            name: {{ . }}
{{- end }}`,
  );
  const set = variable
    ? `
{{- with ${variable[1]} }}
            - name: ${variable[0]}
              value: {{ . | quote }}
{{- end }}`
    : '';
  const written = `${FULL_NAME}
{{- $block := .Values.${block} | default dict }}
apiVersion: v1
kind: Service
metadata:
  name: ${name}
  namespace: {{ .Release.Namespace }}
spec:
  selector:
    app.kubernetes.io/instance: {{ .Release.Name }}
    app.kubernetes.io/name: {{ $name }}
    app.kubernetes.io/component: ${block}
  ports:
    - port: ${port}
  {{ .Unseen }}
---
apiVersion: v1
kind: ConfigMap
metadata:
  name: {{ $full }}-settings
  namespace: {{ .Release.Namespace }}
data:
  {{ .Unseen }}
${files.trimStart()}
---
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: ${name}
  namespace: {{ .Release.Namespace }}
spec:
  replicas: 1
  serviceName: {{ $full }}-headless
  selector:
    matchLabels:
      app.kubernetes.io/instance: {{ .Release.Name }}
      app.kubernetes.io/name: {{ $name }}
      app.kubernetes.io/component: ${block}
  template:
    metadata:
      labels:
        app.kubernetes.io/instance: {{ .Release.Name }}
        app.kubernetes.io/name: {{ $name }}
        app.kubernetes.io/component: ${block}
    spec:
      {{ .Unseen }}
      containers:
        - name: ${block}
          image: docker.io/${image}:{{ .Unseen }}
          {{ .Unseen }}
          env:
            - name: BITNAMI_DEBUG
              value: {{ .Unseen }}${set}
{{- with $block.extraEnvVars }}
{{ toYaml . | indent 12 }}
{{- end }}
{{- with $block.resources }}
          resources:
{{ toYaml . | indent 12 }}
{{- end }}
      volumes:
        - name: settings
          configMap:
            name: {{ $full }}-settings${volumes.join('')}
  {{ .Unseen }}
`;
  return unless === undefined ? written : `{{ if not ${unless} }}${written}{{ end }}`;
}

/** A chart that is not here, and what it writes. */
export interface KnownChart {
  readonly name: string;
  readonly body: TemplateBody;
  /** What its template sees beside the release. */
  readonly dot: readonly (readonly [string, Value])[];
}

const read = new Map<string, TemplateBody>();

/** What is known of a chart that another uses and that is not here, with the values it is given. */
export function knownChart(
  { name, alias, repository }: Dependency,
  values: MapValue,
): KnownChart | undefined {
  const server = KNOWN[name];
  if (!server || !SERVERS.test(repository)) return undefined;
  const body = read.get(name) ?? readTemplate(templateOf(server)).body;
  read.set(name, body);
  const key = alias ?? name;
  const given = values.entries.get(key) ?? map([]);
  if (given.kind !== 'map') return undefined;
  return {
    name: key,
    body,
    dot: [
      // What nobody gives is what the chart has by default, which its template knows.
      ['Values', { ...given, open: null }],
      ['Chart', map([['Name', text(key)]])],
      ['Unseen', unknown(`the chart ${name} is not there`)],
    ],
  };
}
