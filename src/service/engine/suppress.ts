import type { Comment } from '../contracts/language';
import { type LineIndex, positionAt } from '../text/lines';
import { builtIn, type Finding } from './finding';

interface Suppression {
  readonly comment: Comment;
  readonly scope: 'line' | 'file';
  readonly line: number;
  /** Empty: every rule. */
  readonly rules: readonly string[];
}

/** The finding that a comment suppresses nothing. */
export const UNUSED_SUPPRESSION = 'headroom/unused-suppression';

/** What a comment can suppress: a rule at a place. */
type Suppressible = Pick<Finding, 'rule' | 'at'>;

/** A text, as far as its comments say something. */
interface CommentedText {
  readonly comments: readonly Comment[];
  readonly lines: LineIndex;
}

const FORM = /^\s*headroom-disable-(next-line|line|file)\b([\s\S]*)$/;

/**
 * Applies the suppression comments of a text to its findings. A suppression that suppresses
 * nothing becomes a hint, so that it does not outlive its reason. `passing`: findings that stand in other
 * files, about values that this text has a part in.
 */
export function applySuppressions(
  findings: readonly Finding[],
  { comments, lines, uri }: CommentedText & { readonly uri: string },
  passing: readonly Suppressible[] = [],
): readonly Finding[] {
  const suppressions = comments.flatMap((comment) => read(comment, lines));
  if (suppressions.length === 0) return findings;
  const used = new Set<Suppression>();
  const isKept = (finding: Suppressible) => {
    const match = matchOf(finding, suppressions, lines);
    if (match) used.add(match);
    return match === undefined;
  };
  const kept = findings.filter(isKept);
  for (const finding of passing) isKept(finding);
  const idle = suppressions
    .filter((suppression) => !used.has(suppression))
    .map(({ comment, rules }) =>
      builtIn(
        UNUSED_SUPPRESSION,
        uri,
        comment.at,
        `This comment suppresses nothing: ${rules.length === 0 ? 'no rule' : rules.join(', ')} reports ${rules.length > 1 ? 'nothing' : 'anything'} here. Remove it.`,
      ),
    );
  return [...kept, ...idle];
}

/** Whether a comment of a text suppresses a finding about a value at a place of it. */
export function isSuppressed(finding: Suppressible, { comments, lines }: CommentedText): boolean {
  const suppressions = comments.flatMap((comment) => read(comment, lines));
  return matchOf(finding, suppressions, lines) !== undefined;
}

function matchOf(
  { rule, at }: Suppressible,
  suppressions: readonly Suppression[],
  lines: LineIndex,
): Suppression | undefined {
  const line = positionAt(lines, at.start).line;
  return suppressions.find(
    ({ scope, rules, line: own }) =>
      (scope === 'file' || own === line) && (rules.length === 0 || rules.includes(rule)),
  );
}

function read(comment: Comment, lines: LineIndex): readonly Suppression[] {
  const match = FORM.exec(comment.text);
  if (!match) return [];
  const [, scope, rest = ''] = match;
  const names = (rest.split(/\s--(?:\s|$)/)[0] ?? '').trim();
  const line = positionAt(lines, comment.at.start).line;
  return [
    {
      comment,
      scope: scope === 'file' ? 'file' : 'line',
      line: scope === 'next-line' ? positionAt(lines, comment.at.end).line + 1 : line,
      rules: names === '' ? [] : names.split(/[\s,]+/),
    },
  ];
}
