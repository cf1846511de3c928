import type { ChecklistGroup } from './contracts/checklist';

/**
 * The guide's three checklists in our own words (18, 14 and 5 items), and one group for what rules
 * check beyond them.
 */
export const CHECKLIST: readonly ChecklistGroup[] = [
  {
    id: 'optimize',
    title: 'Before scaling: make what you have faster',
    items: [
      item('profile', 'The slowest code paths have been measured and mended', 'guide.scaling'),
      item('n-plus-one', 'No query runs once per row of another', 'guide.database'),
      item('pagination', 'Lists are read in pages', 'guide.database'),
      item(
        'connection-pooling',
        'Connections come from a bounded pool',
        'guide.connection-pooling',
      ),
      item('compression', 'Text is compressed on its way to the client', 'guide.load-balancing'),
      item('image-optimization', 'Images are small, modern and loaded when seen', 'guide.caching'),
      item('indexes', 'Columns that queries filter by have an index', 'guide.database'),
      item('slow-query-log', 'Slow queries are logged and looked at', 'guide.database'),
      item('query-plans', 'The plans of expensive queries have been read', 'guide.database'),
      item('cache-layer', 'A cache stands in front of what is slow', 'guide.caching'),
      item('archive', 'Data nobody reads any more is out of the way', 'guide.database'),
      item(
        'database-configuration',
        'Memory and connections of the database are set',
        'guide.database',
      ),
      item('cdn', 'Static files come from a CDN', 'guide.caching'),
      item('http2', 'Clients are served over HTTP/2 or HTTP/3', 'guide.load-balancing'),
      item(
        'caching-headers',
        'Browsers are told what they may keep, and how long',
        'guide.caching',
      ),
      item('application-cache', 'The application keeps what it computes often', 'guide.caching'),
      item('utilization', 'CPU, memory and disk are watched', 'guide.scaling'),
      item('network', 'The network has room left', 'guide.scaling'),
    ],
  },
  {
    id: 'before',
    title: 'Before a change of capacity',
    items: [
      item('measured', 'Today’s performance is written down', 'guide.scaling'),
      item(
        'bottleneck',
        'The bottleneck is known: CPU, memory, database or network',
        'guide.scaling',
      ),
      item('optimized-first', 'Cheaper ways have been tried first', 'guide.scaling'),
      item('cost', 'What the change costs is known', 'guide.scaling'),
      item('monitoring-plan', 'What to watch during the change is decided', 'guide.scaling'),
    ],
  },
  {
    id: 'during',
    title: 'During the change',
    items: [
      item('small-steps', 'Capacity grows in small steps', 'guide.autoscaling'),
      item('impact', 'The effect of each step is watched', 'guide.scaling'),
      item('failover-test', 'The loss of a server has been tried', 'guide.load-balancing'),
      item('documented', 'What was changed is written down', 'guide.scaling'),
      item('runbooks', 'Runbooks say what to do now', 'guide.scaling'),
    ],
  },
  {
    id: 'after',
    title: 'After the change',
    items: [
      item('verified', 'It is measurably better', 'guide.scaling'),
      item('next-bottleneck', 'The next bottleneck has been looked for', 'guide.scaling'),
      item('costs-reviewed', 'What is not needed has been given back', 'guide.scaling'),
      item('next-steps', 'The next step is planned', 'guide.scaling'),
    ],
  },
  {
    id: 'replicas',
    title: 'Read replicas',
    items: [
      item('replica-reads', 'Reads that may be a little old go to replicas', 'guide.database'),
      item(
        'replica-writes',
        'Writes, and reads right after them, go to the primary',
        'guide.database',
      ),
      item('replica-lag', 'Replication lag is watched, with an alert', 'guide.database'),
      item('replica-failover', 'A replica can take over', 'guide.database'),
      item('replica-pooling', 'Primary and replicas each have a pool', 'guide.connection-pooling'),
    ],
  },
  {
    id: 'checked',
    title: 'What else Headroom checks',
    items: [
      item(
        'load-balancing-failover',
        'Traffic finds its way round a failed server',
        'guide.load-balancing',
      ),
      item('rate-limit', 'Rate limits let short bursts pass', 'guide.load-balancing'),
      item(
        'autoscaling-limits',
        'Autoscaling has a sound minimum and maximum',
        'guide.autoscaling',
      ),
      item(
        'autoscaling-targets',
        'Autoscaling follows a metric that can be computed',
        'guide.autoscaling',
      ),
      item('autoscaling-cooldown', 'Capacity is not taken away too fast', 'guide.autoscaling'),
      item('resource-requests', 'Every container requests what it needs', 'guide.autoscaling'),
      item('redundancy', 'One instance can be lost', 'guide.autoscaling'),
      item('health-checks', 'What does not answer is taken out', 'guide.load-balancing'),
      item('cache-lifetimes', 'What is cached expires, in the unit that is meant', 'guide.caching'),
    ],
  },
];

function item(id: string, text: string, guide: ChecklistGroup['items'][number]['guide']) {
  return { id, text, guide };
}
