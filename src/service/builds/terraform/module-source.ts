import type { BuildSources } from '../../contracts/build';
import { type Expression, type HclBody, readHcl } from '../../syntax/hcl';
import { joinedPath } from '../../text/paths';
import { registryModule } from './registry';
import type { RegistryModule } from './registry/module';
import { valuesInJson } from './values-in-json';

/** Something that a file of a module declares, and which file. */
export interface Declared<T> {
  readonly value: T;
  readonly uri: string;
}

/** A variable: its default and its type, `null` where they are not written. */
export interface DeclaredVariable extends Declared<Expression | null> {
  readonly type: Expression | null;
}

/** A resource, a data source or the call of a module, with its labels. */
export interface DeclaredBlock {
  readonly type: string;
  readonly name: string;
  readonly body: HclBody;
  readonly uri: string;
}

/** What the `.tf` files of a folder say together. */
export interface ModuleSource {
  readonly folder: string;
  readonly files: readonly string[];
  /** Each variable; its default, where it has one, and the type that it declares. */
  readonly variables: ReadonlyMap<string, DeclaredVariable>;
  readonly locals: ReadonlyMap<string, Declared<Expression>>;
  readonly outputs: ReadonlyMap<string, Declared<Expression>>;
  readonly resources: readonly DeclaredBlock[];
  readonly data: readonly DeclaredBlock[];
  readonly calls: readonly DeclaredBlock[];
  /** Configurations of providers; one with an alias is one beside that without. */
  readonly providers: readonly DeclaredBlock[];
  /** It has a backend or configures a provider: it is applied by itself. */
  readonly isRoot: boolean;
  /** The module of a registry that it is; `null` for one of the project. */
  readonly registry: RegistryModule | null;
}

/** A file of Terraform as its grammar has it; values may be in JSON. */
export function hclOf(sources: BuildSources, path: string): HclBody | undefined {
  return sources.derived('terraform file', path, (text) =>
    path.endsWith('.json') ? valuesInJson(text) : readHcl(text),
  );
}

/** The module of a folder; `undefined` where no file of Terraform is. */
export function moduleIn(sources: BuildSources, folder: string): ModuleSource | undefined {
  const files = sources
    .listing(folder)
    .filter((path) => path.endsWith('.tf'))
    // What an override says replaces what the others do, so it comes last.
    .toSorted((a, b) => Number(isOverride(a)) - Number(isOverride(b)) || (a < b ? -1 : 1));
  if (files.length === 0) return undefined;
  const read = sources.each(files, (path) => hclOf(sources, path));
  const bodies = files.flatMap((path, index) => {
    const body = read[index];
    return body ? [{ body, uri: sources.uri(path) }] : [];
  });
  return { folder, files, ...declaredIn(bodies), registry: null };
}

/** A module of a registry, of which every place is in `uri`, a file that nobody has. */
export function registrySource(registry: RegistryModule, uri: string): ModuleSource {
  const body = BODIES.get(registry) ?? readHcl(registry.body);
  BODIES.set(registry, body);
  return { folder: '', files: [], ...declaredIn([{ body, uri }]), registry };
}

/** The bodies of modules of registries, read once. */
const BODIES = new Map<RegistryModule, HclBody>();

/** A module without anything in it. */
export const NO_MODULE: ModuleSource = {
  folder: '',
  files: [],
  ...declaredIn([]),
  registry: null,
};

/** What files declare together; of two that declare the same the last one wins. */
function declaredIn(bodies: readonly { readonly body: HclBody; readonly uri: string }[]) {
  const variables = new Map<string, DeclaredVariable>();
  const locals = new Map<string, Declared<Expression>>();
  const outputs = new Map<string, Declared<Expression>>();
  const resources: DeclaredBlock[] = [];
  const data: DeclaredBlock[] = [];
  const calls: DeclaredBlock[] = [];
  const providers: DeclaredBlock[] = [];
  let isRoot = false;
  for (const { body: file, uri } of bodies) {
    for (const block of file.blocks) {
      const [first = '', second = ''] = block.labels;
      const { type, body } = block;
      if (type === 'variable')
        variables.set(first, {
          ...{ value: attribute(body, 'default'), uri },
          type: attribute(body, 'type'),
        });
      else if (type === 'locals') {
        for (const { name, value } of body.attributes) locals.set(name, { value, uri });
      } else if (type === 'output') {
        const value = attribute(body, 'value');
        if (value) outputs.set(first, { value, uri });
      } else if (type === 'resource') resources.push({ type: first, name: second, body, uri });
      else if (type === 'data') data.push({ type: first, name: second, body, uri });
      else if (type === 'module') calls.push({ type: 'module', name: first, body, uri });
      else if (type === 'provider') providers.push({ type, name: first, body, uri });
      else if (type === 'terraform' && hasBackend(body)) isRoot = true;
    }
  }
  const declared = { variables, locals, outputs, resources, data, calls, providers };
  return { ...declared, isRoot: isRoot || providers.length > 0 };
}

function isOverride(name: string): boolean {
  return /(?:^|[/_])override\.tf$/.test(name);
}

function hasBackend({ blocks }: HclBody): boolean {
  return blocks.some(({ type }) => type === 'backend' || type === 'cloud');
}

/** The value of an attribute; `null` where it is not written. */
export function attribute({ attributes }: HclBody, name: string): Expression | null {
  return attributes.find((each) => each.name === name)?.value ?? null;
}

/** The module of a registry that a call names; `undefined` for any other. */
export function calledRegistry({ body }: DeclaredBlock): RegistryModule | undefined {
  const source = attribute(body, 'source');
  return source?.kind === 'literal' ? registryModule(String(source.value)) : undefined;
}

/** The folder that a module is called from; `undefined` for one that is elsewhere. */
export function calledFolder(folder: string, { body }: DeclaredBlock): string | undefined {
  const source = attribute(body, 'source');
  const path = source?.kind === 'literal' ? String(source.value) : '';
  if (!/^\.{1,2}(?:\/|$)/.test(path)) return undefined;
  return joinedPath(folder, path);
}
