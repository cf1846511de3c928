/** A route that a decorator makes of a function. */
export interface DecoratedRoute {
  /** What the routes belong to: `router`, `app`. */
  readonly router: string;
  /** `get`, `route`, `websocket`. */
  readonly verb: string;
  readonly path: string;
}

/** `@router.get("/orders")`. */
const MADE =
  /^@([\w.]{1,200})\.(route|get|post|put|patch|delete|api_route|websocket)\s*\(\s*[a-z]?["']([^"'\n]{0,400})["']/;

/** `@protected(router.get, "/orders", …)`: a decorator of the project makes the route. */
const HANDED =
  /^@[\w.]{1,200}\(\s*([\w.]{1,200})\.(route|get|post|put|patch|delete|api_route)\s*,\s*[a-z]?["']([^"'\n]{0,400})["']/;

/** The route that a decorator makes, as it is written. */
export function routeIn(decorator: string): DecoratedRoute | undefined {
  const [, router, verb, path = ''] = MADE.exec(decorator) ?? HANDED.exec(decorator) ?? [];
  return router === undefined || verb === undefined ? undefined : { router, verb, path };
}
