import { defineRule } from '../../../contracts/rule';
import { settingOf } from '../../../languages/pool-settings/build';
import type { PoolSettings, Setting } from '../../../languages/pool-settings/model';
import { PHP_FPM, type Role } from '../../../languages/pool-settings/products';

export default defineRule({
  id: 'settings/fpm-processes-inconsistent',
  since: '0.1.0',
  status: 'stable',
  scope: 'document',
  severity: 'error',
  title: 'PHP-FPM counts contradict',
  summary: 'The numbers of processes of a PHP-FPM pool contradict each other.',
  citations: ['php-fpm.config'],
  practices: [],
  checklist: [],
  fixes: [],
  needs: [],
  defersTo: [],
  check({ settings }, report) {
    for (const pool of settings.pools) {
      if (pool.product !== PHP_FPM || !isDynamic(pool)) continue;
      for (const { setting, why } of contradictions(pool)) {
        report({
          at: setting,
          message: `${setting.name} is ${setting.text}, ${why}: PHP-FPM does not start. Keep min_spare_servers ≤ start_servers ≤ max_spare_servers ≤ max_children.`,
        });
      }
    }
  },
});

function isDynamic({ settings }: PoolSettings): boolean {
  return settings.some(({ name, text }) => name === 'pm' && text === 'dynamic');
}

/** The order that fpm_conf.c demands of a dynamic pool. */
function contradictions(
  pool: PoolSettings,
): readonly { readonly setting: Setting; readonly why: string }[] {
  const pairs: readonly (readonly [Role, Role])[] = [
    ['minSpare', 'maxSpare'],
    ['startServers', 'maxSpare'],
    ['minSpare', 'startServers'],
    ['maxSpare', 'max'],
  ];
  return pairs.flatMap(([small, large]) => {
    const [a, b] = [settingOf(pool, small), settingOf(pool, large)];
    if (a?.value.state !== 'known' || b?.value.state !== 'known') return [];
    return a.value.value > b.value.value
      ? [{ setting: a, why: `more than ${b.name} (${b.text})` }]
      : [];
  });
}
