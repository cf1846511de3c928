import type { NginxModel } from './model';
import { INCLUDE, TEMPLATE } from './scopes';

/** What of a configuration is not seen, in sentences. */
export function limitsOf(model: NginxModel): readonly string[] {
  const reasons = new Set(model.scopes.map((scope) => scope.open));
  const limits: string[] = [];
  if (reasons.has(INCLUDE)) {
    limits.push('What it includes is not all here: what that sets is taken as unknown.');
  }
  if (reasons.has(TEMPLATE)) limits.push('What a template writes is taken as unknown.');
  return limits;
}
