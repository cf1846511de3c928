import type { BuildSources } from '../../contracts/build';
import { sameData } from '../../engine/same';
import type { DataNode } from '../../syntax/data-node';
import { type Printed, printedWithExpressions } from '../printed';
import type { RenderedText } from './render';
import { type TemplateLines, templateLines } from './template-lines';
import type { HiddenBlock, Piece, Rope } from './values';

/** What a text of a template was read to. */
export interface ReadText {
  readonly documents: readonly DataNode[];
  readonly limits: readonly string[];
  readonly isBroken: boolean;
  /** Objects that nobody can tell to be there. */
  readonly optional: readonly OptionalObject[];
}

/** An object that is there under a condition alone, which cannot be told, as it is written. */
export interface OptionalObject {
  readonly condition: string;
  readonly node: DataNode;
}

/** The uri of a template, and its lines when they are asked for. */
export type LinesOf = (path: string) => {
  readonly uri: string;
  lines(): TemplateLines | undefined;
};

interface Remembered extends ReadText {
  readonly rope: Rope;
  /** The lines that were asked for. */
  readonly lines: ReadonlyMap<string, TemplateLines | undefined>;
}

/** What the templates of one build were read to, by their paths: one may be run for several charts. */
type BuildMemory = Map<string, readonly Remembered[]>;

/** So many builds are remembered: those that somebody is editing. */
const MAX_BUILDS = 4;

const memories = new WeakMap<BuildSources, Map<string, BuildMemory>>();

/**
 * Reads texts of a build, or takes what came of the last reading where the text is the same, with the same places
 * behind it: a cache beside the queries, which decides how long an edit takes and never what is said.
 */
export function readOrRemembered(
  sources: BuildSources,
  build: string,
  texts: readonly RenderedText[],
  read: (text: RenderedText, lines: LinesOf) => ReadText,
): readonly ReadText[] {
  const builds = memories.get(sources) ?? new Map<string, BuildMemory>();
  memories.set(sources, builds);
  const before = builds.get(build);
  const now: BuildMemory = new Map();
  const all = texts.map((text) => {
    const { path, rope } = text;
    const holds = (each: Remembered) =>
      sameRope(each.rope, rope) &&
      [...each.lines].every(([file, lines]) => templateLines(sources, file) === lines);
    const made = before?.get(path)?.find(holds) ?? readNow(sources, text, read);
    now.set(path, [...(now.get(path) ?? []), made]);
    return made;
  });
  builds.delete(build);
  builds.set(build, now);
  for (const oldest of builds.keys()) {
    if (builds.size <= MAX_BUILDS) break;
    builds.delete(oldest);
  }
  return all;
}

function readNow(
  sources: BuildSources,
  text: RenderedText,
  read: (text: RenderedText, lines: LinesOf) => ReadText,
): Remembered {
  const asked = new Map<string, TemplateLines | undefined>();
  const made = read(text, (path) => ({
    uri: sources.uri(path),
    lines() {
      if (!asked.has(path)) asked.set(path, templateLines(sources, path));
      return asked.get(path);
    },
  }));
  return { ...made, rope: text.rope, lines: asked };
}

function sameRope(a: Rope, b: Rope): boolean {
  return a.length === b.length && a.every((piece, index) => samePiece(piece, b[index]));
}

function samePiece(a: Piece, b: Piece | undefined): boolean {
  return (
    b !== undefined &&
    a.text === b.text &&
    a.isWhole === b.isWhole &&
    a.isLiteral === b.isLiteral &&
    a.unknown === b.unknown &&
    a.site?.at === b.site?.at &&
    a.site?.path === b.site?.path &&
    sameData(a.trail, b.trail) &&
    sameHidden(a.hidden ?? [], b.hidden ?? [])
  );
}

function sameHidden(a: readonly HiddenBlock[], b: readonly HiddenBlock[]): boolean {
  return (
    a.length === b.length &&
    a.every(({ condition, rope }, index) => {
      const other = b[index];
      return other?.condition === condition && sameRope(rope, other.rope);
    })
  );
}

const printings = new WeakMap<DataNode, Printed>();

/** An object as text, printed once as long as it stays the same one. */
export function printedOnce(node: DataNode): Printed {
  const known = printings.get(node);
  if (known) return known;
  const made = printedWithExpressions(node);
  printings.set(node, made);
  return made;
}
