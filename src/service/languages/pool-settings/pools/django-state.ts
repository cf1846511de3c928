import type { SessionStoreFact } from '../../../contracts/fact';
import type { Placed } from '../../../contracts/facts/placed';
import { span } from '../../../contracts/span';
import { DJANGO_FILES } from '../../shared/django';
import type { Entry } from '../entries';

/** Settings for the work on the code, or for tests. */
const SMALL = /(?:^|[/_.-])(?:dev|develop|development|local|test|tests|testing|ci)(?=[/_.-])/i;

/** Where Django keeps what several processes may have to see, by its settings. */
const PLACES: readonly {
  readonly keys: readonly string[];
  readonly what: SessionStoreFact['what'];
  readonly library: string;
  /** What each keeps by itself: a process in its memory, a machine on its disk. */
  readonly own: RegExp;
  readonly where: 'memory' | 'disk';
}[] = [
  {
    keys: ['CHANNEL_LAYERS', 'default', 'BACKEND'],
    what: 'socket.io',
    library: 'Django Channels',
    own: /InMemoryChannelLayer/,
    where: 'memory',
  },
  {
    keys: ['SESSION_ENGINE'],
    what: 'session',
    library: 'Django',
    own: /\.sessions\.backends\.file$/,
    where: 'disk',
  },
  ...[['STORAGES', 'default', 'BACKEND'], ['DEFAULT_FILE_STORAGE']].map((keys) => ({
    keys,
    what: 'upload' as const,
    library: DJANGO_FILES,
    own: /\.FileSystemStorage$/,
    where: 'disk' as const,
  })),
  {
    keys: ['CACHES', 'default', 'BACKEND'],
    what: 'cache',
    library: 'Django’s LocMemCache',
    own: /\.locmem\./,
    where: 'memory',
  },
];

/** What Django's settings say of messages, sessions and caches: kept by each process, or shared. */
export function djangoState(
  entries: readonly Entry[],
  text: string,
  file: string,
): readonly Placed<SessionStoreFact>[] {
  if (SMALL.test(file)) return [];
  const of = (keys: readonly string[]) =>
    entries.find(
      (entry) =>
        entry.keys.length === keys.length && keys.every((key, at) => entry.keys[at] === key),
    );
  const isLocalCache = /\.locmem\./.test(of(['CACHES', 'default', 'BACKEND'])?.text ?? '');
  const state = PLACES.flatMap(
    ({ keys, what, library, own, where }): readonly Placed<SessionStoreFact>[] => {
      const entry = of(keys);
      if (!entry) return [];
      // Sessions in a cache are where the cache is.
      const inCache = what === 'session' && /\.backends\.cache$/.test(entry.text) && isLocalCache;
      return [
        {
          kind: 'session-store',
          at: entry.at,
          path: `/${keys.join('/')}`,
          what,
          library,
          store: inCache ? 'memory' : own.test(entry.text) ? where : 'shared',
        },
      ];
    },
  );
  const root = STORAGE.test(text) ? null : MEDIA_ROOT.exec(text);
  if (!root) return state;
  const media: Placed<SessionStoreFact> = {
    ...{
      kind: 'session-store',
      path: '/MEDIA_ROOT',
      what: 'upload',
      library: DJANGO_FILES,
      store: 'disk',
    },
    at: span(root.index, root.index + 'MEDIA_ROOT'.length),
  };
  return [...state, media];
}

/** Files of clients are kept below it, unless a storage is named, or a variable says where: a share, maybe. */
const MEDIA_ROOT =
  /^MEDIA_ROOT\s*=(?![^\n]{0,200}(?:environ|getenv|env\(|config\(|\/tmp|\/mnt|\/efs))/m;

/** A storage that is named, whatever for. */
const STORAGE =
  /\bSTORAGES\b|DEFAULT_FILE_STORAGE|storages\.backends|_STORAGE_BUCKET_NAME|GS_BUCKET_NAME/;
