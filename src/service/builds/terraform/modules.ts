import {
  type DataNode,
  dataUnknown,
  passed,
  pointer,
  type TrailStep,
} from '../../syntax/data-node';
import { instancesOf } from './instances';
import {
  attribute,
  calledFolder,
  calledRegistry,
  type DeclaredBlock,
  type ModuleSource,
  moduleIn,
  registrySource,
} from './module-source';
import { withOptionalAttributes } from './optional-attributes';
import {
  type Evaluation,
  evaluate,
  type Instances,
  MISSING,
  type Names,
  NO_NAMES,
  type ResourceInstance,
  type TerraformModule,
} from './scope';

/** A module as it is called once. */
export class ModuleInstance implements TerraformModule {
  private readonly variables = new Map<string, DataNode>();
  private readonly locals = new Map<string, DataNode>();
  private readonly busy = new Set<string>();
  private readonly children = new Map<string, Instances<ModuleInstance | null>>();
  private readonly made = new Map<string, Instances<ResourceInstance>>();

  constructor(
    readonly source: ModuleSource,
    /** What is put before the names of its resources: `cluster--`. */
    readonly prefix: string,
    /** As Terraform calls it, with a dot at the end: `module.cluster.`; empty for the root. */
    readonly address: string,
    /** What its caller gives, each evaluated when it is asked for. */
    private readonly given: (name: string) => DataNode | undefined,
    readonly whole: Evaluation | (() => Evaluation),
    readonly depth: number,
    /** Who calls it, and where; `null` for the root. */
    readonly caller: { readonly module: TerraformModule; readonly block: DeclaredBlock } | null,
  ) {}

  get evaluation(): Evaluation {
    return typeof this.whole === 'function' ? this.whole() : this.whole;
  }

  private once(
    key: string,
    kept: Map<string, DataNode>,
    name: string,
    make: () => DataNode,
  ): DataNode {
    const known = kept.get(name);
    if (known) return known;
    if (this.busy.has(key) || this.busy.size > 200) return dataUnknown('it is made of itself', []);
    this.busy.add(key);
    const value = make();
    this.busy.delete(key);
    kept.set(name, value);
    return value;
  }

  variable(name: string): DataNode {
    return this.once(`var.${name}`, this.variables, name, () => {
      const declared = this.source.variables.get(name);
      const given = this.given(name);
      const isNull = given?.kind === 'scalar' && given.value === null;
      const path = pointer('/variable', name);
      const complete = (node: DataNode) =>
        declared
          ? withOptionalAttributes(node, declared.type, this, {
              ...{ uri: declared.uri, how: 'default' },
              path: `${path}/type`,
            })
          : node;
      if (given && !isNull)
        return declared
          ? complete(passed(given, { uri: declared.uri, path, how: 'bound' }))
          : given;
      // Of a module of a registry every variable has a default, which stands where it is used.
      if (this.source.registry) return dataUnknown(MISSING, []);
      if (!declared?.value) {
        return dataUnknown(`it refers to var.${name}`, [], `\${var.${name}}`);
      }
      const here: TrailStep = { uri: declared.uri, path: `${path}/default`, how: 'default' };
      return complete(evaluate(declared.value, { module: this, names: NO_NAMES, here }));
    });
  }

  local(name: string): DataNode {
    return this.once(`local.${name}`, this.locals, name, () => {
      const declared = this.source.locals.get(name);
      if (!declared) return dataUnknown(`it refers to local.${name}`, [], `\${local.${name}}`);
      const here: TrailStep = {
        uri: declared.uri,
        path: pointer('/locals', name),
        how: 'written',
      };
      return evaluate(declared.value, { module: this, names: NO_NAMES, here });
    });
  }

  output(name: string): DataNode | undefined {
    const declared = this.source.outputs.get(name);
    if (!declared || this.busy.has(`output.${name}`)) return undefined;
    this.busy.add(`output.${name}`);
    const here: TrailStep = { uri: declared.uri, path: pointer('/output', name), how: 'written' };
    const value = evaluate(declared.value, { module: this, names: NO_NAMES, here });
    this.busy.delete(`output.${name}`);
    return value;
  }

  /** The modules it calls under a name; `null` for one that is elsewhere. */
  called(name: string): Instances<ModuleInstance | null> {
    const known = this.children.get(name);
    if (known) return known;
    const block = this.source.calls.find((each) => each.name === name);
    const none = { keyed: new Map(), kind: 'single' } as const;
    if (!block) return none;
    this.children.set(name, none);
    const made = instancesOf(block, this, (names, suffix, key) =>
      this.child(block, names, suffix, key),
    );
    this.children.set(name, made);
    return made;
  }

  private child(
    block: DeclaredBlock,
    names: Names,
    suffix: string,
    key: string,
  ): ModuleInstance | null {
    const { evaluation } = this;
    const address = `${this.address}module.${block.name}${key}.`;
    const source = this.depth > 8 ? undefined : this.sourceOf(block, address);
    if (!source) {
      evaluation.limits.add(`the module ${block.name} is not here`);
      return null;
    }
    const given = (name: string): DataNode | undefined => {
      const value = attribute(block.body, name);
      const path = pointer(pointer('/module', block.name), name);
      const here: TrailStep = { uri: block.uri, path, how: 'written' };
      return value ? evaluate(value, { module: this, names, here }) : undefined;
    };
    const prefix = `${this.prefix}${block.name}${suffix}--`;
    return new ModuleInstance(source, prefix, address, given, evaluation, this.depth + 1, {
      module: this,
      block,
    });
  }

  private sourceOf(block: DeclaredBlock, address: string): ModuleSource | undefined {
    const { evaluation } = this;
    const registry = calledRegistry(block);
    if (registry) {
      const uri = `registry:${address}`;
      const call: TrailStep = {
        ...{ uri: block.uri, how: 'written' },
        path: pointer('/module', block.name),
      };
      evaluation.calls.set(uri, evaluation.calls.get(block.uri) ?? call);
      return registrySource(registry, uri);
    }
    const folder = calledFolder(this.source.folder, block);
    const source = folder === undefined ? undefined : moduleIn(evaluation.sources, folder);
    if (source) evaluation.folders.add(source.folder);
    return source;
  }

  /** The instances of a resource; `undefined` where none of this name is declared. */
  resource(type: string, name: string): Instances<ResourceInstance> | undefined {
    const key = `${type}.${name}`;
    const known = this.made.get(key);
    if (known) return known;
    const block = this.source.resources.find((each) => each.type === type && each.name === name);
    if (!block || this.busy.has(key)) return undefined;
    this.busy.add(key);
    const made = instancesOf(
      block,
      this,
      (names, suffix, key): ResourceInstance => ({
        type,
        name: `${this.prefix}${name}${suffix}`,
        address: `${this.address}${type}.${name}${key}`,
        block,
        names,
        module: this,
      }),
    );
    this.busy.delete(key);
    this.made.set(key, made);
    return made;
  }
}
