import type { ProcessSettingsFact } from '../../contracts/fact';
import type { Container, FactEntry, Factor, System } from '../../contracts/system';
import { isIn } from '../../text/paths';
import { factor } from '../factors';
import { bound, type Variables, variablesOf } from '../variables';
import type { ProgramContext } from './options';
import { activeProfiles, isProfileActive } from './spring-profiles';

/** Seconds that Spring Boot gives each phase of a shutdown. */
const PHASE = 30;
/** Requests that embedded Tomcat works on at once. */
const TOMCAT_THREADS = 200;

const PHASE_NAME = 'spring.lifecycle.timeout-per-shutdown-phase';
const THREADS_NAME = 'server.tomcat.threads.max';

/** What the properties of a process are looked up in. */
interface SpringSettings {
  readonly variables: Variables;
  readonly files: readonly FactEntry<ProcessSettingsFact>[];
}

function settingsIn({ launch, settings, environment }: ProgramContext): SpringSettings {
  const { variables, words } = launch;
  const active = activeProfiles(
    variables,
    words.map(({ text }) => text),
  );
  return { variables, files: inOrder(settings('spring'), active, environment) };
}

/** The settings that hold for a process, what is written for its profiles first. */
function inOrder(
  files: SpringSettings['files'],
  active: readonly string[] | null,
  environment: string | null,
): SpringSettings['files'] {
  const rank = ({ fact }: FactEntry<ProcessSettingsFact>) =>
    fact.environment === null ? -1 : (active?.indexOf(fact.environment) ?? 0);
  return files
    .filter(
      ({ fact }) =>
        fact.environment === null || isProfileActive(fact.environment, active, environment),
    )
    .sort((a, b) => rank(b) - rank(a));
}

/** The properties of what runs in a container, by name as Spring's documentation writes it. */
export function springIn(
  container: Container,
  system: Pick<System, 'of' | 'environment'>,
): (name: string) => string | undefined {
  const settings = springSettingsOf(container, system);
  return (name) => springProperty(name, settings)?.value ?? undefined;
}

/** One property of what runs in a container, with where it is set; `undefined` where nothing sets it. */
export function springPropertyIn(
  container: Container,
  system: Pick<System, 'of' | 'environment'>,
  name: string,
): { readonly value: string | null; readonly at: Factor['at'] } | undefined {
  return springProperty(name, springSettingsOf(container, system));
}

/** Whether what runs in a container has a property that is on unless it is switched off. */
export function isSpringOn(
  container: Container,
  system: Pick<System, 'of' | 'environment'>,
  name: string,
): 'yes' | 'no' | 'unknown' {
  const settings = springSettingsOf(container, system);
  // Which profiles a container is started with is not always seen.
  const isSeen = activeProfiles(settings.variables, wordsOf(container)) !== null;
  const isOfProfile =
    !isSeen &&
    system
      .of('process-settings')
      .some(
        ({ file, fact }) =>
          fact.program === 'spring' &&
          fact.environment !== null &&
          container.code !== null &&
          isIn(file, container.code.folder) &&
          name.toLowerCase().replaceAll('-', '') in fact.settings,
      );
  if (container.open !== null || isOfProfile) return 'unknown';
  const property = springProperty(name, settings);
  if (property === undefined || property.value === 'true') return 'yes';
  return property.value === 'false' ? 'no' : 'unknown';
}

function springSettingsOf(
  container: Container,
  { of, environment }: Pick<System, 'of' | 'environment'>,
): SpringSettings {
  const { code } = container;
  const variables = variablesOf([container.variables], container.open);
  const files = of('process-settings').filter(
    ({ file, fact }) => fact.program === 'spring' && code !== null && isIn(file, code.folder),
  );
  return {
    variables,
    files: inOrder(files, activeProfiles(variables, wordsOf(container)), environment),
  };
}

function wordsOf({ processes }: Container): readonly string[] {
  return processes.flatMap(({ words }) => words);
}

/**
 * A property as a process of Spring Boot has it: a variable of its own name holds over files; else the
 * first file that sets it. `undefined` where nothing does.
 */
function springProperty(
  name: string,
  { variables, files }: SpringSettings,
): { readonly value: string | null; readonly at: Factor['at'] } | undefined {
  const set = variableOf(name, variables);
  if (set) return { value: set.state === 'known' ? set.value : null, at: set.at };
  const plain = name.toLowerCase().replaceAll('-', '');
  for (const { uri, fact } of files) {
    const value = fact.settings[plain];
    if (!value || value.state === 'absent') continue;
    const at = { uri, path: value.path };
    if (value.state === 'known') return { value: String(value.value), at };
    const found = bound(value, uri, variables);
    return { value: found.state === 'known' ? found.value : null, at };
  }
  return undefined;
}

/** Spring binds variables to properties: dots are `_`, and dashes fall away. */
function variableOf(name: string, variables: Variables) {
  const plain = name.toUpperCase().replaceAll('.', '_');
  return variables.get(plain.replaceAll('-', '')) ?? variables.get(plain.replaceAll('-', '_'));
}

/** Seconds of a duration as Spring reads it: `40s`, `1m`, `30000` (milliseconds), `PT40S`. */
function secondsOf(text: string): number | undefined {
  const [, iso, isoUnit] = /^PT(\d{1,9})([SMH])$/i.exec(text.trim()) ?? [];
  if (iso !== undefined) return Number(iso) * ({ S: 1, M: 60, H: 3600 }[isoUnit ?? 'S'] ?? 1);
  const [, amount, unit = 'ms'] = /^(\d{1,12})\s?(ms|s|m|h)?$/.exec(text.trim()) ?? [];
  if (amount === undefined) return undefined;
  return Number(amount) * ({ ms: 0.001, s: 1, m: 60, h: 3600 }[unit] ?? 1);
}

/** How long a process of Spring takes to end what it has, once it is told to. */
export function springDrain(context: ProgramContext): Factor | null {
  const settings = settingsIn(context);
  const byDefault: Factor = {
    ...{ name: PHASE_NAME, value: PHASE, origin: 'defaulted', at: null, why: 'Spring Boot' },
  };
  const shutdown = springProperty('server.shutdown', settings);
  if (shutdown?.value === 'immediate') return null;
  // Graceful is the default from Spring Boot 3.4 on; which one runs no file says here.
  if (shutdown?.value !== 'graceful') return byDefault;
  const phase = springProperty(PHASE_NAME, settings);
  const seconds = phase?.value ? secondsOf(phase.value) : undefined;
  if (!phase) return { ...byDefault, at: shutdown.at };
  return seconds === undefined ? null : factor(PHASE_NAME, seconds, phase.at);
}

/** Seconds that embedded Tomcat waits for the next request of a connection, if nothing is written. */
const TOMCAT_IDLE = 60;

/**
 * Seconds after which embedded Tomcat closes a connection on which nothing happens: its own property, else that of
 * a connection's first request. `null` where that is never, or cannot be told.
 */
export function tomcatKeepAlive(
  container: Container,
  system: Pick<System, 'of' | 'environment'>,
): Factor | null {
  const settings = springSettingsOf(container, system);
  for (const name of ['server.tomcat.keep-alive-timeout', 'server.tomcat.connection-timeout']) {
    const written = springProperty(name, settings);
    if (!written) continue;
    const seconds = written.value === null ? undefined : secondsOf(written.value);
    return seconds === undefined ? null : factor(name, seconds, written.at);
  }
  const why = 'embedded Tomcat waits 60 s';
  return container.open === null
    ? { name: 'keepAliveTimeout', value: TOMCAT_IDLE, origin: 'defaulted', at: null, why }
    : null;
}

/** Requests that a process of Spring works on at once; `null` where each has a virtual thread. */
export function springThreads(context: ProgramContext): Factor | null {
  const settings = settingsIn(context);
  if (springProperty('spring.threads.virtual.enabled', settings)?.value === 'true') return null;
  const written = springProperty(THREADS_NAME, settings);
  const number = Number(written?.value ?? Number.NaN);
  if (written && Number.isInteger(number) && number > 0) {
    return factor(THREADS_NAME, number, written.at);
  }
  const why = 'embedded Tomcat works on 200 requests at once';
  return { name: THREADS_NAME, value: TOMCAT_THREADS, origin: 'defaulted', at: null, why };
}
