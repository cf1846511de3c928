import type { TextChange } from '../../contracts/fix';
import { span } from '../../contracts/span';
import type { Checkout } from './checkouts';
import type { ApplicationModel } from './model';
import { functionOf, type Use } from './uses';

/** A change that gives a connection back however the function ends. */
export interface Wrapped {
  readonly title: string;
  readonly edits: readonly TextChange[];
}

/** Wraps what uses a connection so that it is always given back; `undefined` where that is not plain. */
export function giveBackAlways(
  application: ApplicationModel,
  checkout: Checkout,
): Wrapped | undefined {
  switch (application.grammar) {
    case 'typescript':
    case 'tsx':
      return inTryFinally(application, checkout);
    case 'go':
      return deferred(application, checkout);
    default:
      return undefined;
  }
}

/** The place after `if err != nil { … }` that follows a call. */
export function afterErrorCheck(
  { text }: ApplicationModel,
  use: Use,
): { readonly at: number; readonly indent: string } | undefined {
  const rest = text.slice(use.at.end);
  const check = /^\s*\n([ \t]*)if err != nil \{[\s\S]*?\n\1\}/.exec(rest);
  return check?.[1] === undefined
    ? undefined
    : { at: use.at.end + check[0].length, indent: check[1] };
}

function deferred(application: ApplicationModel, checkout: Checkout): Wrapped | undefined {
  const { use, variable, release, givenBack } = checkout;
  const place = afterErrorCheck(application, use);
  if (!place || givenBack) return undefined;
  const newText = `\n${place.indent}defer ${variable}.${release}()`;
  return {
    title: `Defer ${variable}.${release}()`,
    edits: [{ span: span(place.at, place.at), newText }],
  };
}

/** The rest of the function goes into `try`, so that no declaration leaves the block it is read in. */
function inTryFinally(
  { text }: ApplicationModel,
  { use, variable, release, givenBack }: Checkout,
): Wrapped | undefined {
  const scope = functionOf(use);
  if (use.region !== scope || text[scope.at.end - 1] !== '}') return undefined;
  const lineStart = text.lastIndexOf('\n', use.at.start) + 1;
  const indent = /^[ \t]*/.exec(text.slice(lineStart))?.[0] ?? '';
  const bodyStart = text.indexOf('\n', use.at.end) + 1;
  const bodyEnd = text.lastIndexOf('\n', scope.at.end - 1) + 1;
  const sameLine = text.slice(use.at.end, bodyStart).trim();
  if (bodyStart === 0 || bodyEnd <= bodyStart || !/^;?$/.test(sameLine)) return undefined;
  // A template over several lines would change with its indentation.
  const body = text.slice(bodyStart, bodyEnd);
  if (/`[^`]*\n[^`]*`/.test(body)) return undefined;
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const unit = indent.includes('\t')
    ? '\t'
    : indent.length % 4 === 0 && indent.length > 0
      ? '    '
      : '  ';
  const call = `${variable}.${release}();`;
  const lines = body.split('\n').map((line) => line.replace(/\r$/, ''));
  const kept = givenBack
    ? lines.filter((line) => line.trim().replace(/^await /, '') !== call)
    : lines;
  if (givenBack && kept.length !== lines.length - 1) return undefined;
  const moved = kept
    .slice(0, -1)
    .map((line) => (line.trim() === '' ? '' : `${unit}${line}${eol === '\r\n' ? '' : ''}`))
    .join(eol);
  const newText = [
    `${indent}try {`,
    moved,
    `${indent}} finally {`,
    `${indent}${unit}${call}`,
    `${indent}}`,
    '',
  ].join(eol);
  return {
    title: `Release ${variable} in a finally block`,
    edits: [{ span: span(bodyStart, bodyEnd), newText }],
  };
}
