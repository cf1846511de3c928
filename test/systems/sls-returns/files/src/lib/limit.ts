import type { MiddlewareHandler } from "hono";

const hits = new Map<string, { count: number; until: number }>();

/** At most `max` requests a minute from one address. */
export const limit = (max: number): MiddlewareHandler => async (c, next) => {
  const key = c.req.header("x-forwarded-for") ?? "";
  const now = Date.now();
  const hit = hits.get(key);
  if (!hit || hit.until < now) hits.set(key, { count: 1, until: now + 60_000 });
  else if (++hit.count > max) return c.text("slow down", 429);
  await next();
};
