import { grouped } from '../../architecture/grouped';
import type { ProcessSettingsFact } from '../../contracts/fact';
import type { Placed } from '../../contracts/facts/placed';
import type { Field } from '../../contracts/field';
import type { Span } from '../../contracts/span';
import { pointer } from '../../syntax/data-node';
import { settingField } from '../shared/setting-values';
import { canonical, type Entry } from './entries';
import { profileOfFile, profilesOf } from './pools/spring';

/** Settings of Spring Boot that say how its process runs, stops, and is asked whether it lives. */
const ABOUT_PROCESS =
  /^(?:server\.(?:shutdown|port|tomcat|jetty|undertow|netty)|spring\.(?:lifecycle|threads|quartz|task|(?:flyway|liquibase)\.enabled|jpa\.hibernate)|management)\b/;

/**
 * What Spring Boot's settings say about the process, under names as Spring's documentation writes them
 * without dashes: `server.shutdown`, `spring.lifecycle.timeoutpershutdownphase`. What is written for one profile, in a
 * file or a document of its own, is a statement of its own, with the profile as environment; what is written for
 * several is left out.
 */
export function springApplication(
  entries: readonly Entry[],
  path: string,
): readonly Placed<ProcessSettingsFact>[] {
  const guarded = profilesOf(entries);
  const ofFile = profileOfFile(path);
  const naming = new Set(
    entries
      .filter(({ keys }) => /^spring\.(?:config\.activate|profiles)\b/.test(keys.join('.')))
      .map(({ document }) => document),
  );
  const documents = grouped(entries, ({ document }) =>
    guarded.has(document) ? `${document}` : naming.has(document) ? 'left out' : '',
  );
  return [...documents].flatMap(([key, own]) => {
    const profile = key === '' ? ofFile : (guarded.get(Number(key)) ?? null);
    if (key === 'left out' || (key !== '' && profile === null)) return [];
    return settingsFact(own, key === '' ? '/process' : `/process/${key}`, profile);
  });
}

function settingsFact(
  entries: readonly Entry[],
  path: string,
  profile: string | null,
): readonly Placed<ProcessSettingsFact>[] {
  const settings: Record<string, Field<string | number | boolean>> = {};
  let at: Span | undefined;
  for (const { keys, text, at: place, nameAt } of entries) {
    const name = keys.map(canonical).join('.');
    if (!ABOUT_PROCESS.test(name)) continue;
    at ??= nameAt;
    settings[name] = settingField(text, place, pointer(path, name));
  }
  if (!at) return [];
  return [
    {
      kind: 'process-settings',
      at,
      path,
      program: 'spring',
      settings,
      programs: [],
      environment: profile,
    },
  ];
}
