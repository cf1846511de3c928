import type { Severity } from '../service/contracts/finding';
import type { OutputFinding, OutputRange } from '../service/contracts/output';
import type { JudgedFile, Review, RuleSummary } from '../service/contracts/service';
import { say } from './say';

/** What a rule is called: a few words for its row, a sentence for who points at it. */
export type RuleNames = Pick<RuleSummary, 'title' | 'summary'>;

/** What the Findings view groups by. */
export type Grouping = 'rule' | 'file' | 'severity';

/** A review of one folder of the workspace. */
export interface FolderReview {
  /** Put before each path where the workspace has several folders; else empty. */
  readonly prefix: string;
  readonly review: Review;
}

/** A line of the Findings view, as plain data. */
export interface FindingNode {
  /** Stable between two readings, so that the tree stays open where it was. */
  readonly id: string;
  readonly label: string;
  readonly description: string;
  /** What the line says when it is read aloud. */
  readonly spoken: string;
  readonly tooltip: string;
  readonly severity: Severity | null;
  /** Rules and places of them can be explained and fixed. */
  readonly rule: string | null;
  readonly place: { readonly uri: string; readonly range: OutputRange } | null;
  readonly isOpen: boolean;
  readonly children: readonly FindingNode[];
}

/** How many findings there are of each severity. */
export type Totals = Readonly<Record<Severity, number>>;

const ORDER: readonly Severity[] = ['error', 'warning', 'information', 'hint'];

const WORDS: Readonly<Record<Severity, readonly [string, string]>> = {
  error: [say('error'), say('errors')],
  warning: [say('warning'), say('warnings')],
  information: [say('note'), say('notes')],
  hint: [say('hint'), say('hints')],
};

/** A finding with its file. */
interface Found {
  readonly uri: string;
  readonly path: string;
  readonly finding: OutputFinding;
}

/** The tree of what reviews found; what could not be reviewed is its last group. */
export function findingsTree(
  reviews: readonly FolderReview[],
  namesOf: (rule: string) => RuleNames | undefined,
  grouping: Grouping,
): readonly FindingNode[] {
  const found = reviews.flatMap(foundIn).sort(inOrder);
  const groups = groupedBy(found, ({ path, finding }) =>
    grouping === 'rule' ? finding.rule : grouping === 'file' ? path : finding.severity,
  );
  const nodes = [...groups].map(([key, members]) => groupNode(key, members, grouping, namesOf));
  const skipped = skippedNode(reviews);
  return skipped ? [...nodes, skipped] : nodes;
}

/** A review of what is sure of some files while the others are still being judged. */
export function reviewOf(judged: readonly JudgedFile[]): Review {
  const files = judged.map(({ file }) => file);
  const summary = { files: files.length, error: 0, warning: 0, information: 0, hint: 0 };
  return {
    output: { version: 1, files, notReviewed: [], summary },
    uris: judged.map(({ uri }) => uri),
  };
}

/** The totals of all folders. */
export function totalsOf(reviews: readonly FolderReview[]): Totals {
  const totals = { error: 0, warning: 0, information: 0, hint: 0 };
  for (const { review } of reviews) {
    for (const severity of ORDER) totals[severity] += review.output.summary[severity];
  }
  return totals;
}

/** `2 errors, 1 note`, or that there is nothing. */
export function totalsText(totals: Totals): string {
  const parts = ORDER.flatMap((severity) =>
    totals[severity] === 0 ? [] : [counted(totals[severity], ...WORDS[severity])],
  );
  return parts.length === 0 ? say('nothing to report') : parts.join(', ');
}

function foundIn({ prefix, review: { output, uris } }: FolderReview): readonly Found[] {
  return output.files.flatMap(({ path, findings }, index) =>
    findings.map((finding) => ({ uri: uris[index] ?? '', path: prefix + path, finding })),
  );
}

function inOrder(a: Found, b: Found): number {
  return (
    ORDER.indexOf(a.finding.severity) - ORDER.indexOf(b.finding.severity) ||
    compare(a.finding.rule, b.finding.rule) ||
    compare(a.path, b.path) ||
    a.finding.range.start.line - b.finding.range.start.line
  );
}

function groupNode(
  key: string,
  members: readonly Found[],
  grouping: Grouping,
  namesOf: (rule: string) => RuleNames | undefined,
): FindingNode {
  const severity = members[0]?.finding.severity ?? 'hint';
  const places = counted(members.length, say('place'), say('places'));
  const names = namesOf(key);
  const label =
    grouping === 'rule'
      ? (names?.title ?? key)
      : grouping === 'file'
        ? key
        : WORDS[severity][1].replace(/^./, (first) => first.toUpperCase());
  return {
    id: `${grouping} ${key}`,
    label,
    description: places,
    spoken: `${WORDS[severity][0]}: ${label}, ${places}`,
    tooltip: grouping === 'rule' ? `${key}: ${names?.summary ?? label}` : label,
    severity,
    rule: grouping === 'rule' ? key : null,
    place: null,
    isOpen: grouping !== 'rule',
    children: withIds(members.map((member) => placeNode(member, grouping))),
  };
}

function placeNode({ uri, path, finding }: Found, grouping: Grouping): FindingNode {
  const { rule, severity, message, range } = finding;
  const at = `${path}:${range.start.line + 1}`;
  const label = grouping === 'rule' ? at : message;
  const description =
    grouping === 'rule'
      ? message
      : grouping === 'file'
        ? say('line {0}', range.start.line + 1)
        : at;
  return {
    id: `${rule} ${path} ${message}`,
    label,
    description,
    spoken: say('{0} at {1}: {2}', WORDS[severity][0], at, message),
    tooltip: `${message}\n\n${rule} · ${at}`,
    severity,
    rule,
    place: { uri, range },
    isOpen: false,
    children: [],
  };
}

/** The same message twice in a file is told apart by how many came before, which edits rarely change. */
function withIds(nodes: readonly FindingNode[]): readonly FindingNode[] {
  const seen = new Map<string, number>();
  return nodes.map((node) => {
    const before = seen.get(node.id) ?? 0;
    seen.set(node.id, before + 1);
    return before === 0 ? node : { ...node, id: `${node.id} ${before}` };
  });
}

function skippedNode(reviews: readonly FolderReview[]): FindingNode | undefined {
  const children = reviews.flatMap(({ prefix, review: { output, uris } }) =>
    output.files.flatMap(({ path, skipped }, index): FindingNode[] => {
      if (skipped === null) return [];
      const start = { line: 0, character: 0 };
      const label = prefix + path;
      return [
        {
          ...BARE,
          id: `skipped/${label}`,
          label,
          description: skipped,
          spoken: say('not reviewed: {0}, {1}', label, skipped),
          tooltip: `${label}: ${skipped}`,
          place: { uri: uris[index] ?? '', range: { start, end: start } },
        },
      ];
    }),
  );
  if (children.length === 0) return undefined;
  const description = counted(children.length, say('file'), say('files'));
  return {
    ...BARE,
    id: 'skipped',
    label: say('Not reviewed'),
    description,
    spoken: say('not reviewed: {0}', description),
    tooltip: say('Seen and not reviewed, with the reason.'),
    children,
  };
}

const BARE = { severity: null, rule: null, place: null, isOpen: false, children: [] } as const;

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** In the order in which each key comes first; `Map.groupBy` is not in Node 20. */
function groupedBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}
