import type { ProcessNode } from '../../contracts/system';
import type { Word } from '../command-words';
import type { ProgramContext } from './options';
import { OTHERS } from './others';
import { PHP } from './php';
import type { Program, ProgramReading } from './program';
import { SERVERS } from './servers';
import { WORKERS } from './workers';

const PROGRAMS: readonly Program[] = [...SERVERS, ...WORKERS, ...PHP, ...OTHERS];

/** What a launch becomes; a program of no table is one process, bounded by its pool alone. */
export function readProgram(context: ProgramContext): ProgramReading {
  const words = moduleCalled(context.launch.words);
  const [first] = words;
  const name = first ? first.text.slice(first.text.lastIndexOf('/') + 1) : '';
  for (const program of PROGRAMS) {
    if (!program.name.test(name)) continue;
    const reading = program.read(words.slice(1), context);
    if (reading) return reading;
  }
  return {
    program: name,
    work: 'unknown',
    count: {
      name: 'processes',
      value: 1,
      origin: 'assumed',
      at: null,
      why: `${name} is taken for one process`,
    },
    concurrency: null,
    model: 'a program that is not known',
    entry: null,
  };
}

/** `python -m gunicorn …` is gunicorn. */
function moduleCalled(words: readonly Word[]): readonly Word[] {
  const [first] = words;
  if (!first || !/(?:^|\/)python[\d.]*$/.test(first.text)) return words;
  const at = words.findIndex(({ text }) => text === '-m');
  const module = words[at + 1];
  if (at < 0 || !module) return words;
  const known =
    /^(?:gunicorn|uvicorn|hypercorn|granian|celery|rq|dramatiq|flask|django|alembic|daphne|aiohttp|arq|huey)\b/.exec(
      module.text,
    );
  return known ? [{ ...module, text: known[0] }, ...words.slice(at + 2)] : words;
}

/** Whether a launch goes on for as long as its container. */
export function isLongLived({ work }: Pick<ProcessNode, 'work'>): boolean {
  return work !== 'once';
}
