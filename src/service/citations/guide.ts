/** Sections of the scaling guide whose practices are checked; they are pages under `docs/guide/`. */
export const guide = {
  'guide.autoscaling': page('Autoscaling: triggers, cooldowns and limits', 'autoscaling'),
  'guide.caching': page('Caching: layers, lifetimes and invalidation', 'caching'),
  'guide.connection-pooling': page('Connection pooling', 'connection-pooling'),
  'guide.database': page('Database scaling: replicas, shards and indexes', 'database'),
  'guide.load-balancing': page('Load balancing', 'load-balancing'),
  'guide.scaling': page('When and how to scale', 'scaling'),
} as const;

function page(title: string, name: string) {
  return {
    title: `Scaling guide: ${title}`,
    url: `https://github.com/headroom-review/headroom/blob/main/docs/guide/${name}.md`,
  };
}
