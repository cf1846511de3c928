// Holds the examples of the rule pages and the snippets against the libraries' own types: `npm run pools-truth`.
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { describe, it } from 'node:test';
import ts from 'typescript';
import { POOLED, snippetOf } from '../../scripts/pool-snippets';
import { type Example, parseExamples } from '../support/examples';

const RULES = 'src/service/rules';
/** Where the examples are read as if they stood there: beside the libraries. */
const ROOT = resolve('test/pools-truth/examples');

const OPTIONS: ts.CompilerOptions = {
  strict: true,
  noEmit: true,
  allowJs: true,
  checkJs: true,
  skipLibCheck: true,
  esModuleInterop: true,
  target: ts.ScriptTarget.ES2023,
  lib: ['lib.es2023.d.ts'],
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  moduleDetection: ts.ModuleDetectionKind.Force,
  jsx: ts.JsxEmit.Preserve,
  types: ['node'],
  typeRoots: [resolve('test/pools-truth/node_modules/@types')],
};

/** What the compiler says of a name or a file of the project that an example leaves out. */
const NO_SUCH_NAME = [2304, 2552];
const NO_SUCH_MODULE = 2307;
/** In plain JavaScript nobody writes types, and what is left out has none to give. */
const IMPLICIT_ANY = [7005, 7006, 7016, 7031, 7034];

/** Names that examples leave out, where their type says more than `any`. */
const KNOWN: Readonly<Record<string, string>> = {
  app: 'import("express").Express',
  router: 'import("express").Router',
};

/** Packages whose types are written for each project, from its schema. */
const GENERATED: readonly string[] = ['@prisma/client'];
/** Packages beside pools that examples use, without types here. */
const UNTYPED: readonly string[] = ['connect-redis', 'express-session'];

/** A file of an example: as it stands after a fix, or in an example that is said to be fine. */
interface Shown {
  readonly path: string;
  readonly text: string;
  readonly from: string;
}

interface Problem {
  readonly code: number;
  readonly line: number;
  readonly text: string;
  readonly about: string;
}

/** What an example leaves out: names of its program, in front of it, and files of its project. */
interface Completion {
  readonly names: string;
  readonly modules: ReadonlyMap<string, string>;
}

const COMPLETE: Completion = { names: '', modules: new Map() };

const areas = readdirSync(RULES, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);
const examples = areas.flatMap((area) =>
  readdirSync(join(RULES, area), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name }) => ['README.md', 'cases.md'].map((page) => join(RULES, area, name, page)))
    .filter((page) => existsSync(page))
    .flatMap(shownOn),
);
const snippets = POOLED.filter(({ language }) => language === 'javascript').map(
  (library): Shown => {
    const { body, prefix } = snippetOf(library);
    const text = body.join('\n').replace(/\$\{\d+:([^}]*)\}/g, '$1');
    return { path: join(ROOT, 'snippets', `${prefix}.ts`), text, from: `snippet ${prefix}` };
  },
);
const shown = [...examples, ...snippets];

describe('examples and snippets, with the types of the real libraries', () => {
  const first = problemsOf(shown, new Map());
  const completed = new Map(
    shown.map((file) => [file.path, completion(file, first.get(file.path) ?? [])]),
  );
  const problems = problemsOf(shown, completed);
  it('are there', () => assert.ok(shown.length > 50, `${shown.length} files`));
  for (const { from, path } of shown) {
    it(from, () => {
      const said = (problems.get(path) ?? []).map(({ line, text }) => `line ${line}: ${text}`);
      assert.deepEqual(said, []);
    });
  }
});

/** Every fixed text, and what a page says is fine; what is wrong on purpose need not compile. */
function shownOn(page: string): readonly Shown[] {
  return parseExamples(readFileSync(page, 'utf8')).flatMap((example, index) => {
    const folder = join(ROOT, page.replaceAll(/[^\w]/g, '-'), String(index));
    const silent = page.endsWith('README.md') && !example.blocks.some(isOutput);
    return example.blocks
      .filter(({ kind, file }) => /\.[cm]?[jt]sx?$/.test(file) && (kind === 'fixed' || silent))
      .map(({ file, text, title }, block) => ({
        path: join(folder, String(block), file),
        text,
        from: `${page}, ${example.title}${title === '' ? '' : `: ${title}`}`,
      }));
  });
}

function isOutput({ kind }: Example['blocks'][number]): boolean {
  return kind === 'output';
}

/** What the compiler says of each file, once what is left out of it is declared. */
function problemsOf(
  files: readonly Shown[],
  completed: ReadonlyMap<string, Completion>,
): ReadonlyMap<string, readonly Problem[]> {
  const texts = new Map<string, string>();
  for (const { path, text } of files) {
    const { names, modules } = completed.get(path) ?? COMPLETE;
    texts.set(path, names + text);
    for (const [other, declarations] of modules) texts.set(other, declarations);
  }
  const host = ts.createCompilerHost(OPTIONS);
  const { fileExists, readFile, directoryExists } = host;
  host.fileExists = (path) => texts.has(path) || fileExists(path);
  host.readFile = (path) => texts.get(path) ?? readFile(path);
  host.directoryExists = (path) => path.startsWith(ROOT) || (directoryExists?.(path) ?? true);
  const program = ts.createProgram([...texts.keys()], OPTIONS, host);
  return new Map(
    files.map(({ path }) => {
      const source = program.getSourceFile(path);
      assert.ok(source, path);
      const { names, modules } = completed.get(path) ?? COMPLETE;
      const untyped = isPlain(path) || names !== '' || modules.size > 0;
      const problems = [
        ...program.getSyntacticDiagnostics(source),
        ...program.getSemanticDiagnostics(source),
      ]
        .filter(({ code }) => !(untyped && IMPLICIT_ANY.includes(code)))
        .map(({ code, messageText, start = 0, length = 0 }) => ({
          code,
          line: source.getLineAndCharacterOfPosition(start).line + 1,
          text: ts.flattenDiagnosticMessageText(messageText, ' '),
          about: source.text.slice(start, start + length),
        }));
      return [path, problems];
    }),
  );
}

/** Declares what the compiler did not find; never what a library should have had. */
function completion({ path, text }: Shown, problems: readonly Problem[]): Completion {
  const missing = new Set(
    problems.filter(({ code }) => NO_SUCH_NAME.includes(code)).map(({ about }) => about),
  );
  const names = [...missing].map((name) => declarationOf(name, isPlain(path))).join('');
  const modules = new Map<string, string>();
  for (const { about } of problems.filter(({ code }) => code === NO_SUCH_MODULE)) {
    const module = about.slice(1, -1);
    if (!module.startsWith('.') && ![...GENERATED, ...UNTYPED].includes(module)) continue;
    const file = module.startsWith('.')
      ? join(dirname(path), module)
      : join(dirname(path), 'node_modules', module, 'index');
    modules.set(`${file.replace(/\.js$/, '')}.ts`, declarationsOf(about, text));
  }
  return { names, modules };
}

/** On the first line, so that those behind it keep their numbers. */
function declarationOf(name: string, plain: boolean): string {
  const type = KNOWN[name] ?? 'any';
  return plain
    ? `const ${name} = /** @type {${type}} */ (/** @type {unknown} */ (null)); `
    : `declare const ${name}: ${type}; `;
}

/** What an example imports from a file it leaves out, as anything. */
function declarationsOf(module: string, text: string): string {
  const [, list = ''] =
    new RegExp(`\\{([^}]*)\\}\\s*(?:from\\s*|=\\s*require\\()${module}`).exec(text) ?? [];
  const names = list.split(',').map((name) => name.trim().split(/\s/)[0] ?? '');
  const named = names.filter((name) => name !== '');
  return [
    ...named.map((name) => `export declare const ${name}: any; export type ${name} = any;`),
    'declare const everything: any; export default everything;',
  ].join('\n');
}

function isPlain(path: string): boolean {
  return /\.[cm]?jsx?$/.test(path);
}
