import type { Fix } from '../../../contracts/fix';
import { defineRule } from '../../../contracts/rule';
import { settingOf } from '../../../languages/pool-settings/build';
import type { PoolSettings, Setting } from '../../../languages/pool-settings/model';

export default defineRule({
  id: 'settings/min-greater-than-max',
  since: '0.1.0',
  status: 'stable',
  scope: 'document',
  severity: 'warning',
  title: 'Settings’ minimum above maximum',
  summary: 'Settings ask a pool to keep more connections than it may open.',
  citations: ['guide.connection-pooling', 'hikaricp.pool', 'npgsql.pool'],
  practices: [],
  checklist: ['connection-pooling'],
  fixes: ['suggestion'],
  needs: [],
  defersTo: [],
  check({ settings }, report) {
    for (const pool of settings.pools) {
      const min = settingOf(pool, 'min');
      const { max, product } = pool;
      if (min?.value.state !== 'known' || max.state !== 'known') continue;
      if (product.minAboveMax === 'unchecked' || min.value.value <= max.value) continue;
      const most = `${max.value}${max.origin === 'defaulted' ? ' (the default)' : ''}`;
      report({
        at: min,
        severity: typeof product.minAboveMax === 'object' ? 'error' : 'warning',
        message: `${min.name} is ${min.value.value} and the most the pool ${pool.name} opens is ${most}: ${consequence(pool)}. Let the minimum be at most the maximum.`,
        citations: [product.source],
        fixes: () => fixes(min, max.value),
      });
    }
  },
});

function consequence({ product }: PoolSettings): string {
  return typeof product.minAboveMax === 'object'
    ? product.minAboveMax.refused
    : `${product.title} takes the smaller, so the minimum is not what it says`;
}

function fixes(min: Setting, max: number): readonly Fix[] {
  return [
    {
      title: `Set ${min.name} to ${max}`,
      kind: 'suggestion',
      edits: [{ span: min.at, newText: `${max}` }],
    },
  ];
}
