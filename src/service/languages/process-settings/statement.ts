import type {
  DeploymentScriptsFact,
  ImageBuildFact,
  ProcessSettingsFact,
  ProgramFact,
  ProxiedServiceFact,
  QueueAppFact,
  SessionStoreFact,
  SettingValue,
} from '../../contracts/fact';
import type { Placed } from '../../contracts/facts/placed';
import type { Field } from '../../contracts/field';
import { type Span, span } from '../../contracts/span';

/** What a file says about processes. */
export type ProcessStatement =
  | Placed<ProcessSettingsFact>
  | Placed<QueueAppFact>
  | Placed<ImageBuildFact>
  | Placed<SessionStoreFact>
  | Placed<ProxiedServiceFact>
  | Placed<DeploymentScriptsFact>;

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

/** Comments that begin with `#`. */
export function hashComments(text: string): ProcessText['comments'] {
  return [...text.matchAll(/(?<=^|\s)#([^\r\n]*)/g)].map(({ index, 0: whole, 1: said = '' }) => ({
    at: span(index, index + whole.length),
    text: said,
  }));
}
