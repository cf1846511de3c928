import type { CommandLine, HealthcheckFact } from './runtime';
import type { FactValue } from './value';

/** An ECS service: tasks of one definition. */
export interface ContainerServiceFact {
  readonly kind: 'container-service';
  readonly path: string;
  /** Under which condition it is made at all, where no file says that it holds, as it is written: `var.replica`. */
  readonly condition?: string;
  readonly name: FactValue<string>;
  /** What other resources of its file call it: a logical id, `aws_ecs_service.web`. */
  readonly resource: string;
  /** Where it is made, where a file says so; `eu-west-1`. */
  readonly region: FactValue<string>;
  readonly desiredCount: FactValue<number>;
  /** Percent of the desired count that a deployment keeps running; 100 where absent. Rounded up. */
  readonly minimumHealthyPercent: FactValue<number>;
  /** Percent of the desired count that may run during a deployment; 200 where absent. Rounded down. */
  readonly maximumPercent: FactValue<number>;
  /** `REPLICA` where absent; `DAEMON` runs one task an instance. */
  readonly schedulingStrategy: FactValue<string>;
  /** The resource of its task definition, where it is in reach. */
  readonly taskDefinition: string | null;
  /** It takes requests from a load balancer. */
  readonly isBehindBalancer: boolean;
  /** The groups of targets that its tasks are in. */
  readonly targetGroups: readonly ResourceLink[];
  /** Seconds in which a task that fails the balancer's check is not replaced; 0 where absent. */
  readonly checkGrace: FactValue<number>;
  /** A deployment leaves the count as it is: Terraform's `ignore_changes`. */
  readonly isCountIgnored: boolean;
}

/** A target of Application Auto Scaling: the bounds of something that is no group. */
export interface ScalableTargetFact {
  readonly kind: 'scalable-target';
  readonly path: string;
  /** `ecs`, `lambda`, `dynamodb`, `rds`, … */
  readonly namespace: FactValue<string>;
  /** `ecs:service:DesiredCount`. */
  readonly dimension: FactValue<string>;
  /** What is scaled: the name that stands last in its id, or the resource that is referred to there. */
  readonly scales: { readonly resource: string | null; readonly name: string | null };
  readonly minCapacity: FactValue<number>;
  readonly maxCapacity: FactValue<number>;
  /** The metric of AWS's own that each of its policies follows: `ECSServiceAverageCPUUtilization`; absent for others. */
  readonly metrics: readonly FactValue<string>[];
  /** Each of its policies in a few words: `CPU 75 %`. */
  readonly triggers: readonly string[];
}

/** A container of a task definition. */
export interface TaskContainerFact {
  readonly path: string;
  readonly name: FactValue<string>;
  readonly image: FactValue<string>;
  /** The task stops with it; `true` where absent. */
  readonly essential: FactValue<boolean>;
  /** Ports it listens to. */
  readonly ports: readonly FactValue<number>[];
  readonly entrypoint: CommandLine | null;
  readonly command: CommandLine | null;
  /** Plain variables, and those that come from a secret, which wait for it. */
  readonly environment: Readonly<Record<string, FactValue<string>>>;
  /** Why it may have variables that are not in `environment`; `null` where it has none. */
  readonly environmentOpen: string | null;
  /** MiB it may use at the most. */
  readonly memory: FactValue<number>;
  /** Units, of which 1024 are a processor. */
  readonly cpu: FactValue<number>;
  /** Seconds it has to stop; 30 where absent. */
  readonly stopTimeout: FactValue<number>;
  readonly healthcheck: HealthcheckFact | null;
  /** A small init program is process 1. */
  readonly initProcess: FactValue<boolean>;
}

/** A task definition of ECS: containers that run together. */
export interface TaskDefinitionFact {
  readonly kind: 'task-definition';
  readonly path: string;
  readonly resource: string;
  readonly family: FactValue<string>;
  /** MiB of the whole task. */
  readonly memory: FactValue<number>;
  /** It runs where AWS has the machines, and takes no more than that. */
  readonly isFargate: boolean;
  readonly containers: readonly TaskContainerFact[];
  /** Why not all of its containers are known; `null` where they are. */
  readonly open: string | null;
}

/** What another resource is called here: by its id within the stack, or by its own name. */
export interface ResourceLink {
  readonly resource: string | null;
  readonly name: string | null;
}

/** A database, a cache or a pooler that AWS runs. */
export interface ManagedDatabaseFact {
  readonly kind: 'managed-database';
  readonly path: string;
  /** Under which condition it is made at all, where no file says that it holds, as it is written: `var.replica`. */
  readonly condition?: string;
  readonly resource: string;
  /**
   * `cluster`: one of Aurora, whose servers are its members; `cache`: ElastiCache; `proxy`: RDS
   * Proxy in front of one of the others.
   */
  readonly sort: 'instance' | 'cluster' | 'member' | 'cache' | 'proxy';
  readonly identifier: FactValue<string>;
  readonly engine: FactValue<string>;
  /** `db.r6g.large`, `cache.r6g.large`; `db.serverless` for a member that follows the load. */
  readonly instanceClass: FactValue<string>;
  readonly multiAz: FactValue<boolean>;
  /** Of a cache: a replica takes over by itself. */
  readonly automaticFailover: FactValue<boolean>;
  /** Of a cache: nodes that hold the same keys, the first one included. */
  readonly copies: FactValue<number>;
  /** `null` where it has AWS's own. */
  readonly parameterGroup: ResourceLink | null;
  /** The cluster of a member, the database that an instance is a replica of, the target of a proxy. */
  readonly of: ResourceLink | null;
  /** Capacity units that a serverless cluster grows to. */
  readonly mostUnits: FactValue<number>;
  readonly leastUnits: FactValue<number>;
  /** Where it is made, where a file says so; `eu-west-1`. */
  readonly region: FactValue<string>;
  /** The database of several regions that a cluster is a part of. */
  readonly globalCluster: ResourceLink | null;
  /** Groups of nodes that the keys of a cache are spread over; one where absent. */
  readonly nodeGroups: FactValue<number>;
  /** Of a proxy: percent of the server's connections it may take; 100 where absent. */
  readonly connectionPercent: FactValue<number>;
}

/** A database that AWS copies from one region to others. */
export interface GlobalDatabaseFact {
  readonly kind: 'global-database';
  readonly path: string;
  readonly resource: string;
  readonly identifier: FactValue<string>;
}

/** A record of a name in DNS of which there are several: one of them is the answer. */
export interface DnsRecordFact {
  readonly kind: 'dns-record';
  readonly path: string;
  readonly resource: string;
  readonly name: FactValue<string>;
  /** How it is chosen: by the nearest region, by who is well, by where who asks is, by chance. */
  readonly policy: 'latency' | 'failover' | 'place' | 'weight';
  /** A region, `PRIMARY` or `SECONDARY`, a continent or country, a weight. */
  readonly chosenBy: FactValue<string>;
  /** The balancer, or the first address. */
  readonly target: ResourceLink | null;
  /** It is left out while its health check fails. */
  readonly isChecked: boolean;
}

/** Settings of database servers or caches. */
export interface ParameterGroupFact {
  readonly kind: 'parameter-group';
  readonly path: string;
  readonly resource: string;
  readonly name: FactValue<string>;
  /** By the server's own names, in small letters. A value may be a formula of AWS. */
  readonly parameters: Readonly<Record<string, FactValue<string>>>;
  /** Why it may have more; `null` where all are here. */
  readonly open: string | null;
}

/** A load balancer of AWS. */
export interface LoadBalancerFact {
  readonly kind: 'load-balancer';
  readonly path: string;
  /** Under which condition it is made at all, where no file says that it holds, as it is written: `var.replica`. */
  readonly condition?: string;
  readonly resource: string;
  readonly name: FactValue<string>;
  /** `application` where absent. */
  /** Where it is made, where a file says so; `eu-west-1`. */
  readonly region: FactValue<string>;
  readonly type: FactValue<string>;
  /** Seconds it keeps a connection on which nothing happens; 60 where absent. */
  readonly idleTimeout: FactValue<number>;
}

/** What a load balancer does with what comes in at a port, or with a part of it. */
export interface BalancerListenerFact {
  readonly kind: 'balancer-listener';
  readonly path: string;
  readonly resource: string;
  /** Its load balancer; of a rule its listener. */
  readonly of: ResourceLink | null;
  readonly targets: readonly ResourceLink[];
}

/** Where a load balancer sends requests, and how it asks whether a target works. */
export interface TargetGroupFact {
  readonly kind: 'target-group';
  readonly path: string;
  readonly resource: string;
  readonly name: FactValue<string>;
  readonly protocol: FactValue<string>;
  readonly port: FactValue<number>;
  /** `/` where absent. */
  readonly checkPath: FactValue<string>;
  /** The codes of answers that it takes for a sign of life: `200`, `200-399`; 200 where absent. */
  readonly checkCodes: FactValue<string>;
  /** Seconds; 30 where absent. */
  readonly checkInterval: FactValue<number>;
  readonly unhealthyThreshold: FactValue<number>;
}

/** A function of Lambda. */
export interface FunctionFact {
  readonly kind: 'function';
  readonly path: string;
  /** Under which condition it is made at all, where no file says that it holds, as it is written: `var.replica`. */
  readonly condition?: string;
  readonly resource: string;
  readonly name: FactValue<string>;
  /** `src/handlers.book`: a file and what it exports. */
  readonly handler: FactValue<string>;
  /** `python3.12`; absent for one that is an image. */
  readonly runtime: FactValue<string>;
  /** The folder of its code, relative to its file; absent: that folder. */
  readonly code: FactValue<string>;
  /** Seconds a call may take; 3 where absent. */
  readonly timeout: FactValue<number>;
  /** Calls that run at once at the most; absent: as many as the account has left. */
  readonly reserved: FactValue<number>;
  readonly environment: Readonly<Record<string, FactValue<string>>>;
  /** Why it may have variables that are not in `environment`; `null` where it has none. */
  readonly environmentOpen: string | null;
}

/** What calls a function of Lambda. */
export interface FunctionTriggerFact {
  readonly kind: 'function-trigger';
  readonly path: string;
  /** The function it calls. */
  readonly function: ResourceLink | null;
  /** `other`: something of which nothing more is read. */
  readonly by: 'queue' | 'stream' | 'schedule' | 'http-api' | 'rest-api' | 'other';
  /** Of a queue: which one. */
  readonly queue: ResourceLink | null;
  /** Of a queue: calls at once that it may make; absent: no limit of its own. */
  readonly mostAtOnce: FactValue<number>;
  /** Of a queue: messages that one call is given at the most; 10 where absent. */
  readonly batchSize: FactValue<number>;
  /** Of a queue: the function says which messages of a batch have failed; `null` where that cannot be told. */
  readonly reportsFailures: boolean | null;
  /** Of a queue: seconds that messages are gathered for one call; 0 where absent. */
  readonly batchWindow: FactValue<number>;
  /** Of a stream: how often records that fail are tried again; absent, or -1: until they expire. */
  readonly retries: FactValue<number>;
  /** Of a stream: seconds after which a record is given up; absent, or -1: when it expires. */
  readonly longestAge: FactValue<number>;
  /** Of a schedule: `rate(5 minutes)`, `cron(0 8 * * ? *)`. */
  readonly schedule: FactValue<string>;
}

/** A queue of SQS. */
export interface QueueFact {
  readonly kind: 'queue';
  readonly path: string;
  readonly resource: string;
  readonly name: FactValue<string>;
  /** Seconds that a message is hidden once somebody has taken it; 30 where absent. */
  readonly visibility: FactValue<number>;
  /** Where messages go that fail again and again; `null` where they come back until they expire. */
  readonly deadLetters: { readonly path: string } | null;
  /** It may be said by another resource where they go. */
  readonly deadLettersOpen: boolean;
  /** How often a message is handed out before it goes there. */
  readonly receives: FactValue<number>;
}
