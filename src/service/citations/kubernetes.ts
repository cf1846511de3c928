const DOCS = 'https://kubernetes.io/docs';
const HPA = `${DOCS}/tasks/run-application/horizontal-pod-autoscale/`;

/** Sources published by the Kubernetes project and by KEDA. */
export const kubernetes = {
  'kubernetes.hpa': {
    title: 'Kubernetes: Horizontal Pod Autoscaling',
    url: HPA,
  },
  'kubernetes.hpa.algorithm': {
    title: 'Kubernetes: Horizontal Pod Autoscaling, algorithm details',
    url: `${HPA}#algorithm-details`,
  },
  'kubernetes.hpa.behavior': {
    title: 'Kubernetes: Horizontal Pod Autoscaling, configurable scaling behavior',
    url: `${HPA}#configurable-scaling-behavior`,
  },
  'kubernetes.hpa.migration': {
    title: 'Kubernetes: Migrating Deployments and StatefulSets to horizontal autoscaling',
    url: `${HPA}#migrating-deployments-and-statefulsets-to-horizontal-autoscaling`,
  },
  'kubernetes.api.hpa-v2': {
    title: 'Kubernetes API: HorizontalPodAutoscaler v2 autoscaling',
    url: `${DOCS}/reference/kubernetes-api/workload-resources/horizontal-pod-autoscaler-v2/`,
  },
  'kubernetes.api.field-validation': {
    title: 'Kubernetes: API concepts, field validation',
    url: `${DOCS}/reference/using-api/api-concepts/#field-validation`,
  },
  'kubernetes.deprecation-guide': {
    title: 'Kubernetes: Deprecated API migration guide',
    url: `${DOCS}/reference/using-api/deprecation-guide/`,
  },
  'kubernetes.rolling-update': {
    title: 'Kubernetes: Deployments, rolling update (maxSurge, maxUnavailable)',
    url: `${DOCS}/concepts/workloads/controllers/deployment/#rolling-update-deployment`,
  },
  'kubernetes.resources': {
    title: 'Kubernetes: Resource management for Pods and Containers',
    url: `${DOCS}/concepts/configuration/manage-resources-containers/`,
  },
  'keda.scaled-object': {
    title: 'KEDA: ScaledObject specification',
    url: 'https://keda.sh/docs/latest/reference/scaledobject-spec/',
  },
  'keda.admission': {
    title: 'KEDA: Admission webhooks',
    url: 'https://keda.sh/docs/latest/concepts/admission-webhooks/',
  },
} as const;
