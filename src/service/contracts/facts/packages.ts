/** A package manifest: what is built and deployed as one, and what it is called. */
export interface PackageFact {
  readonly kind: 'package';
  readonly path: string;
  /** Without its scope; `null` where it has none. */
  readonly called: string | null;
  /** Commands by name, as `npm run` takes them. */
  /** Names of the packages it takes, without their scopes. */
  readonly dependencies: readonly string[];
  readonly scripts: Readonly<Record<string, string>>;
}
