import type { RouteFact } from '../../contracts/fact';

/**
 * Whether a route of code is the one that answers a path that a check asks for, with or without what
 * comes behind `?`. A prefix that another file sets is not known here.
 */
export function answersPath({ on, verb, pattern }: RouteFact, path: string): boolean {
  if (on !== 'request' || pattern === null) return false;
  if (verb !== null && !/^(?:GET|HEAD|ANY|ALL|USE)$/.test(verb)) return false;
  return plain(pattern) === plain(path.split('?')[0] ?? '');
}

function plain(path: string): string {
  return path.split('/').filter(Boolean).join('/');
}
