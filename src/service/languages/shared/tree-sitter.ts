import { Language, Parser } from 'web-tree-sitter';
import type { Assets } from '../../contracts/ports';

/** The grammars that ship. */
export type Grammar = 'typescript' | 'tsx' | 'python' | 'go' | 'java' | 'hcl';

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
