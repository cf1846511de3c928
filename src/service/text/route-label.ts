/** What a handler answers, and what it is called. */
export interface LabelledRoute {
  /** `GET`; `null` for what is no HTTP. */
  readonly verb: string | null;
  readonly pattern: string | null;
  /** The name of its function. */
  readonly handler: string | null;
}

/** What people call a handler: `GET /orders`, `GET of OrdersView`, else by the name of its function, else `otherwise`. */
export function routeLabel(
  { verb, pattern, handler }: LabelledRoute,
  otherwise = 'a handler',
): string {
  const [, owner] = /^(.+)\.\w+$/.exec(handler ?? '') ?? [];
  if (verb !== null && pattern === null && owner !== undefined) return `${verb} of ${owner}`;
  return [verb, pattern].filter(Boolean).join(' ') || (handler ?? otherwise);
}
