import type { Fix } from '../../../contracts/fix';
import { defineRule } from '../../../contracts/rule';
import { settingOf } from '../../../languages/pool-settings/build';
import type { PoolSettings, Setting } from '../../../languages/pool-settings/model';
import { HIKARI, type Role } from '../../../languages/pool-settings/products';

/** What HikariCP does with a value it does not take; HikariConfig.validateNumerics and its setters. */
interface Outcome {
  readonly setting: Setting;
  readonly severity: 'error' | 'warning' | 'information';
  readonly consequence: string;
  /** The number that holds today, where one does. */
  readonly holds: number | null;
}

export default defineRule({
  id: 'settings/hikari-ineffective',
  since: '0.1.0',
  status: 'stable',
  scope: 'document',
  severity: 'warning',
  title: 'HikariCP setting without effect',
  summary: 'A HikariCP setting is not what it says: it is refused, replaced or not read.',
  citations: ['hikaricp.pool', 'guide.connection-pooling'],
  practices: [],
  checklist: ['connection-pooling'],
  fixes: ['safe'],
  needs: [],
  defersTo: [],
  check({ settings }, report) {
    for (const pool of settings.pools) {
      if (pool.product !== HIKARI) continue;
      for (const { setting, severity, consequence, holds } of outcomes(pool)) {
        report({
          at: setting,
          severity,
          message: `${setting.name} is ${setting.text}: ${consequence}.`,
          fixes: () => fixes(setting, holds),
        });
      }
      for (const setting of pool.misplaced) {
        report({
          at: { at: setting.nameAt, path: setting.path },
          message: `${setting.name} stands under ${pool.name}, where nothing reads it: the pool keeps its default. HikariCP’s settings belong under ${pool.name}.hikari.`,
        });
      }
    }
  },
});

function outcomes(pool: PoolSettings): readonly Outcome[] {
  const number = (role: Role) => {
    const setting = settingOf(pool, role);
    return setting?.value.state === 'known' ? { setting, value: setting.value.value } : undefined;
  };
  const found: Outcome[] = [];
  const refused = (of: { readonly setting: Setting } | undefined, why: string) => {
    if (!of) return;
    const consequence = `HikariCP refuses ${why}, and the application does not start`;
    found.push({ setting: of.setting, severity: 'error', consequence, holds: null });
  };
  const replaced = (of: { readonly setting: Setting }, consequence: string, holds: number) =>
    found.push({ setting: of.setting, severity: 'warning', consequence, holds });

  const max = number('max');
  if (max && max.value < 1) refused(max, 'a maximum below 1');
  const timeout = number('acquireTimeout');
  if (timeout && timeout.value !== 0 && timeout.value < 250) {
    refused(timeout, 'less than 250 milliseconds (the number is in milliseconds)');
  }
  const lifetime = number('lifetime');
  if (lifetime && lifetime.value > 0 && lifetime.value < 30_000) {
    replaced(
      lifetime,
      'less than 30,000 milliseconds is replaced by the default, 1,800,000, so connections live 30 minutes',
      1_800_000,
    );
  }
  const idle = number('idleTimeout');
  if (idle && idle.value > 0 && idle.value < 10_000 && !isFixedSize(pool)) {
    replaced(idle, 'less than 10,000 milliseconds is replaced by the default, 600,000', 600_000);
  } else if (idle && idle.value > 0 && isFixedSize(pool)) {
    const consequence =
      'it has no effect, because without a minimum-idle below the maximum the pool has a fixed size';
    found.push({ setting: idle.setting, severity: 'information', consequence, holds: null });
  } else if (idle && lifetime && lifetime.value >= 30_000 && idle.value + 1000 > lifetime.value) {
    const consequence = `HikariCP switches it off, because it is not at least a second below ${lifetime.setting.name} (${lifetime.setting.text})`;
    found.push({ setting: idle.setting, severity: 'information', consequence, holds: 0 });
  }
  const leak = number('leakDetection');
  if (leak && leak.value > 0 && leak.value < 2000) {
    replaced(leak, 'less than 2,000 milliseconds switches leak detection off', 0);
  }
  const keepalive = number('keepalive');
  if (keepalive && keepalive.value > 0 && keepalive.value < 30_000) {
    replaced(keepalive, 'less than 30,000 milliseconds switches keepalive off', 0);
  }
  return found;
}

/** Idle connections are closed only down to the minimum, which is the maximum where nothing is set. */
function isFixedSize(pool: PoolSettings): boolean {
  const min = settingOf(pool, 'min');
  if (!min) return pool.complete;
  return (
    min.value.state === 'known' && pool.max.state === 'known' && min.value.value >= pool.max.value
  );
}

/** To write what holds today changes nothing but what a reader believes. */
function fixes(setting: Setting, holds: number | null): readonly Fix[] {
  if (holds === null) return [];
  return [
    {
      title: `Set ${setting.name} to ${holds}, which is what holds today`,
      kind: 'safe',
      edits: [{ span: setting.at, newText: `${holds}` }],
    },
  ];
}
