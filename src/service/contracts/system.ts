import type { CommandLine, Fact, HealthcheckFact, OtherProxy, PoolFact } from './fact';
import type { Place } from './finding';

/**
 * How sure something of the system is. *Stated*: both sides write the same name or address.
 * *Inferred*: by place or likeness alone; what rests on it is information at most. *Ambiguous*:
 * several fit; they are shown, and nothing is multiplied.
 */
export type Certainty = 'stated' | 'inferred' | 'ambiguous';

/** A place that shows something, and what it shows. */
export interface Evidence {
  readonly at: Place;
  readonly says: string;
}

/** Where a number comes from; `assumed` is what holds where nobody says anything. */
export type FactorOrigin = 'declared' | 'derived' | 'defaulted' | 'assumed' | 'unknown';

/** A number that the system is computed with. */
export interface Factor {
  /** As it is called where it stands: `maxReplicas`, `--workers`. */
  readonly name: string;
  /** `null` where it cannot be told. */
  readonly value: number | null;
  readonly origin: FactorOrigin;
  /** Where it is decided; `null` for what stands nowhere. */
  readonly at: Place | null;
  /** Why it cannot be told, or what it is taken from. */
  readonly why: string | null;
}

/** Which tool runs a workload. */
export type Tool = 'kubernetes' | 'compose' | 'ecs' | 'asg' | 'lambda' | 'procfile';

/** What a workload is there for. */
export type WorkloadRole = 'service' | 'worker' | 'scheduler' | 'job' | 'store' | 'pooler' | 'edge';

/** How pods or tasks are replaced. */
export interface Rollout {
  /** `rolling`: old and new side by side; `recreate`: one after the other; `unknown`. */
  readonly kind: 'rolling' | 'recreate' | 'unknown';
  /** How many are alive at some time, [least, most], of so many replicas. */
  alive(replicas: number): readonly [number, number];
  readonly at: Place | null;
}

/** A variable of a container: a text, or why it is not known. */
export type Variable =
  | { readonly state: 'known'; readonly value: string; readonly at: Place }
  /** `identity` is equal for equal sources: a key of one Secret. */
  | {
      readonly state: 'unknown';
      readonly why: string;
      readonly identity: string | null;
      /** What is written, with what is not known in it as it stands there. */
      readonly text?: string;
      readonly at: Place;
    };

/** A program that a process table knows. */
export type ProcessWork = 'requests' | 'tasks' | 'schedule' | 'once' | 'server' | 'unknown';

/** How a process manager stops what it runs. */
export interface ProcessStop {
  /** Seconds after which it kills what has not ended. */
  readonly wait: Factor;
  /** The signal that is to end it, without `SIG`; `null` where nobody says. */
  readonly signal: { readonly name: string; readonly at: Place } | null;
}

/** One kind of process in a container, so many times. */
export interface ProcessNode {
  readonly id: string;
  readonly kind: 'process';
  /** `gunicorn`, `celery worker`, `node`. */
  readonly program: string;
  readonly work: ProcessWork;
  /** How many of them that each open the code's pools. */
  readonly count: Factor;
  /** Connections one of them can want at once; `null`: bounded by its pool alone. */
  readonly concurrency: Factor | null;
  /** Why the concurrency is what it is: `sync workers`, `gthread`, `prefork`. */
  readonly model: string;
  /** Whether a stop signal reaches it. */
  readonly signals: {
    readonly reach: 'yes' | 'no' | 'unknown';
    /** What swallows it, where something does. */
    readonly at: Place | null;
    readonly why: string;
    /** The signal ends it all the same, with what swallows it, and not when its time is over. */
    readonly atOnce?: true;
  };
  /** Seconds it takes for itself to finish what it has, once it is told to stop. */
  readonly drain: Factor | null;
  /** How the process manager that runs it stops it; left out where only the container is stopped. */
  readonly stop?: ProcessStop;
  /** Seconds after which it closes an idle connection of a client. */
  readonly keepAlive: Factor | null;
  /** Seconds after which it kills a worker that is busy. */
  readonly requestTimeout: Factor | null;
  /** What its queue says about one task; `null` for what works on none, or where that is not read. */
  readonly task: TaskTerms | null;
  /** The words it is started with, variables filled in as far as they are known. */
  readonly words: readonly string[];
  /** The file or module it starts: `server.js`, `tickets.web`. */
  readonly entry: string | null;
  /** The folder of the package of a workspace whose script it runs: `yarn workspace client serve`. */
  readonly within?: string;
  /** Where its command stands. */
  readonly at: Place;
  /** What runs before it, each time it starts. */
  readonly before: readonly StartStep[];
  /** The processes of its container, by their ids, of which one runs instead: branches of a script, and which is not known. */
  readonly insteadOf?: readonly string[];
}

/** What a queue says about one task. */
export interface TaskTerms {
  /** Seconds a task may run; `null` where nothing limits it in sight. */
  readonly limit: Factor | null;
  /** A task is acknowledged once it is done, so that another worker gets what is cut off. */
  readonly acksLate: 'yes' | 'no' | 'unknown';
  /** Seconds after which the broker hands out again what is not acknowledged. */
  readonly visibility: Factor | null;
  /** Where the queue is kept, as far as that is written: `redis`, `amqp`, `sqs`. */
  readonly broker: string | null;
  /** The address of the broker, variables filled in; `null` where it cannot be told. */
  readonly brokerAddress: string | null;
}

/** A command that runs each time a container starts, before its program. */
export interface StartStep {
  readonly words: readonly string[];
  readonly at: Place;
  readonly conditional: boolean;
}

/** How a container is asked whether it works. */
export interface Probe {
  readonly kind: 'readiness' | 'liveness' | 'startup' | 'healthcheck';
  readonly at: Place;
  readonly path: string | null;
  readonly port: string | null;
  readonly command: readonly string[] | null;
  /** Seconds. */
  readonly period: number | null;
  readonly timeout: number | null;
  readonly failures: number | null;
  /** Which of these three nobody wrote: they hold by default. */
  readonly unwritten: readonly ('period' | 'timeout' | 'failures')[];
}

/** A published program that a container runs, where its image or its name says so. */
export interface KnownProgram {
  /** `postgres`, `pgbouncer`, as the image or the container is called. */
  readonly name: string;
  readonly role: WorkloadRole;
  readonly store: StoreKind;
  /** `tool`: nothing of the system goes through it. `proxy`: connections pass it one by one. */
  readonly engine: string;
  /** An official image without settings of its own: what is not written is the server's default. */
  readonly plain: boolean;
  /** It opens connections to a database by pools of its own: what it is for is kept there, or it is a pooler. */
  readonly opensPools?: true;
}

/** A container of a workload. */
export interface Container {
  readonly name: string;
  readonly role: 'main' | 'init' | 'sidecar';
  /** As written; `null` where it is not known. */
  readonly image: string | null;
  /** `null` for a program of the project, and for what is not known. */
  readonly known: KnownProgram | null;
  readonly at: Place;
  /** The variables it is started with; open where something unread may add more. */
  readonly variables: ReadonlyMap<string, Variable>;
  readonly open: string | null;
  /** The Secrets and ConfigMaps that it takes whole and that no file holds: `the Secret shop`. */
  readonly unread?: readonly string[];
  readonly command: CommandLine | null;
  readonly entrypoint: CommandLine | null;
  readonly processes: readonly ProcessNode[];
  readonly probes: readonly Probe[];
  /** `null` where some of its checks cannot be read. */
  readonly probesKnown: boolean;
  readonly imageCheck: HealthcheckFact | null;
  /** Bytes. */
  readonly memory: Factor | null;
  readonly cpu: string | null;
  /** Whether CPU and memory are asked for. */
  readonly requests: boolean;
  /** Seconds it has to stop, where it is told by itself; left out where its workload says so for all. */
  readonly grace?: Factor;
  /** Seconds the hook before it stops takes. */
  readonly preStop: Factor | null;
  /** The package or build context its program is of. */
  readonly code: CodeLink | null;
  /** The version of what it runs on: `node` `20`. */
  readonly runtime: { readonly name: string; readonly version: string | null } | null;
  readonly mounts: readonly Mount[];
  /** Whether each of its mounts is read. */
  readonly mountsKnown: boolean;
}

/** What a container finds at a place of its file system. */
export interface Mount {
  /** The path of the file or folder that is mounted; `null` for a volume, whatever it is called, and where it is not told. */
  readonly source: string | null;
  readonly target: string;
  /** Where a volume is mounted that outlives the container. */
  readonly kept: Place | null;
}

/** Which code a container runs. */
export interface CodeLink {
  /** The folder, relative to the root; empty for the root itself. */
  readonly folder: string;
  readonly certainty: Certainty;
  readonly evidence: readonly Evidence[];
  /** Files and folders of it that its image takes in; `null` where that may be all. */
  readonly copied: readonly string[] | null;
  /** Packages within it that have a Dockerfile of their own, and so are the code of another image. */
  readonly apart?: readonly string[];
  /** The package in the folder that its Dockerfile stands in, whoever else runs that package. */
  readonly own?: string;
}

/** What a workload says of itself or does not: the test looks at nothing else. */
export interface WorkloadTest {
  /** No two tests have the same. */
  readonly name: string;
  holds(workload: WorkloadNode): boolean;
}

/** A port of a container that somebody sends requests to. */
export interface AskedPort {
  /** A number, or the name that the container has for it. */
  readonly port: string;
  readonly at: Place;
  /** Who does: `the Service web`. */
  readonly by: string;
}

/** Something that runs, so many times. */
export interface WorkloadNode {
  readonly id: string;
  readonly kind: 'workload';
  readonly name: string;
  readonly role: WorkloadRole;
  readonly tool: Tool;
  /** `Deployment`, `service` of compose. */
  readonly resource: string;
  /** `pods`, `containers`, `tasks`, `instances`. */
  readonly noun: string;
  readonly at: Place;
  readonly file: string;
  readonly namespace: string | null;
  /** The chart, project or folder it is deployed with. */
  readonly unit: string;
  /** The build that applies it; `null` where none does. */
  readonly build: string | null;
  readonly least: Factor;
  readonly most: Factor;
  /** Who writes the count. */
  readonly scaledBy: {
    readonly name: string;
    readonly at: Place;
    readonly triggers: readonly string[];
  } | null;
  readonly rollout: Rollout;
  readonly containers: readonly Container[];
  /** Seconds it has to stop. */
  readonly grace: Factor;
  /** Names by which others reach it. */
  readonly names: readonly string[];
  /** Something sends requests to it: a Service, a published port, an edge. */
  readonly routed: Evidence | null;
  /** What sends requests to it is reached from within its cluster alone, as its Services say. */
  readonly isInward?: true;
  /** What others wait for: `condition: service_healthy`. */
  readonly dependsOn: readonly {
    readonly name: string;
    readonly condition: string;
    readonly at: Place;
  }[];
  readonly labels: Readonly<Record<string, string>>;
  /** Ports of the machines that lead to it. */
  readonly nodePorts: readonly number[];
  /** Ports of its containers that others send requests to. */
  readonly asked: readonly AskedPort[];
  readonly fact: Fact;
  /** The pod template is whole, so what it lacks is really absent. */
  readonly complete: boolean;
  /** Under which condition it runs at all, where no file says that it holds: the profile `metrics`. */
  readonly condition?: string;
}

/** What a store is. */
export type StoreKind = 'database' | 'cache' | 'broker' | 'search' | 'other';

/** What a cloud says of a server that it runs. */
export interface Hosted {
  readonly product: 'rds' | 'aurora' | 'elasticache' | 'rds-proxy';
  /** What its stack calls it: `aws_db_instance.main`, a logical id. */
  readonly resource: string;
  /** The folder of a Terraform module, the file of a template. */
  readonly stack: string;
  /** The machine it runs on: `db.r6g.large`; of a cluster the machine of each of its members. */
  readonly machines: readonly Variable[];
  /** Capacity units of a serverless cluster. */
  readonly leastUnits: Factor | null;
  readonly mostUnits: Factor | null;
  readonly multiAz: boolean | null;
  /** Of a proxy: the database behind it, and the percentage of its connections it may take. */
  readonly target: { readonly resource: string | null; readonly name: string | null } | null;
  readonly connectionPercent: Factor | null;
}

/** What an operator of Kubernetes runs: of a cluster of database servers the one that takes writes, or its poolers. */
export interface OperatedStore {
  readonly namespace: string | null;
  /** The folder or chart it is deployed with. */
  readonly file: string;
  /** Names by which others reach it. */
  readonly names: readonly string[];
  /** Names by which others reach the servers of its cluster that only read. */
  readonly readers: readonly string[];
  /** How many of a pooler there are, and how they are replaced; `null` for a server. */
  readonly instances: Factor | null;
  readonly rollout: Rollout | null;
  /** Of a pooler: the cluster it is in front of, and which of its servers; `null` for a server. */
  readonly behind: { readonly cluster: string | null; readonly reads: boolean } | null;
  /** Secrets in which the operator says how to reach it. */
  readonly secrets: readonly string[];
}

/** A database server, a cache, a broker; or a pooler in front of one. */
export interface StoreNode {
  readonly id: string;
  readonly kind: 'store' | 'pooler';
  readonly name: string;
  readonly store: StoreKind;
  /** `postgres`, `mysql`, `redis` … */
  readonly engine: string;
  readonly at: Place | null;
  /** The workload it runs as, or is reached through; `null` for what is elsewhere. */
  readonly workload: WorkloadNode | null;
  /** The container of that workload. */
  readonly container: Container | null;
  /** What an operator of Kubernetes runs; `null` for what runs otherwise. */
  readonly operated: OperatedStore | null;
  /** What a cloud says of it; `null` for what runs as a workload, and for what is not seen. */
  readonly hosted: Hosted | null;
  /** Names of the machine that it has to itself. */
  readonly hosts?: readonly string[];
  /** Of servers that only read: the id of the one that takes writes, which stands in for them. */
  readonly readerOf?: string;
  /** Under which condition it is there at all, where no file says that it holds. */
  readonly condition?: string;
  readonly settings: ReadonlyMap<string, Variable>;
  /** Why its settings may be others than what is seen; `null` where all are. */
  readonly settingsOpen: string | null;
  readonly certainty: Certainty;
}

/** A pool of connections in code or settings, as one workload runs it. */
export interface PoolUse {
  readonly id: string;
  readonly pool: PoolFact;
  readonly uri: string;
  readonly file: string;
  readonly workload: WorkloadNode;
  readonly container: Container;
  readonly process: ProcessNode;
  readonly size: Factor;
  /** Connections it opens at once, whatever the load. */
  readonly least: Factor;
  readonly certainty: Certainty;
  readonly evidence: readonly Evidence[];
  /** Where it leads: first the pooler, if there is one, then the server. */
  readonly way: readonly StoreNode[];
  /** Its address as far as it is known, variables filled in; `null` where it is not seen. */
  readonly address: string | null;
  /** The user and the database its address names; `null` where it does not say. */
  readonly account: string | null;
  readonly wayCertainty: Certainty;
  /** Where else its settings are written, where profiles are laid over what is written for all. */
  readonly under?: readonly Place[];
}

/** A proxy or balancer, one way through it. */
export interface RouteNode {
  readonly id: string;
  readonly kind: 'route';
  /** The edge it is of: `nginx`, the name of an Ingress. */
  readonly edge: string;
  readonly tool: 'nginx' | 'ingress' | 'alb' | 'gce' | OtherProxy;
  readonly at: Place;
  readonly file: string;
  readonly pattern: string;
  /** Under which condition its edge is there at all, where no file says that it holds. */
  readonly condition?: string;
  /** Hosts it sends to. */
  readonly hosts: readonly string[];
  /** Ports it sends to, where they are written. */
  readonly ports: readonly number[];
  readonly workloads: readonly WorkloadNode[];
  /** It stands in the pods of its workload, and other ways to that lead through it. */
  readonly inPods?: true;
  readonly certainty: Certainty;
  /** The connection may become one of a WebSocket. */
  readonly upgrades: boolean;
  /** Hosts are looked up again while it runs; else once, at its start. */
  readonly asksAgain: boolean;
  /** Seconds between two reads; where it stands, or the proxy's default. */
  readonly readTimeout: Factor;
  /** Seconds an idle connection to the other side is kept; `null` where none is kept. */
  readonly idle: Factor | null;
  /** Idle connections that each process of the proxy keeps to servers of FastCGI; left out where none. */
  readonly keptFastcgi?: Factor;
  /** After which failures another address is tried; empty: never. */
  readonly retries: readonly string[];
  readonly retriesAt: Place | null;
  /** 0: as many as there are addresses. */
  readonly tries: Factor;
  /** Seconds in which another try may begin; 0: no limit. */
  readonly triesTimeout: Factor;
  /** Addresses that are tried one after the other. */
  readonly addresses: Factor;
}

/** A line of the graph. */
export interface SystemEdge {
  readonly kind:
    | 'routes-to'
    | 'opens'
    | 'goes-through'
    | 'connects-to'
    | 'scales'
    | 'checks'
    | 'starts-with';
  readonly from: string;
  readonly to: string;
  readonly certainty: Certainty;
  readonly evidence: readonly Evidence[];
}

/** A database server that the workspace declares in `headroom.yaml`. */
export interface DeclaredServer {
  readonly name: string;
  readonly engine: string;
  readonly server: string | null;
  readonly maxConnections: number | null;
  readonly reserved: number;
  readonly at: Place;
}

/** A kind of environment: small ones are hints at most. */
export type SystemClass = 'production' | 'staging' | 'development' | 'unknown';

/**
 * Keeps what is computed under a name, for as long as what it asked says the same; to be asked again each time.
 * A `part` is kept by itself: what one build says, by its id, or what stands under one key of an index.
 */
export type Keep = <T>(name: string, compute: () => T, part?: string) => () => T;

/**
 * The system of one environment. Each member is worked out when it is asked for, and again when what it was made
 * of has changed: whoever reads it takes it anew each time. A node that says the same stays the same node.
 */
export interface System {
  readonly environment: string | null;
  readonly class: SystemClass;
  /** Every file has been read. */
  readonly closed: boolean;
  readonly workloads: readonly WorkloadNode[];
  /** The workloads of which a test holds. What is not among them is not looked at again when one changes. */
  workloadsWhere(test: WorkloadTest): readonly WorkloadNode[];
  readonly stores: readonly StoreNode[];
  readonly pools: readonly PoolUse[];
  /**
   * What runs under a condition alone, of which no file says that it holds, and the pools of that. It is in none of the
   * other members: what is said of the system holds without it.
   */
  readonly optional: {
    readonly workloads: readonly WorkloadNode[];
    readonly pools: readonly PoolUse[];
  };
  /** Pools that no workload is known to run, and why. */
  readonly loosePools: readonly LoosePool[];
  readonly routes: readonly RouteNode[];
  readonly edges: readonly SystemEdge[];
  readonly declared: readonly DeclaredServer[];
  /** The facts of a kind, with their files. */
  of<K extends Fact['kind']>(kind: K): readonly FactEntry<Extract<Fact, { readonly kind: K }>>[];
  /** The files that a program which begins with a file loads; `undefined` where no imports lead on from there. */
  loaded(file: string): ReadonlySet<string> | undefined;
  /** What a view makes of the system, kept under a name for as long as what it read says the same. */
  kept<T>(name: string, view: (system: System) => T): T;
}

/** A pool that counts nowhere. */
export interface LoosePool {
  readonly pool: PoolFact;
  readonly uri: string;
  readonly file: string;
  readonly why: string;
}

/** A fact and its file. */
export interface FactEntry<F extends Fact = Fact> {
  readonly id: string;
  readonly uri: string;
  readonly file: string;
  readonly environment: string | null;
  /** The build whose object states it; `null` for what stands in a file alone. */
  readonly build: { readonly id: string; readonly closed: boolean } | null;
  readonly fact: F;
}
