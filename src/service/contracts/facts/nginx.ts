import type { FactValue } from './value';

/** An nginx `upstream`, or the server a `proxy_pass` names directly. */
export interface UpstreamFact {
  readonly kind: 'upstream';
  readonly path: string;
  readonly name: FactValue<string>;
  readonly servers: readonly FactValue<string>[];
}
