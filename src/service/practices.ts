/** A figure of the scaling guide. */
export interface Practice {
  readonly value: number;
  readonly unit:
    | 'percent'
    | 'seconds'
    | 'replicas'
    | 'instances'
    | 'connections'
    | 'requests'
    | 'failures'
    | 'dollars';
  /** The guide's section it comes from. */
  readonly section: string;
  readonly summary: string;
}

/**
 * Every threshold of the guide, once. A workspace overrides any of them under `practices:` in
 * `headroom.yaml`; rules and views read them through the configuration, never from here.
 */
export const PRACTICES = {
  'autoscaling.cpu-target': practice(
    70,
    'percent',
    'Scaling Triggers',
    'CPU above which capacity is added',
  ),
  'autoscaling.memory-target': practice(
    80,
    'percent',
    'Scaling Triggers',
    'Memory above which capacity is added',
  ),
  'autoscaling.cpu-overload': practice(
    80,
    'percent',
    'Scaling Decision Matrix',
    'CPU at which servers count as overloaded',
  ),
  'autoscaling.cpu-scale-down': practice(
    30,
    'percent',
    'Scaling Triggers',
    'CPU below which capacity is removed',
  ),
  'autoscaling.cpu-scale-up-window': practice(
    300,
    'seconds',
    'Scaling Triggers',
    'How long CPU stays high before capacity is added',
  ),
  'autoscaling.cpu-scale-down-window': practice(
    900,
    'seconds',
    'Scaling Triggers',
    'How long CPU stays low before capacity is removed',
  ),
  'autoscaling.queue-depth': practice(
    100,
    'requests',
    'Scaling Triggers',
    'Queue depth above which capacity is added',
  ),
  'autoscaling.response-time': practice(
    1,
    'seconds',
    'Scaling Triggers',
    'Response time above which capacity is added',
  ),
  'autoscaling.min-instances': practice(
    2,
    'instances',
    'Autoscaling Triggers & Flow',
    'The fewest instances that survive the loss of one',
  ),
  'autoscaling.min-replicas': practice(
    3,
    'replicas',
    'Horizontal Scaling',
    'The fewest replicas of a service',
  ),
  'autoscaling.max-instances': practice(
    50,
    'instances',
    'Autoscaling Triggers & Flow',
    'The most instances of one group',
  ),
  'autoscaling.max-scale-rate': practice(
    50,
    'percent',
    'Autoscaling Triggers & Flow',
    'The most that capacity changes in one step',
  ),
  'autoscaling.scale-up-cooldown': practice(
    120,
    'seconds',
    'Autoscaling Triggers & Flow',
    'Pause after adding capacity',
  ),
  'autoscaling.scale-down-cooldown': practice(
    600,
    'seconds',
    'Autoscaling Triggers & Flow',
    'Pause before removing capacity',
  ),
  'autoscaling.health-check-grace': practice(
    300,
    'seconds',
    'AWS Auto Scaling Group',
    'Time an instance has to become healthy',
  ),
  'autoscaling.health-checks-settle': practice(
    120,
    'seconds',
    'Autoscaling Triggers & Flow',
    'Time the health checks of a new instance take',
  ),
  'autoscaling.drain': practice(
    30,
    'seconds',
    'Autoscaling Triggers & Flow',
    'Time open connections have to finish',
  ),
  'load-balancing.health-check-interval': practice(
    30,
    'seconds',
    'Load Balancer Architecture',
    'Time between health checks',
  ),
  'load-balancing.health-check-failures': practice(
    3,
    'failures',
    'Load Balancer Architecture',
    'Failed checks that take a server out',
  ),
  'load-balancing.connect-timeout': practice(
    5,
    'seconds',
    'Nginx Load Balancer',
    'Time to connect to a server',
  ),
  'load-balancing.read-timeout': practice(
    60,
    'seconds',
    'Nginx Load Balancer',
    'Time a server has to answer',
  ),
  'pool.min': practice(5, 'connections', 'Connection Pooling', 'Connections a pool keeps open'),
  'pool.max': practice(50, 'connections', 'Connection Pooling', 'Connections a pool may open'),
  'pool.acquire-timeout': practice(
    30,
    'seconds',
    'Connection Pooling',
    'Time a request waits for a connection',
  ),
  'cache.ttl': practice(
    3600,
    'seconds',
    'Common Caching Strategies',
    'How long a cached value lives',
  ),
  'database.read-share': practice(
    90,
    'percent',
    'Decision tree',
    'Share of reads from which replicas pay',
  ),
  'scaling.response-time': practice(
    2,
    'seconds',
    'Scaling Decision Matrix',
    'Response time above which code and queries come first',
  ),
  'scaling.memory-overload': practice(
    90,
    'percent',
    'Scaling Decision Matrix',
    'Memory at which servers count as overloaded',
  ),
  'scaling.growth': practice(
    50,
    'percent',
    'Scaling Decision Matrix',
    'Growth a month above which capacity is prepared',
  ),
  'scaling.machine-cost': practice(
    500,
    'dollars',
    'Decision tree',
    'Cost a month up to which a larger machine comes first',
  ),
  'database.replication-lag': practice(
    1,
    'seconds',
    'Read Replica Best Practices',
    'Replication lag that calls for an alert',
  ),
} as const satisfies Record<string, Practice>;

/** The name of a figure, as `headroom.yaml` spells it. */
export type PracticeId = keyof typeof PRACTICES;

/** Whether a name is a figure of the guide. */
export function isPracticeId(name: string): name is PracticeId {
  return Object.hasOwn(PRACTICES, name);
}

function practice(
  value: number,
  unit: Practice['unit'],
  section: string,
  summary: string,
): Practice {
  return { value, unit, section, summary };
}
