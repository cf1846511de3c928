{{- define "recipes.fullname" -}}
{{- printf "%s" .Release.Name | trunc 63 | trimSuffix "-" -}}
{{- end -}}

{{- define "recipes.labels" -}}
helm.sh/chart: {{ .Chart.Name }}-{{ .Chart.Version }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{ include "recipes.selectorLabels" . }}
{{- end -}}

{{- define "recipes.selectorLabels" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "recipes.databaseEnv" -}}
- name: DB_PASSWORD
  valueFrom:
    secretKeyRef:
      name: {{ .Values.postgresql.auth.existingSecret }}
      key: password
- name: DATABASE_URL
  value: postgres://{{ .Values.postgresql.auth.username }}:$(DB_PASSWORD)@{{ include "recipes.fullname" . }}-postgresql:5432/{{ .Values.postgresql.auth.database }}
{{- end -}}
