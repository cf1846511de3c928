import type { EndsAtSignalFact } from '../../contracts/fact';
import { type Span, span } from '../../contracts/span';
import type { EntrySource } from './entries/entry';
import type { Grammar } from './grammars';

/** A program of Go that listens in `main`, with what it is told to listen by: `server.Serve(listener)` of gRPC too. */
const LISTENS = /\b(ListenAndServe(?:TLS)?)\(/;
const MAKES_GRPC = /\bgrpc\.NewServer\(/;
const SERVES = /\.(Serve)\(/;
/** Whatever speaks of the end of a program may see to it, here or in another file. */
const SEES_TO_IT =
  /shut_?down|signal|graceful|sigterm|drain|\bclose\(\s?ctx|errgroup|fx\.New|run\.Group/i;

/** Servers of Go that end at SIGTERM with what they are doing; the language does nothing by itself. */
export function signalEnds(
  { root }: EntrySource,
  grammar: Grammar,
): readonly { readonly fact: EndsAtSignalFact; readonly at: Span }[] {
  const text = grammar === 'go' ? (root?.text ?? '') : '';
  const call = LISTENS.exec(text) ?? (MAKES_GRPC.test(text) ? SERVES.exec(text) : null);
  if (!call || !/^package main\b/m.test(text) || !/^func main\(\)/m.test(text)) return [];
  if (SEES_TO_IT.test(text)) return [];
  const name = call[1] ?? '';
  return [
    {
      fact: { kind: 'ends-at-signal', path: '/ends/0', call: name },
      at: span(call.index + call[0].length - 1 - name.length, call.index + call[0].length - 1),
    },
  ];
}
