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
  'kubernetes.pdb': {
    title: 'Kubernetes: Specifying a Disruption Budget for your Application',
    url: `${DOCS}/tasks/run-application/configure-pdb/`,
  },
  'kubernetes.vpa.limitations': {
    title: 'Kubernetes autoscaler: Vertical Pod Autoscaler, known limitations',
    url: 'https://github.com/kubernetes/autoscaler/blob/master/vertical-pod-autoscaler/docs/known-limitations.md',
  },
  'kubernetes.hpa.container-resource': {
    title: 'Kubernetes: Horizontal Pod Autoscaling, container resource metrics',
    url: `${HPA}#container-resource-metrics`,
  },
  'kubernetes.hpa.scaling-to-zero': {
    title: 'Kubernetes: Horizontal Pod Autoscaling, implicit maintenance-mode deactivation',
    url: `${HPA}#implicit-maintenance-mode-deactivation`,
  },
  'kubernetes.quantity': {
    title: 'Kubernetes API: Quantity',
    url: `${DOCS}/reference/kubernetes-api/common-definitions/quantity/`,
  },
  'kubernetes.limit-range': {
    title: 'Kubernetes: Limit Ranges',
    url: `${DOCS}/concepts/policy/limit-range/`,
  },
  'kubernetes.progress-deadline': {
    title: 'Kubernetes: Deployments, progress deadline seconds',
    url: `${DOCS}/concepts/workloads/controllers/deployment/#progress-deadline-seconds`,
  },
  'kubernetes.node-selector': {
    title: 'Kubernetes: Assigning Pods to Nodes, nodeSelector',
    url: `${DOCS}/concepts/scheduling-eviction/assign-pod-node/#nodeselector`,
  },
  'kubernetes.host-port': {
    title: 'Kubernetes: Configuration Good Practices, hostPort and hostNetwork',
    url: `${DOCS}/concepts/configuration/overview/`,
  },
  'kubernetes.statefulset.order': {
    title: 'Kubernetes: StatefulSets, deployment and scaling guarantees',
    url: `${DOCS}/concepts/workloads/controllers/statefulset/#deployment-and-scaling-guarantees`,
  },
  'kubernetes.resource-quota': {
    title: 'Kubernetes: Resource Quotas',
    url: `${DOCS}/concepts/policy/resource-quotas/`,
  },
  'kubernetes.persistent-volumes': {
    title: 'Kubernetes: Persistent Volumes, access modes',
    url: `${DOCS}/concepts/storage/persistent-volumes/#access-modes`,
  },
  'kubernetes.init-containers': {
    title: 'Kubernetes: Init Containers',
    url: `${DOCS}/concepts/workloads/pods/init-containers/`,
  },
  'kubernetes.cron-jobs': {
    title: 'Kubernetes: CronJob, concurrency policy',
    url: `${DOCS}/concepts/workloads/controllers/cron-jobs/#concurrency-policy`,
  },
  'kubernetes.probes': {
    title: 'Kubernetes: Liveness, Readiness, and Startup Probes',
    url: `${DOCS}/concepts/configuration/liveness-readiness-startup-probes/`,
  },
  'kubernetes.validation': {
    title: 'Kubernetes: validation of pods and probes',
    url: 'https://github.com/kubernetes/kubernetes/blob/v1.34.0/pkg/apis/core/validation/validation.go',
  },
  'kubernetes.service.selector': {
    title: 'Kubernetes: Service, defining a Service',
    url: `${DOCS}/concepts/services-networking/service/#defining-a-service`,
  },
  'kubernetes.ingress': {
    title: 'Kubernetes: Ingress',
    url: `${DOCS}/concepts/services-networking/ingress/#the-ingress-resource`,
  },
  'kubernetes.pod-termination': {
    title: 'Kubernetes: Pod Lifecycle, termination of Pods',
    url: `${DOCS}/concepts/workloads/pods/pod-lifecycle/#pod-termination`,
  },
  'kubernetes.source-ip': {
    title: 'Kubernetes: Using Source IP',
    url: `${DOCS}/tutorials/services/source-ip/`,
  },
  'kubernetes.service.ports': {
    title: 'Kubernetes: Service, port definitions',
    url: `${DOCS}/concepts/services-networking/service/#field-spec-ports`,
  },
  'kubernetes.service.affinity': {
    title: 'Kubernetes: Virtual IPs and Service Proxies, session affinity',
    url: `${DOCS}/reference/networking/virtual-ips/#session-affinity`,
  },
  'kubernetes.deployment.selector': {
    title: 'Kubernetes: Deployments, selector',
    url: `${DOCS}/concepts/workloads/controllers/deployment/#selector`,
  },
  'kubernetes.pod-anti-affinity': {
    title: 'Kubernetes: Assigning Pods to Nodes, inter-pod affinity and anti-affinity',
    url: `${DOCS}/concepts/scheduling-eviction/assign-pod-node/#inter-pod-affinity-and-anti-affinity`,
  },
  'keda.scaled-object': {
    title: 'KEDA: ScaledObject specification',
    url: 'https://keda.sh/docs/latest/reference/scaledobject-spec/',
  },
  'keda.admission': {
    title: 'KEDA: Admission webhooks',
    url: 'https://keda.sh/docs/latest/concepts/admission-webhooks/',
  },
  'keda.scaled-job': {
    title: 'KEDA: ScaledJob specification',
    url: 'https://keda.sh/docs/latest/reference/scaledjob-spec/',
  },
  'argo-rollouts.migrating': {
    title: 'Argo Rollouts: Migrating to Rollouts',
    url: 'https://argo-rollouts.readthedocs.io/en/stable/migrating/',
  },
  'keda.cron': {
    title: 'KEDA: cron scaler',
    url: 'https://keda.sh/docs/latest/scalers/cron/',
  },
  'kubernetes.topology-spread': {
    title: 'Kubernetes: Pod topology spread constraints',
    url: 'https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/',
  },
  'kubernetes.deployment-strategy': {
    title: 'Kubernetes: Deployments, strategy',
    url: 'https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#strategy',
  },
  'ingress-nginx.annotations': {
    title: 'ingress-nginx: annotations',
    url: 'https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/',
  },
} as const;
