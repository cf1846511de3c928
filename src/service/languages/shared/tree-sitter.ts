import { Language, Parser } from 'web-tree-sitter';
import type { Grammar } from '../../contracts/language';
import type { Assets } from '../../contracts/ports';

/** One runtime a process: WebAssembly has one instance of it, whoever asks. */
let runtime: Promise<void> | undefined;
const loading = new Map<Grammar, Promise<void>>();
const parsers = new Map<Grammar, Parser>();
/** Why a grammar could not be loaded at the last try. */
const failures = new Map<Grammar, unknown>();

/** Loads the parser of a grammar, once. Never rejects: {@link parserOf} says why there is none. */
export function loadGrammar(grammar: Grammar, assets: Assets): Promise<void> {
  if (parsers.has(grammar)) return Promise.resolve();
  let underWay = loading.get(grammar);
  if (!underWay) {
    underWay = load(grammar, assets).then(
      (parser) => {
        parsers.set(grammar, parser);
        failures.delete(grammar);
      },
      (error) => {
        failures.set(grammar, error);
      },
    );
    loading.set(
      grammar,
      underWay.finally(() => loading.delete(grammar)),
    );
  }
  return underWay;
}

/**
 * The parser of a grammar that has been loaded.
 * @throws when the runtime or the grammar could not be loaded; {@link loadGrammar} tries again.
 */
export function parserOf(grammar: Grammar): Parser {
  const parser = parsers.get(grammar);
  if (parser) return parser;
  throw failures.get(grammar) ?? new Error(`the ${grammar} grammar has not been loaded`);
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
