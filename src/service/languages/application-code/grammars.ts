import type { Grammar as Shipped } from '../../contracts/language';
import { tableOf } from '../../text/tables';

/** The grammars of application code; JavaScript is read with `tsx`, whose trees are the same. */
export type Grammar = Exclude<Shipped, 'hcl'>;

/** The grammar of a file name, or `undefined` for one that is no application code we read. */
export function grammarOf(path: string): Grammar | undefined {
  const extension = /\.([a-z]+)$/.exec(path)?.[1] ?? '';
  return BY_EXTENSION[extension];
}

const BY_EXTENSION = tableOf<Grammar>({
  ts: 'typescript',
  mts: 'typescript',
  cts: 'typescript',
  tsx: 'tsx',
  js: 'tsx',
  mjs: 'tsx',
  cjs: 'tsx',
  jsx: 'tsx',
  py: 'python',
  go: 'go',
  java: 'java',
});
