import type { StartupEffectFact } from '../../contracts/fact';
import type { Span } from '../../contracts/span';
import type { Entry, EntrySource } from './entries/entry';
import type { Reach } from './functions/reach';
import type { Grammar } from './grammars';
import type { Node } from './syntax/node';
import { children } from './tree';
import { inside } from './uses';

/** A change of the schema that a file makes when it is loaded or its program starts. */
interface AtStart {
  readonly fact: StartupEffectFact;
  readonly at: Span;
}

interface Started {
  readonly source: EntrySource;
  readonly entries: readonly Entry[];
  readonly reach: Reach;
  readonly grammar: Grammar;
  readonly uri: string;
  readonly text: string;
}

/** Words without which no text changes a schema by itself. */
const CHANGES =
  /migrat|\.sync\(|create_all|\bupgrade\b|AutoMigrate|Schema\.Create|updateSchema|\bgoose\b/;

/** What starts a program: what it reaches in other files is looked at as well. */
const PROGRAM =
  /^package main\b|\.listen\(|\bserve\(|\bFastAPI\(|\bFlask\(|\bdef create_app\b|\blifespan\b/m;

/** Finds the changes of a schema that nothing but a start asks for: not a request, not a condition. */
export function startupEffects(started: Started): readonly AtStart[] {
  const { source, entries, reach, uri, text } = started;
  if (!source.root || !(CHANGES.test(text) || PROGRAM.test(text))) return [];
  const handlers = entries.flatMap(({ own }) => own ?? []);
  const found = new Map<string, AtStart>();
  for (const stretch of startsOf(started)) {
    for (const { effect, uri: there, sometimes } of reach.within(stretch)) {
      if (effect.does !== 'schema' || sometimes) continue;
      const own = there === null ? reach.placeOf(effect.path) : undefined;
      if (own && handlers.some((handler) => inside(own, handler))) continue;
      const key = `${there ?? uri}#${effect.path}`;
      if (found.has(key)) continue;
      const { what, call, locks } = effect;
      found.set(key, {
        fact: {
          ...{ kind: 'startup-effect', path: `/startup/${found.size}`, what, call, locks },
          elsewhere: there === null ? null : { uri: there, path: effect.path },
        },
        at: own ?? stretch,
      });
    }
  }
  return [...found.values()];
}

/** The stretches of a file that run when it is loaded, or when its program starts. */
function startsOf({ source, grammar, entries }: Started): readonly Span[] {
  const { root, declarations, uses } = source;
  if (!root) return [];
  if (grammar === 'go') {
    const main = declarations.get('main');
    return main && /^[ \t]*package main\b/m.test(root.text.slice(0, 2000)) ? [main.node.span] : [];
  }
  if (grammar === 'java') return [];
  const loaded = children(root)
    .filter((node) => (grammar === 'python' ? runsInPython(node) : runsInJavaScript(node)))
    // What only says who answers a request runs nothing of it.
    .filter(({ span, text }) => !entries.some(({ at }) => inside(at, span)) || CHANGES.test(text))
    .map(({ span }) => span);
  if (grammar !== 'python') return loaded;
  const lifespans = uses.all
    .filter(({ method }) => /^(?:FastAPI|Starlette|Litestar)$/.test(method))
    .flatMap(({ arguments: values }) => {
      const name = values
        .map(({ text }) => /^lifespan\s*=\s*(\w+)$/.exec(text)?.[1])
        .find((each) => each !== undefined);
      return declarations.get(name ?? '')?.node.span ?? [];
    });
  const made = declarations.get('create_app')?.node.span;
  const heard = declarations.all.flatMap(({ node }) =>
    node.parent?.type === 'decorated_definition' && ON_START.test(node.parent.text.slice(0, 200))
      ? [node.span]
      : [],
  );
  return [...loaded, ...lifespans, ...heard, ...(made ? [made] : [])];
}

/** Statements that only say what something is, and run nothing. */
const DEFINES =
  /^(?:import_|function_|class_|decorated_definition|interface_|type_|comment|export_|ambient_|generator_|future_import)/;

/** `if __name__ == "__main__":` runs where the file is the program itself, not where one loads it. */
function runsInPython({ type, text }: Node): boolean {
  return !DEFINES.test(type) && !/^if\s+__name__\b/.test(text.slice(0, 40));
}

/** A name that is given a function is called where somebody calls it. */
function runsInJavaScript(node: Node): boolean {
  if (DEFINES.test(node.type) || /^(?:module\.)?exports\b/.test(node.text.slice(0, 20)))
    return false;
  if (!/^(?:lexical|variable)_declaration$/.test(node.type)) return true;
  return children(node).some((declarator) =>
    /^(?:call|await|new)_expression$/.test(declarator.childForFieldName('value')?.type ?? ''),
  );
}

/** `@app.on_event("startup")`, `@app.before_serving`. */
const ON_START = /^@[\w.]+(?:\(\s*["'](?:startup|before_server_start)["']|\.before_serving\b)/;
