{{/* A name. */}}
{{- define "language.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 63 | trimSuffix "-" -}}
{{- end -}}
{{- define "language.fullname" -}}
{{- $name := default .Chart.Name .Values.nameOverride -}}
{{- if contains $name .Release.Name -}}
{{- .Release.Name | trunc 63 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name $name | trunc 63 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}
{{- define "language.labels" -}}
app: {{ include "language.name" . }}
chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" }}
version: {{ .Chart.AppVersion | quote }}
{{- end -}}
{{- define "language.sum" -}}
{{- $total := 0 -}}
{{- range . }}{{ $total = add $total . }}{{ end -}}
{{- $total -}}
{{- end -}}
