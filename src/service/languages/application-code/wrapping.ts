import type { TextChange } from '../../contracts/fix';
import { span } from '../../contracts/span';
import { escapePattern } from '../../text/patterns';
import type { Checkout } from './checkouts';
import type { ApplicationModel } from './model';
import { heldLines, type Stretch } from './stretches';
import type { Use } from './uses';

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
    case 'python':
      return inPython(application, checkout);
    case 'java':
      return inTryWithResources(application, checkout);
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

function inTryFinally(application: ApplicationModel, checkout: Checkout): Wrapped | undefined {
  const held = heldLines(application, checkout);
  if (!held) return undefined;
  const { indent, unit } = held;
  return {
    title: `Release ${checkout.variable} in a finally block`,
    edits: block(held, [
      `${indent}try {`,
      ...held.lines,
      `${indent}} finally {`,
      `${indent}${unit}${checkout.giveBack};`,
      `${indent}}`,
    ]),
  };
}

/** `try (Connection connection = …) { … }`, where the statement declares the variable. */
function inTryWithResources(
  application: ApplicationModel,
  checkout: Checkout,
): Wrapped | undefined {
  const { text } = application;
  const { variable } = checkout;
  const held = heldLines(application, checkout);
  if (!held) return undefined;
  const declared = text.slice(held.take.start, held.take.end).trim().replace(/;$/, '');
  const isDeclaration = new RegExp(
    `^(?:final\\s+)?[\\w.]+\\s+${escapePattern(variable)}\\s*=`,
  ).test(declared);
  // What a try statement declares is final.
  const isSet = new RegExp(`(?<![.\\w])${escapePattern(variable)}\\s*=(?!=)`).test(
    held.lines.join('\n'),
  );
  if (!isDeclaration || isSet) return undefined;
  const { indent, eol } = held;
  return {
    title: `Take ${variable} in the head of a try statement`,
    edits: [
      { span: held.take, newText: `try (${declared}) {${eol}` },
      ...block(held, [...held.lines, `${indent}}`]),
    ],
  };
}

/** `async with`, where the library's own gives back and does nothing else; else `finally`. */
function inPython(application: ApplicationModel, checkout: Checkout): Wrapped | undefined {
  const { text } = application;
  const { use, variable, handle, giveBack } = checkout;
  const held = heldLines(application, checkout);
  if (!held || use.result.kind !== 'variable') return undefined;
  const { indent, unit, eol, lines } = held;
  if (handle.module === 'asyncpg' && use.awaited && use.result.names[0] === variable) {
    const call = text.slice(use.at.start, use.at.end);
    return {
      title: `Take ${variable} with async with`,
      edits: [
        { span: held.take, newText: `async with ${call} as ${variable}:${eol}` },
        ...block(held, lines),
      ],
    };
  }
  return {
    title: `Give ${variable} back in a finally block`,
    edits: block(held, [
      `${indent}try:`,
      ...lines,
      `${indent}finally:`,
      `${indent}${unit}${giveBack}`,
    ]),
  };
}

/** Other lines in the place of those a connection is held in. */
function block({ at, eol }: Stretch, lines: readonly string[]): readonly TextChange[] {
  return [{ span: at, newText: `${lines.join(eol)}${eol}` }];
}
