/** After how long a database server closes a connection that nobody uses. */
export interface ServerTimeoutFact {
  readonly kind: 'server-timeout';
  readonly path: string;
  readonly engine: 'mysql' | 'postgres';
  /** As the server calls it: `wait_timeout`. */
  readonly setting: string;
  readonly seconds: number;
}
