/** Versions that a lock file holds libraries to, of those whose version makes a difference. */
export interface LockedVersionsFact {
  readonly kind: 'locked-versions';
  readonly path: string;
  readonly versions: Readonly<Record<string, string>>;
}

/** A package manifest: what is built and deployed as one, and what it is called. */
export interface PackageFact {
  readonly kind: 'package';
  readonly path: string;
  /** Without its scope; `null` where it has none. */
  readonly called: string | null;
  /** Names of the packages of the same repository that it takes, without their scopes. */
  readonly dependencies: readonly string[];
  /** Names of all packages it takes when it runs, without their scopes. */
  readonly takes: readonly string[];
  /** Names of all packages it asks for, to build it and to run it, without their scopes. */
  readonly asks: readonly string[];
  /** Commands by name, as `npm run` takes them. */
  readonly scripts: Readonly<Record<string, string>>;
}
