import type { Fact } from '../../contracts/fact';
import { withoutPlaces } from '../../contracts/facts/placed';
import type { StructuralEdit, TextChange } from '../../contracts/fix';
import { type Analysis, defineLanguage, type SourceText } from '../../contracts/language';
import type { Span } from '../../contracts/span';
import { addedParameter } from '../shared/database-addresses';
import { PUMA } from './detect';
import { settingsFacts } from './facts';
import { describeAt } from './hover';
import { kindOf } from './kinds';
import type { SettingsModel } from './model';
import { djangoQueue, pumaSettings } from './runtime';
import { statementLimitsOf } from './statement-limits';
import { threadsOf } from './threads';

declare module '../../contracts/rule' {
  interface Models {
    settings: SettingsModel;
  }
}

/**
 * Settings of connection pools outside code: Spring Boot, Rails and Puma, Prisma, .NET connection
 * strings, PgBouncer and PHP-FPM.
 */
export const poolSettings = defineLanguage<SettingsModel>({
  id: 'pool-settings',
  analyse,
  edit: (_source, { model }, edit) => structuralEdit(model, edit),
  comment: ({ path }, text) => {
    if (path.endsWith('.json') || path.endsWith('.prisma')) return `// ${text}`;
    return /\.(?:ini|conf)$/.test(path) ? `; ${text}` : `# ${text}`;
  },
  grammars: ({ path }) => (path.endsWith('.py') ? ['python'] : []),
  hover: (model, offset) => describeAt(model, offset),
});

/** Django's settings may hold Celery's. */
const CELERY = /^CELERY_\w+\s*=/m;

function analyse({ text, path }: SourceText): Analysis<SettingsModel> {
  const kind = kindOf(path, text);
  const read = kind?.read(text);
  const others = (read && kind?.others?.(read.entries, text, path)) ?? {};
  const pools = kind && read ? kind.pools(read.entries, path) : [];
  const asked = [...pools, ...(others.runtime ?? []).filter((each) => each.kind === 'pool')];
  const model: SettingsModel = {
    pools,
    statementLimits: read ? statementLimitsOf(read.entries, asked) : [],
    threads: PUMA.test(path) ? threadsOf(text) : null,
    poolers: [],
    addresses: [],
    sessions: [],
    cacheManagers: [],
    asgi: null,
    timeouts: [],
    ...others,
    runtime: [
      ...(PUMA.test(path) ? [pumaSettings(text, path)] : []),
      ...(CELERY.test(text) && path.endsWith('.py') ? djangoQueue(text) : []),
      ...(others.runtime ?? []),
    ],
  };
  const places = placesOf(model);
  return {
    model,
    syntax: read?.syntax ?? [],
    facts: [
      ...settingsFacts(model),
      ...model.runtime.map((statement) => withoutPlaces<Fact>(statement, places)),
    ],
    places,
    comments: read?.comments ?? [],
    description: kind?.title ?? 'Puma settings',
    limits: [],
  };
}

function placesOf({ pools, threads, ...others }: SettingsModel): Map<string, Span> {
  const places = new Map<string, Span>();
  for (const { path, at, settings, max, min, target } of pools) {
    places.set(path, at);
    for (const field of [max, min, target])
      places.set(field.path, field.state === 'absent' ? at : field.at);
    for (const setting of settings) places.set(setting.path, setting.at);
  }
  if (threads) places.set(threads.path, threads.at);
  const { poolers, addresses, timeouts, sessions, cacheManagers, statementLimits } = others;
  for (const { path, at } of [
    ...poolers,
    ...addresses,
    ...timeouts,
    ...sessions,
    ...cacheManagers,
    ...statementLimits,
  ]) {
    places.set(path, at);
  }
  return places;
}

/** Only a number that stands there by itself is replaced. */
function structuralEdit(
  { pools, addresses }: SettingsModel,
  { path, change }: StructuralEdit,
): readonly TextChange[] | undefined {
  const address = addresses.find((other) => other.path === path);
  if (address && change.op === 'insert')
    return [addedParameter(address.at, address.parameters, change.key, change.text)];
  const setting = pools.flatMap(({ settings }) => settings).find((other) => other.path === path);
  const isPlain = setting?.value.state === 'known';
  return setting && isPlain && change.op === 'replace'
    ? [{ span: setting.at, newText: change.text }]
    : undefined;
}
