import type { Span } from '../../../contracts/span';
import type { Node } from '../syntax/node';
import { ancestors, children } from '../tree';
import type { Use } from '../uses';

/** How many messages are worked on at once, as it is written. */
export interface AtOnce {
  readonly written: string;
  readonly at: Span;
}

/** The value of an option in an object of JavaScript: `{ concurrency: 20 }`, `{ concurrency }`. */
export function optionIn(object: Node | undefined, name: string): AtOnce | undefined {
  if (object?.type !== 'object') return undefined;
  for (const part of children(object)) {
    if (part.type === 'shorthand_property_identifier' && part.text === name) return writtenIn(part);
    const key = part.type === 'pair' ? part.childForFieldName('key')?.text : undefined;
    const value = part.childForFieldName('value');
    if (key?.replace(/^["']|["']$/g, '') === name && value) return writtenIn(value);
  }
  return undefined;
}

/** An expression as it is written. */
export function writtenIn(node: Node): AtOnce {
  return { written: node.text, at: node.span };
}

/** What `channel.prefetch(50)` lets come before the first is acknowledged, said to the channel that a call consumes from. */
export function prefetchOf(consuming: Use, uses: readonly Use[]): AtOnce | undefined {
  const use = uses.find(
    ({ method, receiver }) => method === 'prefetch' && receiver === consuming.receiver,
  );
  const [first] = use?.arguments ?? [];
  return first && { written: first.text, at: first.at };
}

/** The call of a decorator around a method: `@Processor('mail', { concurrency: 25 })` of its class. */
export function decoratorOfClass(method: Node, name: string): Node | undefined {
  for (const around of ancestors(method)) {
    if (!/class_declaration$/.test(around.type)) continue;
    const exported = around.parent?.type === 'export_statement' ? children(around.parent) : [];
    return [...children(around), ...exported]
      .filter(({ type }) => type === 'decorator')
      .flatMap((decorator) => children(decorator))
      .find((call) => call.childForFieldName('function')?.text === name);
  }
  return undefined;
}

/** The arguments of a call. */
export function argumentsIn(call: Node | undefined): readonly Node[] {
  const list = call?.childForFieldName('arguments');
  return list ? children(list) : [];
}

/** The largest number of an attribute of an annotation of Java: `concurrency = "5-40"`. */
export function attributeIn(annotations: string, at: Span): AtOnce | undefined {
  const [, least = '', most = least] =
    /\b(?:concurrency|maxConcurrentMessages)\s{0,9}=\s{0,9}"?(\d{1,6})(?:-(\d{1,6}))?"?/.exec(
      annotations,
    ) ?? [];
  return most === '' ? undefined : { written: most, at };
}
