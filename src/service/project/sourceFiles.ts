import type { AssembledPart } from '../contracts/assembly';
import type { Fact } from '../contracts/fact';
import type { Analysis, Language, LanguageId } from '../contracts/language';
import type { Rule } from '../contracts/rule';
import { agreed } from '../engine/agree';
import { type Failure, guarded } from '../engine/internal';
import type { Query } from '../engine/query';
import { rulesFor, runDocumentRule } from '../engine/run';
import { sameData, sameItems } from '../engine/same';
import { language } from '../languages/registry';
import { MAX_FINDINGS } from '../text/limits';
import { lineIndex } from '../text/lines';
import { child, relativePath } from '../text/paths';
import { broughtOut } from './embedded';
import { environmentOf } from './environments';
import { closed, type FileState, isOpened, type OpenedFile, type ProjectFile } from './file';
import type { Paths } from './inputs';
import { isLinked, type ModuleGraph } from './moduleGraph';
import { keyOf, type Reading, type ReadingContext, type Skipped } from './reading';

/** The files of a project as they are read: each as a file of its language, with what others say. */
export interface SourceFiles {
  /** What came of looking at a file. By uri. */
  readonly state: Query<FileState>;
  /** The language a file is read as; `null` where it is left alone. By uri. */
  readonly languageOf: Query<LanguageId | null>;
  /** What a file says to others once it knows what others say to it. By uri. */
  readonly linkedFacts: Query<readonly Fact[]>;
  /** The uris of the recognised files, in the order of their paths. */
  uris(): readonly string[];
  /** The recognised file of a uri. */
  file(uri: string): ProjectFile | undefined;
  /** The file with its text and model. */
  opened(uri: string): OpenedFile | undefined;
  /** Drops tree and model of a closed file. */
  release(uri: string): void;
}

/** What files are read with, beside their texts. */
export interface SourceFilesContext extends ReadingContext {
  readonly rules: readonly Rule[];
  readonly paths: Paths;
  readonly reading: Reading;
  readonly modules: ModuleGraph;
  /** The language that takes a file for its own though nothing in the text tells. By path. */
  claimOf(path: string): LanguageId | undefined;
}

const NO_FACTS: readonly Fact[] = [];

/** The source files of a project. */
export function createSourceFiles(context: SourceFilesContext): SourceFiles {
  const { queries, inputs, root, configs, rules, counters, reading, modules } = context;
  const { recognised, analysed } = reading;

  const languageOf = queries.query<LanguageId | null>('language', (uri) => {
    const known = recognised(uri);
    if (known.state !== 'read') return null;
    const path = relativePath(uri, root);
    if (configs.leavesOut(path)) return null;
    return known.language ?? context.claimOf(path) ?? modules.languageOf(path);
  });

  /** The analysis of a file with what others say to it. */
  const analysis = queries.query<Analysis | Skipped | null>('analysis', (uri) => {
    const id = languageOf(uri);
    if (id === null) return null;
    const own = language(id) as Language;
    const alone = analysed(keyOf(id, uri));
    if ('state' in alone) return alone;
    const path = relativePath(uri, root);
    const said = own.linking && isLinked(path) ? modules.surroundings(path) : null;
    if (!said || !own.linked) return alone;
    const result = inputs.text(uri);
    if (result.state !== 'read') return alone;
    const { text } = result;
    const linked = () => own.linked?.({ uri, path, text }, alone, said) ?? alone;
    return guarded('the linking of files', linked, alone, (failure) =>
      context.onFailure(failure, uri),
    );
  });

  const linkedFacts = queries.query<readonly Fact[]>(
    'linked facts',
    (uri) => {
      const found = analysis(uri);
      return found && !('state' in found) ? (found.linkedFacts ?? NO_FACTS) : NO_FACTS;
    },
    { equal: sameData },
  );

  const state = queries.query<FileState>('file', (uri) => {
    const known = recognised(uri);
    if (known.state !== 'read') return known;
    const id = languageOf(uri);
    const found = id && analysis(uri);
    const result = inputs.text(uri);
    if (!id || !found || result.state !== 'read') return { state: 'foreign' };
    if ('state' in found) return found;
    const file = fileOf(uri, result.text, language(id) as Language, found);
    return { state: 'analysed', file: inputs.isOpen(uri) ? file : closed(file) };
  });

  function fileOf(uri: string, text: string, own: Language, found: Analysis): OpenedFile {
    const settings = configs.settings();
    const failures: Failure[] = [];
    const limits = [...found.limits];
    const runs = [
      ...rulesFor(own.id, rules).map((rule) => ({
        rule,
        run() {
          const reports = runDocumentRule(rule, own.id, found, settings);
          const { parts } = found;
          return parts?.length ? agreed(reports, partOf(parts)) : reports;
        },
      })),
      ...(found.inner ?? []).flatMap((inner) =>
        rulesFor(inner.language, rules).map((rule) => ({
          rule,
          run: () =>
            runDocumentRule(rule, inner.language, inner.analysis, settings).map((report) =>
              broughtOut(report, inner),
            ),
        })),
      ),
    ];
    const reports = runs.map(({ rule, run }) => {
      counters.documentRulesRun++;
      const all = guarded(`rule ${rule.id}`, run, [], (failure) => {
        failures.push(failure);
        context.onFailure(failure, uri);
      });
      if (all.length <= MAX_FINDINGS) return { rule, reports: all };
      limits.push(`${all.length - MAX_FINDINGS} more findings of ${rule.id} are not listed`);
      return { rule, reports: all.slice(0, MAX_FINDINGS) };
    });
    const { places, syntax, comments, description, names } = found;
    // Asked while the text is at hand: what rests on them asks later.
    const key = keyOf(own.id, uri);
    const facts = reading.facts(key);
    if (own.linked) linkedFacts(uri);
    const joins = own.assembling ? reading.joins(key) : found.joins;
    const path = relativePath(uri, root);
    return {
      uri,
      path,
      lines: lineIndex(text),
      length: text.length,
      language: own,
      environment: environmentOf(path, configs.root()),
      facts,
      places,
      syntax,
      comments,
      description,
      limits,
      names: names ?? [],
      joins,
      failures,
      reports,
      text,
      analysis: found,
    };
  }

  /** A walk reads no other files than those of such names, but those that others claim. */
  const mayBeRead = queries.query<readonly string[]>(
    'paths that may be read',
    () => {
      const named = new Set(context.paths.thatMayMatter());
      return [...context.paths.all()].filter(
        (path) => named.has(path) || context.claimOf(path) !== undefined,
      );
    },
    { equal: sameItems },
  );

  const uris = queries.query<readonly string[]>(
    'files',
    () =>
      queries
        .each(mayBeRead(''), (path) => {
          const uri = child(root, path);
          return languageOf(uri) === null ? undefined : uri;
        })
        .filter((uri) => uri !== undefined)
        .sort((a, b) => (relativePath(a, root) < relativePath(b, root) ? -1 : 1)),
    { equal: sameItems },
  );

  function file(uri: string): ProjectFile | undefined {
    const now = state(uri);
    return now.state === 'analysed' ? now.file : undefined;
  }

  return {
    state,
    languageOf,
    linkedFacts,
    uris: () => uris(''),
    file,
    opened(uri) {
      const now = file(uri);
      if (!now || isOpened(now)) return now;
      const found = analysis(uri);
      const result = inputs.text(uri);
      if (!found || 'state' in found || result.state !== 'read') return undefined;
      return { ...now, text: result.text, analysis: found, places: found.places };
    },
    release(uri) {
      analysis.release(uri);
      reading.release(uri);
    },
  };
}

/** The part of a listing that holds an offset. */
function partOf(parts: readonly AssembledPart[]) {
  return (offset: number) => parts.find(({ start, end }) => start <= offset && offset <= end);
}
