import { Language, Parser } from 'web-tree-sitter';
import type { Assets } from '../../contracts/ports';

/** The grammars that ship; JavaScript is read with `tsx`, whose trees are the same. */
export type Grammar = 'typescript' | 'tsx' | 'python' | 'go' | 'java';

/** The grammar of a file name, or `undefined` for one that is no application code we read. */
export function grammarOf(path: string): Grammar | undefined {
  const extension = /\.([a-z]+)$/.exec(path)?.[1] ?? '';
  return BY_EXTENSION[extension];
}

const BY_EXTENSION: Readonly<Record<string, Grammar>> = {
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
};

/** One runtime a process: WebAssembly has one instance of it, whoever asks. */
let runtime: Promise<void> | undefined;
const parsers = new Map<Grammar, Promise<Parser>>();

/**
 * The parser of a grammar, loaded when first asked for.
 * @throws when the runtime or the grammar cannot be loaded; the next call tries again.
 */
export function parserOf(grammar: Grammar, assets: Assets): Promise<Parser> {
  let parser = parsers.get(grammar);
  if (!parser) {
    parser = load(grammar, assets);
    parser.catch(() => parsers.delete(grammar));
    parsers.set(grammar, parser);
  }
  return parser;
}

async function load(grammar: Grammar, assets: Assets): Promise<Parser> {
  runtime ??= start(assets).catch((error) => {
    runtime = undefined;
    throw error;
  });
  await runtime;
  const parser = new Parser();
  parser.setLanguage(await Language.load(await assets.load(`tree-sitter-${grammar}.wasm`)));
  return parser;
}

/** The bytes are handed over, so that nothing is looked up by path or address. */
async function start(assets: Assets): Promise<void> {
  await Parser.init({ wasmBinary: await assets.load('tree-sitter.wasm') });
}
