import { isMap, isScalar, type Node, parseDocument, YAMLMap } from 'yaml';
import { CHECKLIST } from '../checklist-items';
import type { Answer } from '../contracts/checklist';
import type { SyntaxProblem } from '../contracts/language';
import { span } from '../contracts/span';
import { didYouMean } from './configuration';

/** The file in which a team keeps its answers, in the project's root. */
export const TICKS_NAME = 'headroom-checklist.yaml';

/** What an item may be answered with. */
export const ANSWERS: readonly string[] = [
  'yes',
  'no',
  'not-applicable',
] satisfies readonly Answer[];

const HEADER = ` Answers to Headroom's scaling checklist: yes, no or not-applicable.
 An item that is not here is answered by the workspace, where it can be.`;

/** The answers of a file; what is wrong becomes a problem at its place, the rest applies. */
export function readTicks(text: string): {
  readonly ticks: ReadonlyMap<string, Answer>;
  /** The comments beside answers, by item. */
  readonly reasons: ReadonlyMap<string, string>;
  readonly problems: readonly SyntaxProblem[];
} {
  const document = parseDocument(text);
  const problems: SyntaxProblem[] = document.errors.map(({ pos: [start, end], message }) => ({
    at: span(start, Math.max(start, end)),
    message: `${TICKS_NAME} cannot be read here: ${message.split('\n')[0]}`,
  }));
  const problem = (node: unknown, message: string) => {
    const [start, end] = (node as Node | null | undefined)?.range ?? [0, 0];
    problems.push({ at: span(start, end), message });
  };
  const ticks = new Map<string, Answer>();
  const reasons = new Map<string, string>();
  const { contents } = document;
  if (contents === null) return { ticks, reasons, problems };
  if (!isMap(contents)) {
    problem(contents, `${TICKS_NAME} needs items and answers, such as "cdn: yes".`);
    return { ticks, reasons, problems };
  }
  const ids = CHECKLIST.flatMap(({ items }) => items.map(({ id }) => id));
  for (const { key, value } of contents.items) {
    const id = isScalar(key) ? String(key.value) : '';
    const answer = answerOf(isScalar(value) ? value.value : undefined);
    if (!ids.includes(id)) problem(key, `Unknown item "${id}"${didYouMean(id, ids)}.`);
    else if (answer === undefined)
      problem(value ?? key, `${id} needs one of ${ANSWERS.join(', ')}.`);
    else {
      ticks.set(id, answer);
      const reason = (value as Node).comment?.trim();
      if (reason) reasons.set(id, reason);
    }
  }
  return { ticks, reasons, problems };
}

/** YAML 1.1 tools write booleans for yes and no. */
function answerOf(value: unknown): Answer | undefined {
  if (value === true) return 'yes';
  if (value === false) return 'no';
  return ANSWERS.includes(String(value)) ? (String(value) as Answer) : undefined;
}

/**
 * The text after an item is answered, or its answer taken back; comments and order stay.
 * @param reason - why, in one line; written beside the answer
 */
export function withTick(
  text: string,
  item: string,
  answer: Answer | null,
  reason: string | null = null,
): string {
  const document = parseDocument(text);
  if (!isMap(document.contents)) {
    document.contents = new YAMLMap() as never;
    document.commentBefore ??= HEADER;
  }
  if (answer === null) document.delete(item);
  else {
    const value = document.createNode(answer);
    const because = reason?.replace(/\s+/g, ' ').trim();
    if (because) value.comment = ` ${because}`;
    document.set(item, value);
  }
  if (isMap(document.contents) && document.contents.items.length === 0)
    document.contents.flow = true;
  else if (isMap(document.contents)) document.contents.flow = false;
  return document.toString();
}
