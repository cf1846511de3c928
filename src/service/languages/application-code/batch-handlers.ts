import type { BatchHandlerFact } from '../../contracts/fact';
import type { Span } from '../../contracts/span';
import type { EntrySource } from './entries/entry';
import type { Grammar } from './grammars';

/** The messages that Lambda hands over: `event.Records`, `event["Records"]`. */
const RECORDS = /(?<![\w.])\w{1,60}(?:\.Records\b|\[["']Records["']\]|\.get\(["']Records["'])/;
/** A message of SQS among them: its body. */
const BODY = /\.body\b|\[["']body["']\]|\.get\(["']body["']/;
/** It walks over them. */
const WALKS = /\bfor\b|\.(?:map|forEach)\(/;
/** It says which have failed, or takes away by itself what is done. */
const IN_PARTS =
  /batch_?item_?failures|BatchProcessor|process_?partial_?response|sqs_batch_processor|sqsBatch|middy|delete_?message/i;
/** What fails is caught. */
const CATCHES = /\bcatch\b|\bexcept\b|\ballSettled\b|return_exceptions/;
/** What is caught is thrown again. */
const THROWS = /\bthrow\b|\braise\b|Promise\.reject/;

/** A file whose function walks over messages of SQS and fails as a whole where one of them fails. */
export function batchHandlers(
  { root }: EntrySource,
  grammar: Grammar,
): readonly { readonly fact: BatchHandlerFact; readonly at: Span }[] {
  if (grammar !== 'typescript' && grammar !== 'tsx' && grammar !== 'python') return [];
  const text = root?.text ?? '';
  const found = text.includes('Records') ? RECORDS.exec(text) : null;
  if (!found || !BODY.test(text) || !WALKS.test(text) || IN_PARTS.test(text)) return [];
  if (CATCHES.test(text) && !THROWS.test(text)) return [];
  const at = { start: found.index, end: found.index + found[0].length };
  return [{ fact: { kind: 'batch-handler', path: '/batchHandler' }, at }];
}
