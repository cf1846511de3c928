{{- define "api.fullname" -}}
{{- printf "%s-api" .Release.Name | trunc 63 | trimSuffix "-" -}}
{{- end }}
{{- define "api.selectorLabels" -}}
app.kubernetes.io/name: api
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}
{{- define "api.labels" -}}
{{ include "api.selectorLabels" . }}
app.kubernetes.io/part-of: ledgerly
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- end }}
{{- define "api.image" -}}
{{- printf "%s:%s" .Values.global.image.repository (.Values.global.image.tag | default "latest") -}}
{{- end }}
