import { createTwoFilesPatch } from 'diff';

/** A unified diff of one file, as `git apply` reads it. */
export function unifiedDiff(path: string, before: string, after: string): string {
  return createTwoFilesPatch(`a/${path}`, `b/${path}`, before, after, '', '').replace(/^=+\n/, '');
}
