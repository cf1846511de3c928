import type { Cancellation, Ports } from '../contracts/ports';
import type { Rule } from '../contracts/rule';
import type { FixOptions, FixResult } from '../contracts/service';
import { knownAmong } from '../engine/baseline';
import { fingerprintOf } from '../engine/finding';
import { createProject } from '../project/create';
import type { Project } from '../project/project';
import type { Projects } from '../project/projects';
import { isWithin, relativePath } from '../text/paths';
import { changedTexts, planPass } from './apply';

/** After so many passes what is left is left: two fixes that undo each other must end. */
const MOST_PASSES = 10;

/**
 * Fixes the files beneath `uris`, one project after the other, the projects within them included; see
 * {@link fixProject}.
 */
export async function fixAll(
  projects: Projects,
  uris: readonly string[],
  options: FixOptions,
  rules: readonly Rule[],
  token: Cancellation,
): Promise<FixResult> {
  const texts = new Map<string, string>();
  const before = new Map<string, string>();
  const together: (readonly string[])[] = [];
  const roots = new Map<string, string>();
  let applied = 0;
  let passes = 0;
  for (const [project, targets] of await projects.beneath(uris, token)) {
    const opened = new Map(projects.documentsIn(project.root).map(({ uri, text }) => [uri, text]));
    const result = await fixProject(project, targets, options, rules, opened, token);
    for (const [uri, text] of result.texts) {
      texts.set(uri, text);
      roots.set(uri, project.root);
    }
    for (const [uri, text] of result.before) before.set(uri, text);
    together.push(...result.together);
    applied += result.applied;
    passes = Math.max(passes, result.passes);
  }
  return { texts, before, together, roots, applied, passes };
}

/**
 * Fixes the files beneath `uris` until nothing changes, each pass on a fresh analysis of the
 * project. `opened` are the texts of open documents, which count before the disk's. Texts are
 * returned, never written.
 */
async function fixProject(
  { root, ports }: Project,
  uris: readonly string[],
  options: FixOptions,
  rules: readonly Rule[],
  opened: ReadonlyMap<string, string>,
  token: Cancellation,
): Promise<Omit<FixResult, 'roots'>> {
  const texts = new Map<string, string>();
  const before = new Map<string, string>();
  const together: (readonly string[])[] = [];
  const project = createProject(
    root,
    overlay(ports, (uri) => texts.get(uri) ?? opened.get(uri)),
    rules,
    { document: () => undefined, openUris: () => [], onChange: () => {} },
    noCounters(),
  );
  let applied = 0;
  for (let passes = 1; passes <= MOST_PASSES; passes++) {
    await project.index(token);
    // A document that is not on disk is in no folder's listing.
    for (const uri of passes === 1 ? opened.keys() : []) project.changed(uri);
    const plan = (): Pass => {
      const pass = planPass(findingsOf(project, uris, options), options.unsafe, project);
      return { ...pass, changed: changedTexts(pass.changes, project) };
    };
    const pass = await project.ask(plan, NO_PASS, token);
    const { changed } = pass;
    // Half of a fix is none.
    const isWhole = pass.together.every((uri) => changed.has(uri));
    if (changed.size === 0 || !isWhole || token.isCancellationRequested) {
      return { texts, before, together, applied, passes };
    }
    applied += pass.applied;
    if (pass.together.length > 0) together.push(pass.together);
    for (const [uri, text] of changed) {
      if (!before.has(uri)) before.set(uri, text.before);
      texts.set(uri, text.after);
      project.changed(uri);
    }
  }
  return { texts, before, together, applied, passes: MOST_PASSES };
}

/** What one pass would change. */
interface Pass extends Pick<ReturnType<typeof planPass>, 'applied' | 'together'> {
  readonly changed: ReturnType<typeof changedTexts>;
}

/** The outcome of a pass that was cancelled. */
const NO_PASS: Pass = { applied: 0, together: [], changed: new Map() };

function findingsOf(project: Project, uris: readonly string[], { only, known }: FixOptions) {
  const all = project
    .files()
    .filter(({ uri }) => uris.some((chosen) => isWithin(uri, chosen)))
    .flatMap(({ uri }) => project.findings(uri))
    .filter(({ rule }) => only.length === 0 || only.includes(rule));
  if (!known) return all;
  const rows = all.map((finding) => ({
    path: relativePath(finding.uri, known.folder),
    rule: finding.rule,
    message: finding.message,
    fingerprint: fingerprintOf(finding, project.root),
    finding,
  }));
  const entries = knownAmong(rows, known.findings);
  return rows.filter((row) => !entries.known.has(row)).map(({ finding }) => finding);
}

function overlay(ports: Ports, textOf: (uri: string) => string | undefined): Ports {
  const { workspace } = ports;
  return {
    ...ports,
    workspace: {
      files: (root, token) => workspace.files(root, token),
      exists: (uri) => workspace.exists(uri),
      folderOf: (uri) => workspace.folderOf(uri),
      read: async (uri) => {
        const text = textOf(uri);
        return text === undefined ? workspace.read(uri) : { state: 'read', text };
      },
    },
  };
}

function noCounters() {
  return {
    parses: new Map<string, number>(),
    documentRulesRun: 0,
    projectRulesRun: 0,
    filesRead: 0,
    queries: new Map<string, number>(),
  };
}
