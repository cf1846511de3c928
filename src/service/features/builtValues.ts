import type { Build } from '../contracts/build';
import type { OpenedFile } from '../project/file';
import type { Project } from '../project/project';
import { type DataNode, stepsOf, type TrailStep } from '../syntax/data-node';
import { positionAt } from '../text/lines';
import { shownStep } from './trail';

/** Environments that a hover names; of more it says how many. */
const MAX_ENVIRONMENTS = 8;
/** Characters of a value. */
const MAX_VALUE = 60;

/** A value of a file as it will run. */
interface BuiltValue {
  readonly build: Build;
  readonly node: DataNode;
}

/**
 * What becomes of the value at an offset of a file in each build that the file takes part in, with the
 * places that decide it; `undefined` where nothing but the file itself decides it, or nothing is known.
 */
export function builtValueText(
  file: OpenedFile,
  offset: number,
  project: Project,
): { readonly path: string; readonly markdown: string } | undefined {
  const builds = project.builds().filter(({ layers }) => layers.includes(file.path));
  if (builds.length === 0) return undefined;
  const path = valueAt(file, offset);
  if (path === undefined) return undefined;
  const values = builds.flatMap((build): BuiltValue[] => {
    const node = builtFrom(build, file.uri, path);
    return node && !isBlock(node) ? [{ build, node }] : [];
  });
  const [first] = values;
  const isPlain = ({ node: { trail } }: BuiltValue) =>
    trail.length === 1 && trail[0]?.uri === file.uri && trail[0].path === path;
  if (!first || (values.length === 1 && isPlain(first) && first.build.environment.name === null)) {
    return undefined;
  }
  const lines = values.slice(0, MAX_ENVIRONMENTS).map(({ build, node }) => {
    const where = build.environment.name ?? build.id;
    const trail = node.trail.map((step) => stepLink(step, file, project)).join(' ← ');
    return `- ${codeOf(where)}: ${shownValue(node)}${trail === '' ? '' : ` · ${trail}`}`;
  });
  const more = values.length - lines.length;
  if (more > 0) lines.push(`- and ${more} more builds`);
  return { path, markdown: ['What will run:', '', ...lines].join('\n') };
}

/** The innermost single value at an offset: the cursor on it, or before it on its line. */
function valueAt({ places, lines }: OpenedFile, offset: number): string | undefined {
  const { line } = positionAt(lines, offset);
  let found:
    | { readonly path: string; readonly distance: number; readonly size: number }
    | undefined;
  for (const [path, at] of places) {
    if (at.end < offset || positionAt(lines, at.start).line !== line) continue;
    const distance = Math.max(0, at.start - offset);
    const size = at.end - at.start;
    const isNearer = !found || distance < found.distance;
    if (isNearer || (distance === found?.distance && size < found.size)) {
      found = { path, distance, size };
    }
  }
  return found?.path;
}

/**
 * What a build makes of a place of a file: what has passed it, or what stands where the nearest thing
 * around it that has passed came to stand.
 */
function builtFrom(build: Build, uri: string, path: string): DataNode | undefined {
  const passed = new Map<string, DataNode>();
  for (const document of build.documents) collect(document, uri, passed);
  const exact = passed.get(path);
  if (exact) return exact;
  const steps = stepsOf(path);
  for (let depth = steps.length - 1; depth > 0; depth--) {
    const above = passed.get(`/${steps.slice(0, depth).map(escaped).join('/')}`);
    if (above) return steps.slice(depth).reduce(entryBelow, above);
  }
  return undefined;
}

/** Keys keep their meaning when maps are merged; positions in lists do not. */
function entryBelow(node: DataNode | undefined, step: string): DataNode | undefined {
  return node?.kind === 'map' ? node.entries.get(step) : undefined;
}

function collect(node: DataNode, uri: string, into: Map<string, DataNode>): void {
  for (const step of node.trail) {
    if (step.uri === uri && !into.has(step.path)) into.set(step.path, node);
  }
  if (node.kind === 'map') for (const value of node.entries.values()) collect(value, uri, into);
  else if (node.kind === 'list') for (const item of node.items) collect(item, uri, into);
}

function escaped(step: string): string {
  return step.replaceAll('~', '~0').replaceAll('/', '~1');
}

function isBlock(node: DataNode): boolean {
  return (
    (node.kind === 'map' && node.entries.size > 0) ||
    (node.kind === 'list' && node.items.length > 0)
  );
}

function shownValue(node: DataNode): string {
  if (node.kind === 'unknown') return `unknown (${codeOf(node.why)})`;
  return codeOf(node.kind === 'scalar' ? node.text : node.kind === 'map' ? '{}' : '[]');
}

/** One line of code, whatever stands in it. */
function codeOf(text: string): string {
  const line = text.replace(/[`\s]+/g, ' ').trim();
  return `\`${line.length > MAX_VALUE ? `${line.slice(0, MAX_VALUE)}…` : line || '""'}\``;
}

/** `[overlays/prod/hpa.yaml line 6](…)` and what was done there. */
function stepLink(step: TrailStep, from: OpenedFile, project: Project): string {
  const { file, line, how } = shownStep(step, project);
  const name = step.uri === from.uri ? '' : `${file} `;
  const done = how === undefined ? '' : ` (${how})`;
  if (line === undefined) return `${name === '' ? 'this file' : codeOf(file)}${done}`;
  return `[${name}line ${line}](${step.uri}#L${line})${done}`;
}
