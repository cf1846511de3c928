import { tableOf } from '../text/tables';

/** What a guided fix changes that its title alone does not say. */
export type Consequence = 'capacity' | 'failover' | 'stop' | 'traffic' | 'security' | 'value';

/** The words at the end of a guided fix's title. */
export const CONSEQUENCES: Readonly<Record<Consequence, string>> = {
  capacity: 'changes live capacity',
  failover: 'changes failover',
  stop: 'changes how it is stopped',
  traffic: 'changes live traffic',
  security: 'changes what is trusted',
  value: 'needs your value',
};

/** What the guided fixes of an area change, where a rule has no row of its own. */
const BY_AREA = tableOf<Consequence>({
  asg: 'capacity',
  capacity: 'capacity',
  ecs: 'capacity',
  elb: 'stop',
  kubernetes: 'capacity',
  nginx: 'traffic',
  pool: 'value',
  topology: 'capacity',
});

/** Rules whose guided fixes change something else than those of their area. */
export const BY_RULE = tableOf<Consequence>({
  'asg/guide-shape-not-api': 'value',
  'asg/lb-health-check': 'failover',
  'kubernetes/hpa-implausible-quantity': 'value',
  'kubernetes/hpa-short-drain': 'stop',
  'kubernetes/hpa-target-missing-requests': 'value',
  'kubernetes/ingress-retry-non-idempotent': 'failover',
  'kubernetes/pdb-blocks-eviction': 'failover',
  'kubernetes/recreate-behind-service': 'stop',
  'nginx/cache-unbounded-disk': 'value',
  'nginx/connect-timeout-high': 'failover',
  'nginx/limit-key-from-client': 'security',
  'nginx/limit-key-shared-by-proxy': 'security',
  'nginx/next-upstream-ignores-errors': 'failover',
  'nginx/passive-checks-single-live': 'failover',
  'nginx/passive-health-disabled': 'failover',
  'nginx/private-response-cached': 'security',
  'nginx/real-ip-trusts-nobody': 'value',
  'nginx/request-buffering-off-no-retry': 'failover',
  'nginx/resolve-prerequisites': 'value',
  'nginx/retry-every-server': 'failover',
  'nginx/retry-non-idempotent': 'failover',
  'nginx/shedding-marks-server-down': 'failover',
  'nginx/single-server-upstream': 'failover',
  'nginx/static-without-cache-headers': 'value',
  'nginx/timeout-in-milliseconds': 'value',
  'nginx/variable-proxy-pass-no-resolver': 'value',
  'nginx/worker-shutdown-timeout-missing': 'stop',
  'pool/prisma-client-many': 'capacity',
  'topology/no-drain': 'stop',
  'topology/single-point': 'failover',
  'topology/stop-time': 'stop',
});

/** What a guided fix of a rule changes; `undefined` for a rule of no known area. */
export function consequenceOf(rule: string): Consequence | undefined {
  return BY_RULE[rule] ?? BY_AREA[rule.slice(0, rule.indexOf('/'))];
}
