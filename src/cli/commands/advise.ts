import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { problemWith } from '../../service/advisor/questions';
import { adviceText, MARKDOWN, PLAIN } from '../../service/advisor/words';
import type { Advice } from '../../service/contracts/advice';
import type { HeadroomService } from '../../service/contracts/service';
import { tellOfNested } from '../nested';
import { say } from '../printable';
import { UsageError } from '../usage';
import { uriOf } from '../workspace';

const FORMATS = {
  pretty: (advice: Advice) => adviceText(advice, PLAIN),
  md: (advice: Advice) => adviceText(advice, MARKDOWN),
  json: (advice: Advice) => `${JSON.stringify(advice, null, 2)}\n`,
} as const;

/** `headroom advise [dir]`: the guide's decision tree and matrix, answered. */
export async function advise(
  service: HeadroomService,
  [path = '.', ...more]: readonly string[],
  {
    format = 'pretty',
    answer = [],
  }: { readonly format?: string | undefined; readonly answer?: string[] | undefined },
): Promise<number> {
  if (more.length > 0) throw new UsageError('advise takes one folder.');
  if (!existsSync(path)) throw new UsageError(`${path}: no such file or folder.`);
  if (!Object.hasOwn(FORMATS, format)) {
    throw new UsageError(`--format takes ${Object.keys(FORMATS).join(', ')}; it is "${format}".`);
  }
  const answers = Object.fromEntries(answer.map(answerOf));
  const folder = uriOf(resolve(path));
  const advice = await service.advise(folder, answers);
  say(FORMATS[format as keyof typeof FORMATS](advice));
  await tellOfNested(service, folder, 'advise');
  return 0;
}

function answerOf(given: string): readonly [string, string] {
  const equals = given.indexOf('=');
  if (equals < 0) {
    throw new UsageError(`--answer takes QUESTION=ANSWER; it is "${given}"; see headroom advise.`);
  }
  const id = given.slice(0, equals).trim();
  const value = given.slice(equals + 1).trim();
  const problem = problemWith(id, value);
  if (problem !== undefined) throw new UsageError(`--answer: ${problem}.`);
  return [id, value];
}
