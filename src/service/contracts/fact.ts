import type {
  DatasourceFact,
  ExportFact,
  HandleLimitFact,
  PoolFact,
  ShardListFact,
  ThreadsFact,
} from './facts/application-code';
import type { ScalingGroupFact } from './facts/autoscaling-group';
import type {
  BalancerListenerFact,
  ContainerServiceFact,
  DnsRecordFact,
  FunctionFact,
  FunctionTriggerFact,
  GlobalDatabaseFact,
  LoadBalancerFact,
  ManagedDatabaseFact,
  ParameterGroupFact,
  QueueFact,
  ScalableTargetFact,
  TargetGroupFact,
  TaskDefinitionFact,
} from './facts/aws';
import type {
  CacheClearFact,
  CacheCopyFact,
  CacheManagerFact,
  KeptCopyFact,
  RowChangeFact,
} from './facts/caches';
import type {
  BatchHandlerFact,
  ConcurrentQueriesFact,
  EmbeddedServerFact,
  EndsAtSignalFact,
  ForkFact,
  HandlerFact,
  ListenFact,
  MadeClientFact,
  OutboundCallFact,
  QueueConsumerFact,
  RouteFact,
  SessionStoreFact,
  StartupEffectFact,
  StatementLimitFact,
  TypedHandlerFact,
} from './facts/code';
import type { ServerTimeoutFact } from './facts/database-servers';
import type {
  AutoscalerFact,
  ChartAutoscalingFact,
  ConfigMapFact,
  DatabaseClusterFact,
  DatabasePoolerFact,
  DisruptionBudgetFact,
  IngressRouteFact,
  LeftFieldsFact,
  LimitRangeFact,
  OptionalWorkloadFact,
  QuotaFact,
  ServiceFact,
  VerticalAutoscalerFact,
  VolumeClaimFact,
  WorkloadFact,
} from './facts/kubernetes';
import type {
  AddressLimitFact,
  NginxListenerFact,
  NginxProcessFact,
  ProxiedServiceFact,
  ProxyRouteFact,
  UpstreamFact,
} from './facts/nginx';
import type { LockedVersionsFact, PackageFact } from './facts/packages';
import type { AddressFact, PoolerFact, SessionUseFact } from './facts/poolers';
import type {
  ComposeServiceFact,
  DeploymentScriptsFact,
  EnvironmentFileFact,
  ImageBuildFact,
  ImageFact,
  OptionalServiceFact,
  ProcessSettingsFact,
  QueueAppFact,
  QueueDelayFact,
  QueueTaskFact,
  ScheduledCommandFact,
  ScriptFact,
  ServerSettingsFact,
} from './facts/runtime';
import type {
  DatabaseRoleFact,
  LookupFact,
  PagesFact,
  RowsFact,
  TableFact,
  ViewListFact,
} from './facts/schema';

export type * from './facts/application-code';
export type * from './facts/autoscaling-group';
export type * from './facts/aws';
export type * from './facts/caches';
export type * from './facts/code';
export type * from './facts/database-servers';
export type * from './facts/kubernetes';
export type * from './facts/nginx';
export type * from './facts/packages';
export type * from './facts/poolers';
export type * from './facts/runtime';
export type * from './facts/schema';
export * from './facts/value';

/** What one file says about the system; every kind is one row of what files can contribute. */
export type Fact =
  | DnsRecordFact
  | GlobalDatabaseFact
  | ShardListFact
  | WorkloadFact
  | AutoscalerFact
  | ServiceFact
  | DisruptionBudgetFact
  | VerticalAutoscalerFact
  | QuotaFact
  | VolumeClaimFact
  | ChartAutoscalingFact
  | LimitRangeFact
  | LeftFieldsFact
  | IngressRouteFact
  | ScalingGroupFact
  | ContainerServiceFact
  | ScalableTargetFact
  | TaskDefinitionFact
  | ManagedDatabaseFact
  | ParameterGroupFact
  | LoadBalancerFact
  | BalancerListenerFact
  | TargetGroupFact
  | FunctionFact
  | FunctionTriggerFact
  | QueueFact
  | PoolFact
  | ExportFact
  | RouteFact
  | HandlerFact
  | TypedHandlerFact
  | SessionStoreFact
  | OutboundCallFact
  | ListenFact
  | ForkFact
  | ConcurrentQueriesFact
  | MadeClientFact
  | QueueConsumerFact
  | BatchHandlerFact
  | StatementLimitFact
  | StartupEffectFact
  | EmbeddedServerFact
  | EndsAtSignalFact
  | ServerTimeoutFact
  | PoolerFact
  | AddressFact
  | SessionUseFact
  | HandleLimitFact
  | DatasourceFact
  | CacheManagerFact
  | CacheCopyFact
  | CacheClearFact
  | KeptCopyFact
  | RowChangeFact
  | ThreadsFact
  | TableFact
  | DatabaseRoleFact
  | LookupFact
  | RowsFact
  | ViewListFact
  | PagesFact
  | UpstreamFact
  | ImageBuildFact
  | ImageFact
  | ScriptFact
  | DeploymentScriptsFact
  | ComposeServiceFact
  | OptionalServiceFact
  | OptionalWorkloadFact
  | ProcessSettingsFact
  | QueueAppFact
  | QueueDelayFact
  | ScheduledCommandFact
  | QueueTaskFact
  | ServerSettingsFact
  | EnvironmentFileFact
  | ProxyRouteFact
  | ProxiedServiceFact
  | NginxProcessFact
  | AddressLimitFact
  | NginxListenerFact
  | PackageFact
  | LockedVersionsFact
  | ConfigMapFact
  | DatabaseClusterFact
  | DatabasePoolerFact;

/** The name of a kind of fact. */
export type FactKind = Fact['kind'];

/** Whether two lists of facts say the same. */
export function sameFacts(a: readonly Fact[], b: readonly Fact[]): boolean {
  return (
    a.length === b.length &&
    a.every((fact, index) => fact === b[index] || JSON.stringify(fact) === JSON.stringify(b[index]))
  );
}
