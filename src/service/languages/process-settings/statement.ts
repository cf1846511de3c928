import type {
  ProcessSettingsFact,
  ProgramFact,
  QueueAppFact,
  SessionStoreFact,
  SettingValue,
} from '../../contracts/fact';
import type { Placed } from '../../contracts/facts/placed';
import { absent, type Field, known } from '../../contracts/field';
import { type Span, span } from '../../contracts/span';

/** What a file says about processes. */
export type ProcessStatement =
  | Placed<ProcessSettingsFact>
  | Placed<QueueAppFact>
  | Placed<SessionStoreFact>;

/** A file of process settings, read. */
export interface ProcessText {
  readonly statements: readonly ProcessStatement[];
  readonly comments: readonly { readonly at: Span; readonly text: string }[];
}

/** Settings of one program. */
export function processSettings(
  program: ProcessSettingsFact['program'],
  settings: Readonly<Record<string, Field<SettingValue>>>,
  programs: readonly Placed<ProgramFact>[] = [],
  environment: string | null = null,
): Placed<ProcessSettingsFact> {
  const at = programs[0]?.at ?? span(0, 0);
  return {
    kind: 'process-settings',
    at,
    path: '/settings',
    program,
    settings,
    programs,
    environment,
  };
}

/** A queue of which nothing is said yet. */
export function emptyQueue(library: QueueAppFact['library'], at: Span): Placed<QueueAppFact> {
  const none = (key: string) => absent(at.end, `/queue/${key}`);
  return {
    kind: 'queue-app',
    at,
    path: '/queue',
    library,
    broker: none('broker'),
    concurrency: none('concurrency'),
    processes: none('processes'),
    timeLimit: none('time-limit'),
    softTimeLimit: none('soft-time-limit'),
    acksLate: none('acks-late'),
    visibilityTimeout: none('visibility-timeout'),
    schedule: [],
  };
}

/** A field of a number; a text or a truth value is none. */
export function numberField(field: Field<SettingValue>): Field<number> {
  if (field.state !== 'known') return field;
  const { value, at, path } = field;
  if (typeof value === 'number') return known(value, at, path, field.origin);
  return { state: 'unknown', why: 'no plain number', at, path };
}

/** Comments that begin with `#`. */
export function hashComments(text: string): ProcessText['comments'] {
  return [...text.matchAll(/(?<=^|\s)#([^\r\n]*)/g)].map(({ index, 0: whole, 1: said = '' }) => ({
    at: span(index, index + whole.length),
    text: said,
  }));
}
