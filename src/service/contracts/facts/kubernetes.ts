import type { FactValue } from './value';

/** A container of a pod template, as far as autoscaling and connections depend on it. */
export interface ContainerFact {
  readonly path: string;
  readonly name: FactValue<string>;
  /** `sidecar` is an init container with `restartPolicy: Always`. */
  readonly role: 'main' | 'init' | 'sidecar';
  readonly image: FactValue<string>;
  /** `command` and `args`, joined by spaces; unknown where an item is. */
  readonly commandLine: FactValue<string>;
  /** Environment variables by name; one from a ConfigMap or Secret is unknown, with a reference. */
  readonly env: Readonly<Record<string, FactValue<string>>>;
  /** Quantities as written (`500m`, `1Gi`) by resource name. */
  readonly requests: Readonly<Record<string, FactValue<string>>>;
  readonly limits: Readonly<Record<string, FactValue<string>>>;
  /** The checks it answers and the hook before it stops; `null` where some cannot be read. */
  readonly lifecycle: readonly LifecyclePart[] | null;
  /** `command`, which takes the place of the image's entrypoint, and `args`; `null` where not written. */
  readonly command: readonly string[] | null;
  readonly args: readonly string[] | null;
  /** Where it takes variables from as a whole; `null` where that cannot be read. */
  readonly envFrom: readonly EnvSourceFact[] | null;
  readonly probes: readonly ProbeFact[];
  /** The ports it says it listens on. */
  readonly ports: readonly number[];
  /** What it calls them; `null` where some of its ports cannot be read. */
  readonly portNames: readonly string[] | null;
  /** Seconds that its preStop hook sleeps. */
  readonly stopDelay: FactValue<number>;
  /** Where it mounts volume claims; `null` where that cannot be read. */
  readonly claimMounts: readonly { readonly path: string; readonly target: string }[] | null;
}

/** A ConfigMap or Secret all of whose keys become variables. */
export interface EnvSourceFact {
  readonly path: string;
  readonly from: 'configMap' | 'secret';
  readonly name: FactValue<string>;
  readonly prefix: string;
}

/** A ConfigMap: texts by key. */
export interface ConfigMapFact {
  readonly kind: 'config-map';
  readonly path: string;
  readonly name: FactValue<string>;
  readonly namespace: FactValue<string>;
  readonly data: Readonly<Record<string, FactValue<string>>>;
}

/** A check that Kubernetes makes of a container. */
export interface ProbeFact {
  readonly path: string;
  readonly kind: 'readiness' | 'liveness' | 'startup';
  readonly httpPath: FactValue<string>;
  readonly port: FactValue<string>;
  readonly exec: readonly string[] | null;
  readonly periodSeconds: FactValue<number>;
  readonly failureThreshold: FactValue<number>;
  readonly timeoutSeconds: FactValue<number>;
}

/** A check that a container answers, or what it runs before it stops. */
export type LifecyclePart = 'readiness' | 'startup' | 'liveness' | 'preStop';

/** Which pods are meant, by their labels: all of these have to hold. */
export interface SelectorFact {
  readonly labels: Readonly<Record<string, string>>;
  readonly expressions: readonly SelectorExpression[];
}

/** One condition on a label: `In`, `NotIn`, `Exists`, `DoesNotExist`. */
export interface SelectorExpression {
  readonly key: string;
  readonly operator: string;
  readonly values: readonly string[];
}

/** A workload of which nobody can tell whether it is there, and what it takes: nothing counts it among what runs. */
export interface OptionalWorkloadFact {
  readonly kind: 'optional-workload';
  readonly path: string;
  readonly condition: string;
  readonly workload: WorkloadFact;
}

/** A Kubernetes workload that can run more than one pod. */
export interface WorkloadFact {
  readonly kind: 'workload';
  readonly path: string;
  readonly apiVersion: string;
  readonly resource: string;
  readonly name: FactValue<string>;
  readonly namespace: FactValue<string>;
  readonly replicas: FactValue<number>;
  /** `RollingUpdate`, `Recreate`, or the resource's default where absent. */
  readonly strategy: FactValue<string>;
  /** A count (`2`) or a percentage (`25%`), as written. */
  readonly maxSurge: FactValue<string>;
  readonly maxUnavailable: FactValue<string>;
  readonly podLabels: Readonly<Record<string, string>>;
  /** Whether every label of the template is readable; a selector proves nothing otherwise. */
  readonly podLabelsKnown: boolean;
  /** Requests of the pod as a whole (`spec.resources`), by resource name. */
  readonly podRequests: Readonly<Record<string, FactValue<string>>>;
  /** The pods it takes for its own; `null` where that cannot be read. */
  readonly selector: SelectorFact | null;
  /** Seconds a pod has to stop. */
  readonly gracePeriod: FactValue<number>;
  /** The volume claims its pods share, by name. */
  readonly claims: readonly FactValue<string>[];
  /** The ConfigMaps whose entries are files of its pods, by name. */
  readonly configVolumes: readonly FactValue<string>[];
  /** Where it demands that no two of its pods share a node. */
  readonly onePodPerNode: string | null;
  /** The same of a zone. */
  readonly onePodPerZone: string | null;
  /** The one node that its pods may run on; `null` where they may run on several. */
  readonly pinnedTo: FactValue<string> | null;
  /** Where it demands a port of the node, which one of its pods alone can have. */
  readonly hostPort: string | null;
  /** How a StatefulSet starts and stops its pods; `OrderedReady` where absent. */
  readonly podManagement: FactValue<string>;
  readonly containers: readonly ContainerFact[];
  /** The pod template is written out and readable, so what it lacks is really absent. */
  readonly complete: boolean;
  /** The fields a partial one sets, such as `spec/replicas`: it may be laid over another. */
  readonly sets: readonly string[];
  /** The workload whose pods it runs (`workloadRef` of an Argo Rollout). */
  readonly runs: WorkloadReferenceFact | null;
  /** What a Job or a CronJob says of its runs; `null` for what runs on. */
  readonly job: JobFact | null;
}

/** How a Job runs, and when a CronJob starts one. */
export interface JobFact {
  /** When a run starts, as written; absent for a Job. */
  readonly schedule: FactValue<string>;
  /** `Allow` where absent: runs may overlap. */
  readonly concurrency: FactValue<string>;
  /** Seconds after which a run is ended, whatever it does; absent: never. */
  readonly deadline: FactValue<number>;
  /** Pods of one run at once; 1 where absent. */
  readonly parallelism: FactValue<number>;
  /** No run starts while it is true. */
  readonly suspended: FactValue<boolean>;
}

/** What a Rollout says of the Deployment it takes its pods from. */
export interface WorkloadReferenceFact {
  readonly path: string;
  readonly resource: FactValue<string>;
  readonly name: FactValue<string>;
  /** `never`, which is also the default, `onsuccess` or `progressively`. */
  readonly scaleDown: FactValue<string>;
}

/** Fields that a deployment tool leaves as the cluster has them, once it has set them. */
export interface LeftFieldsFact {
  readonly kind: 'left-fields';
  readonly path: string;
  /** The folders that are deployed, relative to their repository; `null`: whatever is deployed. */
  readonly folders: readonly string[] | null;
  /** The kind of the objects; `*` for any. */
  readonly resource: string;
  /** The name of the object; `null` for any. */
  readonly object: string | null;
  /** The fields, as they are written: `/spec/replicas`, `.spec.replicas`. */
  readonly fields: readonly string[];
}

/** A metric of an autoscaler that depends on the target's containers. */
export interface ResourceMetricFact {
  readonly path: string;
  /** The resource the target is a percentage of: `cpu`, `memory`. */
  readonly resource: FactValue<string>;
  /** The container of a `ContainerResource` metric; absent for a pod-wide one. */
  readonly container: FactValue<string>;
  /** Percent of the request; absent where the target is a raw value. */
  readonly utilization: FactValue<number>;
  /** The average over the pods, as it is written (`900Mi`); absent where the target is a percentage. */
  readonly averageValue: FactValue<string>;
}

/** A Kubernetes autoscaler: a HorizontalPodAutoscaler, or KEDA's ScaledObject. */
export interface AutoscalerFact {
  readonly kind: 'autoscaler';
  readonly path: string;
  readonly resource: 'HorizontalPodAutoscaler' | 'ScaledObject';
  readonly name: FactValue<string>;
  readonly namespace: FactValue<string>;
  readonly target: {
    readonly path: string;
    readonly apiVersion: FactValue<string>;
    readonly kind: FactValue<string>;
    readonly name: FactValue<string>;
  };
  readonly minReplicas: FactValue<number>;
  readonly maxReplicas: FactValue<number>;
  readonly metrics: readonly ResourceMetricFact[];
  /** Every metric, drawn in a diagram: `cpu 70 %`. */
  readonly triggers: readonly string[];
  /** Seconds; the values behind the flow diagram. */
  readonly scaleUpWindow: FactValue<number>;
  readonly scaleDownWindow: FactValue<number>;
  /** False for a kustomize patch or a live dump: nothing may be concluded across files. */
  readonly complete: boolean;
  /** The fields a partial one sets, such as `spec/maxReplicas`: it may be laid over another. */
  readonly sets: readonly string[];
  /** KEDA's `transfer-hpa-ownership` and `validations.keda.sh/hpa-ownership: "false"`. */
  readonly sharesTarget: boolean;
}

/** A Service's pod selector. */
export interface ServiceFact {
  readonly kind: 'service';
  readonly path: string;
  readonly name: FactValue<string>;
  readonly namespace: FactValue<string>;
  /** Absent selector: an ExternalName or hand-made endpoints. */
  readonly selector: Readonly<Record<string, string>> | null;
  /** Ports of the machines that lead to it. */
  readonly nodePorts: readonly number[];
  /** The ports of its pods that it sends connections to, by number or by name, each once. */
  readonly targetPorts: readonly FactValue<string>[];
  /** `LoadBalancer`; absent: within the cluster alone. */
  readonly type: FactValue<string>;
  /** `Local` leaves the address of a client as it is. */
  readonly trafficPolicy: FactValue<string>;
  /** `ClientIP` binds a client to the pod it met first. */
  readonly sessionAffinity: FactValue<string>;
}

/** A PodDisruptionBudget: how many pods of a selection may be taken away on purpose. */
export interface DisruptionBudgetFact {
  readonly kind: 'disruption-budget';
  readonly path: string;
  readonly name: FactValue<string>;
  readonly namespace: FactValue<string>;
  /** A count (`2`) or a percentage (`50%`), as written. */
  readonly minAvailable: FactValue<string>;
  readonly maxUnavailable: FactValue<string>;
  /** `null` where it selects nothing, or cannot be read. */
  readonly selector: SelectorFact | null;
}

/** The way of requests through an Ingress to Services of its namespace. */
export interface IngressRouteFact {
  readonly kind: 'ingress-route';
  readonly path: string;
  readonly name: FactValue<string>;
  readonly namespace: FactValue<string>;
  /** Which program serves it, as far as its class and its annotations tell. */
  readonly controller:
    | 'ingress-nginx'
    | 'traefik'
    | 'aws-load-balancer'
    | 'google-load-balancer'
    | 'other';
  /** The Services that its paths lead to, and where each is named. */
  readonly services: readonly { readonly name: string; readonly path: string }[];
  /** Seconds between two reads, where an annotation sets them. */
  readonly readTimeout: FactValue<number>;
  /** What annotations say of the load balancer of AWS that is made for it; `null` for what has no such annotations. */
  readonly balancer: {
    /** Ingresses of one group share a balancer. */
    readonly group: FactValue<string>;
    /** Seconds it keeps a connection on which nothing happens. */
    readonly idleTimeout: FactValue<number>;
  } | null;
}

/** A VerticalPodAutoscaler: it sets the requests that a utilization is a percentage of. */
export interface VerticalAutoscalerFact {
  readonly kind: 'vertical-autoscaler';
  readonly path: string;
  readonly name: FactValue<string>;
  readonly namespace: FactValue<string>;
  readonly target: AutoscalerFact['target'];
  readonly updateMode: FactValue<string>;
  /** The resources it sets on some container; `null` where that cannot be read. */
  readonly controls: readonly string[] | null;
}

/** A ResourceQuota: what all pods of a namespace may ask for together. */
export interface QuotaFact {
  readonly kind: 'resource-quota';
  readonly path: string;
  readonly name: FactValue<string>;
  readonly namespace: FactValue<string>;
  /** Limits as written, by name: `pods`, `requests.cpu`. */
  readonly hard: Readonly<Record<string, FactValue<string>>>;
  /** It counts some of the pods only. */
  readonly scoped: boolean;
}

/** A PersistentVolumeClaim. */
export interface VolumeClaimFact {
  readonly kind: 'volume-claim';
  readonly path: string;
  readonly name: FactValue<string>;
  readonly namespace: FactValue<string>;
  /** `null` where they cannot be read. */
  readonly accessModes: readonly string[] | null;
}

/** Per-container default requests of a namespace (LimitRange), by resource name. */
export interface LimitRangeFact {
  readonly kind: 'limit-range';
  readonly path: string;
  readonly namespace: FactValue<string>;
  readonly defaults: readonly string[];
  /** The most that a container may be limited to, by resource. */
  readonly most: Readonly<Record<string, FactValue<string>>>;
}

/**
 * An `autoscaling` block in the values of a chart. Of a build it is one that no template takes anything
 * from.
 */
export interface ChartAutoscalingFact {
  readonly kind: 'chart-autoscaling';
  readonly path: string;
  /** What it belongs to: `web` for `web.autoscaling`; empty for the chart itself. */
  readonly owner: string;
  readonly enabled: FactValue<boolean>;
}

/** Database servers that an operator runs as one cluster. */
export interface DatabaseClusterFact {
  readonly kind: 'database-cluster';
  readonly path: string;
  readonly name: FactValue<string>;
  readonly namespace: FactValue<string>;
  readonly engine: 'postgres';
  /** How many there are, one of which takes writes; 1 where absent. */
  readonly servers: FactValue<number>;
  /** Settings of each of them, by its own names. */
  readonly parameters: Readonly<Record<string, FactValue<string>>>;
  /** Services that lead to the one that takes writes; `@` is the name. */
  readonly writers: readonly string[];
  /** Services that lead to those that only read. */
  readonly readers: readonly string[];
}

/** Poolers that an operator runs in front of one of its clusters. */
export interface DatabasePoolerFact {
  readonly kind: 'database-pooler';
  readonly path: string;
  /** Its own, and that of its Service. */
  readonly name: FactValue<string>;
  readonly namespace: FactValue<string>;
  /** The cluster it is in front of. */
  readonly cluster: FactValue<string>;
  /** `rw`: the server that takes writes, also where absent; `ro`, `r`: those that read. */
  readonly reaches: FactValue<string>;
  /** How many there are; 1 where absent. */
  readonly instances: FactValue<number>;
  /** How its Deployment is rolled, as there. */
  readonly strategy: FactValue<string>;
  readonly maxSurge: FactValue<string>;
  /** When a server connection goes to the next client; `session` where absent. */
  readonly mode: FactValue<string>;
  /** Settings of PgBouncer, by its own names. */
  readonly parameters: Readonly<Record<string, FactValue<string>>>;
}
