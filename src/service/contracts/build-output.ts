/** What will run of a project, build by build, in the words of the command line. */
export interface BuildOutput {
  readonly id: string;
  readonly kind: string;
  readonly root: string;
  readonly environment: string | null;
  readonly layers: readonly string[];
  readonly closed: boolean;
  readonly limits: readonly string[];
}

/** One build printed. */
export interface PrintedBuild {
  /** Documents as YAML; of nginx its own text. */
  readonly text: string;
  /** The same, with the places that decide each value as a comment behind it: `# hpa.yaml:10 (patched)`. */
  readonly annotated: string;
  readonly json: unknown;
  /** Where each value was decided, a line a value. */
  readonly trail: readonly string[];
  readonly limits: readonly string[];
}
