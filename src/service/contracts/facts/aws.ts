import type { FactValue } from './value';

/** An ECS service: tasks of one definition. */
export interface ContainerServiceFact {
  readonly kind: 'container-service';
  readonly path: string;
  readonly name: FactValue<string>;
  /** What other resources of its file call it: a logical id, `aws_ecs_service.web`. */
  readonly resource: string;
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
}

/** A database instance or cluster of RDS. */
export interface ManagedDatabaseFact {
  readonly kind: 'managed-database';
  readonly path: string;
  readonly resource: string;
  readonly identifier: FactValue<string>;
  readonly engine: FactValue<string>;
  /** `db.r6g.large`. */
  readonly instanceClass: FactValue<string>;
  readonly multiAz: FactValue<boolean>;
  /** `max_connections` of its parameter group, as written: a number or AWS's formula. */
  readonly maxConnections: FactValue<string>;
}
