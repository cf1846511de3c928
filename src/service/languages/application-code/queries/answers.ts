import { escapePattern } from '../../../text/patterns';
import { functionOf, inside, type Use } from '../uses';

/** Calls that answer a request. */
export const ANSWERS = /^(?:json|send|jsonify|Response)$/;

/** Returned, or handed to what answers the request as it is. */
export function isSent(use: Use, answers: readonly Use[], text: string): boolean {
  if (use.result.kind === 'returned') return true;
  const scope = functionOf(use);
  const rest = text.slice(use.at.end, scope.at.end);
  if (use.result.kind === 'passed') {
    return answers.some(({ at }) => inside(use.at, at));
  }
  if (use.result.kind !== 'variable') return false;
  return use.result.names.some((name) => {
    const answer = new RegExp(
      `(?:\\.(?:json|send)\\(|\\breturn(?=\\s))\\s*(?:\\{\\s*)?(?:\\w+:\\s*)?${escapePattern(name)}(?:\\.rows)?\\s*[,;)}\\n]`,
    );
    return answer.test(rest);
  });
}
