import type { ProcessSettingsFact } from '../../contracts/fact';
import type { Placed } from '../../contracts/facts/placed';
import type { Field } from '../../contracts/field';
import { type Span, span } from '../../contracts/span';
import { pointer } from '../../syntax/data-node';
import { settingField } from '../shared/setting-values';
import { canonical, type Entry } from './entries';

/** Settings of Spring Boot that say how its process runs, stops, and is asked whether it lives. */
const ABOUT_PROCESS =
  /^(?:server\.(?:shutdown|port|tomcat|jetty|undertow|netty)|spring\.(?:lifecycle|threads|quartz|task|(?:flyway|liquibase)\.enabled)|management)\b/;

/**
 * What Spring Boot's settings say about the process, under names as Spring's documentation writes them
 * without dashes: `server.shutdown`, `spring.lifecycle.timeoutpershutdownphase`. Parts that a profile
 * guards are left out; of a file for one profile the profile is the environment.
 */
export function springApplication(
  entries: readonly Entry[],
  path: string,
): readonly Placed<ProcessSettingsFact>[] {
  const guarded = new Set(
    entries
      .filter(({ keys }) => /^spring\.(?:config\.activate|profiles)\b/.test(keys.join('.')))
      .map(({ document }) => document),
  );
  const settings: Record<string, Field<string | number | boolean>> = {};
  let at: Span | undefined;
  for (const { keys, text, at: place, nameAt, document } of entries) {
    const name = keys.map(canonical).join('.');
    if (guarded.has(document) || !ABOUT_PROCESS.test(name)) continue;
    at ??= nameAt;
    settings[name] = settingField(text, place, pointer('/process', name));
  }
  if (!at) return [];
  const file = path.slice(path.lastIndexOf('/') + 1);
  const profile = /^(?:application|bootstrap)-([\w-]+)\.\w+$/.exec(file)?.[1] ?? null;
  return [
    {
      kind: 'process-settings',
      at: at ?? span(0, 0),
      path: '/process',
      program: 'spring',
      settings,
      programs: [],
      environment: profile,
    },
  ];
}
