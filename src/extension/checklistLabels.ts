import { say } from './say';

/** Characters that a line of a view shows before its reason. */
export const MAX_LABEL = 28;

/** Names that are no words. */
const NAMES: Readonly<Record<string, string>> = {
  'n-plus-one': 'N+1 queries',
  cdn: 'CDN',
  http2: 'HTTP/2',
  measured: say('Measured first'),
  'optimized-first': say('Optimised first'),
  impact: say('Impact watched'),
  verified: say('Result verified'),
  documented: say('Changes documented'),
};

/** An item of the checklist in few words; the whole sentence stands beside it. */
export function labelOf(id: string): string {
  const words = id.replaceAll('-', ' ');
  return NAMES[id] ?? `${words.slice(0, 1).toUpperCase()}${words.slice(1)}`;
}
