import type { Fact, FactKind } from '../contracts/fact';

/** What is known of the build that a fact belongs to. */
export interface BuildState {
  readonly id: string;
  /** Everything of it was evaluated, so that what is not in it is nowhere. */
  readonly closed: boolean;
  /** It is handed out to others, and part of no system here. */
  readonly isPublished?: true;
}

/** A fact and the file that states it. */
export interface Entry<F extends Fact = Fact> {
  /** By file, build, kind and path: one that says the same as the one of its id before is that one, in every join. */
  readonly id: string;
  readonly uri: string;
  /** Relative to the project root, with slashes. */
  readonly file: string;
  /** The environment of that file; `null` for what all share. */
  readonly environment: string | null;
  /** The build whose object states it; `null` for what stands in a file alone. */
  readonly build: BuildState | null;
  readonly fact: F;
}

/** What entries of one file, or of one object of a build, have in common. */
export type Origin = Omit<Entry, 'id' | 'fact'>;

/** Facts as entries: of each fact one for each of its origins. */
export function entriesOf(facts: readonly Fact[], origins: readonly Origin[]): readonly Entry[] {
  const from = origins.map((origin) => ({
    origin,
    prefix: `${origin.uri}\n${origin.build?.id ?? ''}\n`,
  }));
  return facts.flatMap((fact) =>
    from.map(({ origin, prefix }) => ({
      id: `${prefix}${fact.kind}\n${fact.path}`,
      ...origin,
      fact,
    })),
  );
}

/** A fact of one kind, with its file. */
export type EntryOf<K extends FactKind> = Entry<Extract<Fact, { readonly kind: K }>>;

/** A database server the workspace declares in `headroom.yaml`. */
export interface DeclaredDatabase {
  readonly name: string;
  readonly engine: string;
  /** Databases of one server share its limit. */
  readonly server: string | null;
  readonly maxConnections: number | null;
  /** On top of the engine's own reserve. */
  readonly reserved: number;
  readonly uri: string;
  readonly path: string;
}

/** Reads the facts of one kind. */
export type Facts = <K extends FactKind>(kind: K) => readonly EntryOf<K>[];

/** The facts of an environment, whole and by the builds that they belong to. */
export interface PartsOfFacts {
  readonly of: Facts;
  /** The facts of a kind that belong to one build, by its id, or with `null` to none. */
  ofBuild<K extends FactKind>(kind: K, build: string | null): readonly EntryOf<K>[];
}
