import type * as treeSitter from 'web-tree-sitter';
import type { Parser } from 'web-tree-sitter';
import type { Grammar } from '../../contracts/language';
import type { Assets } from '../../contracts/ports';
import { LimitError } from '../../text/limits';
import { freshTreeSitter } from './tree-sitter-module';

/** The library with its WebAssembly memory, and the parsers that live in it. */
interface Runtime {
  readonly library: Promise<typeof treeSitter>;
  readonly parsers: Map<Grammar, Parser>;
  readonly loading: Map<Grammar, Promise<void>>;
}

/** One runtime a process, whoever asks, until it fails. */
let runtime: Runtime | undefined;
/** Why a grammar could not be loaded at the last try. */
const failures = new Map<Grammar, unknown>();

/** Loads the parser of a grammar, once. Never rejects: {@link withParser} says why there is none. */
export function loadGrammar(grammar: Grammar, assets: Assets): Promise<void> {
  runtime ??= start(assets);
  const current = runtime;
  const { parsers, loading } = current;
  if (parsers.has(grammar)) return Promise.resolve();
  let underWay = loading.get(grammar);
  if (!underWay) {
    underWay = load(grammar, current, assets).then(
      (parser) => {
        parsers.set(grammar, parser);
        failures.delete(grammar);
      },
      (error) => {
        failures.set(grammar, error);
        current.library.catch(() => giveUp(current));
      },
    );
    loading.set(
      grammar,
      underWay.finally(() => loading.delete(grammar)),
    );
  }
  return underWay;
}

/** Whether the parser of a grammar is at hand; {@link withParser} throws where it is not. */
export function whyNoParser(grammar: Grammar): unknown {
  if (runtime?.parsers.has(grammar)) return undefined;
  return failures.get(grammar) ?? new Error(`the ${grammar} grammar has not been loaded`);
}

/**
 * Hands over the parser of a grammar that has been loaded. Where its use throws, the runtime may have
 * aborted in the middle of anything: it is given up with all its parsers and trees, and what is
 * loaded next is fresh.
 * @throws what `use` throws, or when the runtime or the grammar could not be loaded;
 *   {@link loadGrammar} tries again
 */
export function withParser<T>(grammar: Grammar, use: (parser: Parser) => T): T {
  const current = runtime;
  const parser = current?.parsers.get(grammar);
  if (!current || !parser) throw whyNoParser(grammar);
  try {
    return use(parser);
  } catch (thrown) {
    // A text that is over a limit is no fault of the runtime.
    if (!(thrown instanceof LimitError)) giveUp(current);
    throw thrown;
  }
}

function giveUp(failed: Runtime): void {
  if (runtime === failed) runtime = undefined;
}

/** The bytes are handed over, so that nothing is looked up by path or address. */
function start(assets: Assets): Runtime {
  const load = async () => {
    const library = freshTreeSitter();
    await library.Parser.init({ wasmBinary: await assets.load('tree-sitter.wasm') });
    return library;
  };
  return { library: load(), parsers: new Map(), loading: new Map() };
}

async function load(grammar: Grammar, { library }: Runtime, assets: Assets): Promise<Parser> {
  const { Language, Parser } = await library;
  const parser = new Parser();
  parser.setLanguage(await Language.load(await assets.load(`tree-sitter-${grammar}.wasm`)));
  return parser;
}
