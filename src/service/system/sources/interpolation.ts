import type { ComposeServiceFact, FactValue } from '../../contracts/fact';
import type { FactEntry, Variable } from '../../contracts/system';
import { fillIn, textParts } from '../../syntax/parameters';
import type { SystemContext } from '../context';
import { readVariables } from '../variables';

/** A service with its variables filled in, and where a number is decided that a variable holds. */
export interface Interpolated {
  readonly fact: ComposeServiceFact;
  /** The place of the variable that decides a value, by the value's path. */
  readonly decidedAt: ReadonlyMap<string, { readonly uri: string; readonly path: string }>;
}

/**
 * Fills in what compose does itself, from the `.env` beside its file; `$$` is a plain dollar. What is
 * set nowhere is empty, as compose has it.
 */
export function interpolated(
  entry: FactEntry<ComposeServiceFact>,
  context: SystemContext,
): Interpolated {
  const { fact } = entry;
  const file = fact.project === '' ? '.env' : `${fact.project}/.env`;
  const found = context.of('environment-file').find((each) => each.file === file);
  const variables: ReadonlyMap<string, Variable> = found
    ? readVariables(found.uri, found.fact.variables)
    : new Map();
  const decidedAt = new Map<string, { readonly uri: string; readonly path: string }>();

  function fill(
    text: string,
  ): { readonly value: string; readonly used: string | undefined } | { readonly why: string } {
    const result = fillIn(textParts(text, 'doubled'), (name) => {
      const value = variables.get(name);
      return value?.state === 'known' ? { state: 'known', value: value.value } : { state: 'unset' };
    });
    if (result.state === 'unknown') return { why: result.why };
    return { value: result.value, used: result.used.findLast((name) => variables.has(name)) };
  }

  function note(path: string, used: string | undefined): void {
    const variable = used === undefined ? undefined : variables.get(used);
    if (variable) decidedAt.set(path, variable.at);
  }

  function text(value: FactValue<string>): FactValue<string> {
    if (value.state !== 'unknown' || value.expression === undefined) return value;
    const result = fill(value.expression);
    if ('why' in result) return value;
    note(value.path, result.used);
    return { state: 'known', value: result.value, origin: 'declared', path: value.path };
  }

  function number(value: FactValue<number>): FactValue<number> {
    if (value.state !== 'unknown' || value.expression === undefined) return value;
    const result = fill(value.expression);
    if ('why' in result || !/^\d+(?:\.\d+)?$/.test(result.value)) return value;
    note(value.path, result.used);
    return { state: 'known', value: Number(result.value), origin: 'declared', path: value.path };
  }

  const environment = Object.fromEntries(
    Object.entries(fact.environment).map(([name, value]) => [name, text(value)]),
  );
  return {
    decidedAt,
    fact: {
      ...fact,
      image: text(fact.image),
      build: fact.build && { ...fact.build, context: text(fact.build.context) },
      environment,
      environmentFiles: fact.environmentFiles.map(text),
      replicas: number(fact.replicas),
      stopGracePeriod: number(fact.stopGracePeriod),
    },
  };
}
