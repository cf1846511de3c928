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

const FORM = /^\s*headroom-disable-(next-line|line|file)\b([\s\S]*)$/;

/**
 * Applies the suppression comments of a text to its findings. A suppression that suppresses
 * nothing becomes a hint, so that it does not outlive its reason.
 */
export function applySuppressions(
  findings: readonly Finding[],
  comments: readonly Comment[],
  uri: string,
  lines: LineIndex,
): readonly Finding[] {
  const suppressions = comments.flatMap((comment) => read(comment, lines));
  if (suppressions.length === 0) return findings;
  const used = new Set<Suppression>();
  const kept = findings.filter((finding) => {
    const line = positionAt(lines, finding.at.start).line;
    const match = suppressions.find(
      ({ scope, rules, line: at }) =>
        (scope === 'file' || at === line) && (rules.length === 0 || rules.includes(finding.rule)),
    );
    if (match) used.add(match);
    return match === undefined;
  });
  const idle = suppressions
    .filter((suppression) => !used.has(suppression))
    .map(({ comment, rules }) =>
      builtIn(
        'headroom/unused-suppression',
        uri,
        comment.at,
        `This comment suppresses nothing: ${rules.length === 0 ? 'no rule' : rules.join(', ')} reports ${rules.length > 1 ? 'nothing' : 'anything'} here. Remove it.`,
      ),
    );
  return [...kept, ...idle];
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
