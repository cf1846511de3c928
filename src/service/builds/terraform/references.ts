import {
  type DataNode,
  dataList,
  dataMap,
  dataText,
  dataUnknown,
  passed,
  pointer,
  type TrailStep,
} from '../../syntax/data-node';
import { type Expression, readTemplate } from '../../syntax/hcl';
import { folderOf, joined } from '../../text/paths';
import { MODULE_PATH } from './file-texts';
import { asText } from './functions';
import { attribute, type DeclaredBlock } from './module-source';
import {
  EXPRESSION,
  evaluate,
  type Instances,
  isNestedDeep,
  MISSING,
  NO_NAMES,
  type ResourceInstance,
  type Scope,
} from './scope';
import { textOf } from './templates';

type Step = { readonly name: string } | { readonly at: Expression };

/** What a name comes to, with the steps that lead into it: `var.sizes["web"].max`. */
export function resolved(expression: Expression, scope: Scope): DataNode {
  const steps: Step[] = [];
  let base = expression;
  while (base.kind === 'member' || base.kind === 'index') {
    steps.unshift(base.kind === 'member' ? { name: base.name } : { at: base.at });
    base = base.of;
  }
  if (base.kind !== 'name') return taken(evaluate(base, scope), steps, scope);
  const bound = scope.names.get(base.name);
  if (bound) return taken(bound, steps, scope);
  const { module, here } = scope;
  const [first, ...rest] = steps;
  const name = first && 'name' in first ? first.name : undefined;
  const whole = `\${${[base.name, ...steps.map(stepText)].join('.')}}`;
  const unknown = () => dataUnknown(`it refers to ${whole.slice(2, -1)}`, [here], whole);
  if (name === undefined) return unknown();
  switch (base.name) {
    case 'var':
      return passedHere(taken(module.variable(name), rest, scope), here);
    case 'local':
      return passedHere(taken(module.local(name), rest, scope), here);
    case 'path':
      return dataText(
        MODULE_PATH +
          (name === 'module' ? module.source.folder : module.evaluation.root.source.folder),
        [here],
      );
    case 'terraform':
    case 'each':
    case 'count':
    case 'self':
      return dataUnknown(`it refers to ${base.name}.${name}`, [here], null, true);
    case 'data':
      return dataValueOf(name, rest, scope) ?? unknown();
    case 'module':
      return moduleValue(name, rest, scope) ?? unknown();
    default: {
      const made = module.resource(base.name, name);
      return made ? resourceValue(made, rest, scope) : unknown();
    }
  }
}

function stepText(step: Step): string {
  if ('name' in step) return step.name;
  return step.at.kind === 'literal' ? String(step.at.value) : '?';
}

function passedHere(node: DataNode, here: TrailStep): DataNode {
  return passed(node, { ...here, how: 'bound' });
}

/** What steps lead to in a value. */
function taken(node: DataNode, steps: readonly Step[], scope: Scope): DataNode {
  let at = node;
  for (const step of steps) {
    const key = 'name' in step ? step.name : asText(evaluate(step.at, scope));
    if (key === undefined) return dataUnknown(EXPRESSION, [scope.here]);
    if (at.kind === 'map') {
      const next = at.entries.get(key);
      if (!next) return dataUnknown(at.open?.why ?? MISSING, [scope.here]);
      at = next;
    } else if (at.kind === 'list') {
      const next = at.items[Number(key)];
      if (!next) return dataUnknown(at.open?.why ?? MISSING, [scope.here]);
      at = next;
    } else if (at.kind === 'unknown' && at.expression !== null) {
      const instance = REFERENCES.get(at);
      at = instance
        ? attributeOf(instance, key, scope)
        : dataUnknown(at.why, at.trail, at.expression.replace(/\}$/, `.${key}}`));
    } else return dataUnknown(at.kind === 'unknown' ? at.why : MISSING, [scope.here]);
  }
  return at;
}

/** References to resources, by the node that stands for one. */
const REFERENCES = new WeakMap<DataNode, ResourceInstance>();

function referenceTo(instance: ResourceInstance, here: TrailStep): DataNode {
  const id = `${instance.type}.${instance.name}`;
  const node = dataUnknown(`it refers to ${id}`, [here], `\${${id}}`);
  REFERENCES.set(node, instance);
  return node;
}

/** A resource, or one of its attributes: what is written of it, where that is no name of its own. */
function resourceValue(
  { kind, keyed }: Instances<ResourceInstance>,
  steps: readonly Step[],
  scope: Scope,
): DataNode {
  const { here } = scope;
  const own = (instance: ResourceInstance) => referenceTo(instance, here);
  const [first] = keyed.values();
  if (kind === 'single') {
    return first ? taken(own(first), steps, scope) : dataUnknown(MISSING, [here]);
  }
  const all =
    kind === 'count'
      ? dataList([...keyed.values()].map(own), [here])
      : dataMap(
          [...keyed].map(([key, instance]) => [key, own(instance)]),
          [here],
        );
  // Of one that an unknown number is made of, each is like the other.
  const [step, ...rest] = steps;
  const isOne = keyed.size === 1 && first && (keyed.has('') || (step && 'name' in step));
  if (isOne && step) return taken(own(first), 'name' in step ? steps : rest, scope);
  return taken(all, steps, scope);
}

/** A text that is written of a resource. */
function attributeText(
  { block, module, names, type }: ResourceInstance,
  name: string,
  { here }: Scope,
): string | undefined {
  const written = attribute(block.body, name);
  if (!written || isNestedDeep()) return undefined;
  const path = pointer(pointer(`/resource/${type}`, block.name), name);
  return asText(evaluate(written, { module, names, here: { ...here, uri: block.uri, path } }));
}

/** Numbers and switches that are written hold; names are kept as references, which join better. */
function attributeOf(instance: ResourceInstance, name: string, scope: Scope): DataNode {
  const id = `${instance.type}.${instance.name}.${name}`;
  const reference = dataUnknown(`it refers to ${id}`, [scope.here], `\${${id}}`);
  // An image is called after its repository, which is how its code is found.
  if (instance.type === 'aws_ecr_repository' && name === 'repository_url') {
    const called = attributeText(instance, 'name', scope);
    const own = `\${aws_ecr_repository.${called ?? instance.block.name}.repository_url}`;
    return dataUnknown(`it refers to ${id}`, [scope.here], own);
  }
  const written = attribute(instance.block.body, name);
  if (!written || isNestedDeep()) return reference;
  const { uri, name: own } = instance.block;
  const path = pointer(pointer(`/resource/${instance.type}`, own), name);
  const value = evaluate(written, {
    module: instance.module,
    names: instance.names,
    here: { uri, path, how: 'written' },
  });
  const isText = value.kind === 'scalar' && typeof value.value === 'string';
  const isNull = value.kind === 'scalar' && value.value === null;
  return value.kind === 'unknown' || isText || isNull ? reference : value;
}

function moduleValue(name: string, steps: readonly Step[], scope: Scope): DataNode | undefined {
  const { kind, keyed } = scope.module.called(name);
  const [first, ...rest] = steps;
  if (!first) return undefined;
  const single = kind === 'single' || 'name' in first || keyed.size === 1;
  const instance = single
    ? [...keyed.values()][0]
    : 'at' in first
      ? keyed.get(asText(evaluate(first.at, scope)) ?? '')
      : undefined;
  const [output, ...more] = 'name' in first ? steps : rest;
  if (!output || !('name' in output)) return undefined;
  const value = instance?.output(output.name);
  return value && passedHere(taken(value, more, scope), scope.here);
}

/** The folder that `archive_file` packs, from the root of the project, which stands for the archive it makes. */
function packedFolder({ body }: DeclaredBlock, scope: Scope): string | undefined {
  const [folder, file] = ['source_dir', 'source_file'].map((name) => {
    const written = attribute(body, name);
    return written ? asText(evaluate(written, scope)) : undefined;
  });
  const path = folder ?? (file === undefined ? undefined : folderOf(file));
  if (path === undefined) return undefined;
  const { folder: root } = scope.module.evaluation.root.source;
  if (path.startsWith(MODULE_PATH)) return `/${joined('', path.slice(MODULE_PATH.length))}`;
  return root === null ? undefined : `/${joined(root, path)}`;
}

/** Templates are filled in; of what is asked of the cloud is known what it is asked by. */
function dataValueOf(type: string, steps: readonly Step[], scope: Scope): DataNode | undefined {
  const [name, attributeStep] = steps.filter((step) => 'name' in step);
  const block = scope.module.source.data.find(
    (each) => each.type === type && each.name === name?.name,
  );
  if (!block || !attributeStep) return undefined;
  const here: TrailStep = { uri: block.uri, path: `/data/${type}/${block.name}`, how: 'written' };
  const own = { module: scope.module, names: NO_NAMES, here };
  const asked = type === 'archive_file' ? undefined : attribute(block.body, attributeStep.name);
  if (asked && steps.length === 2) {
    const place = { ...here, path: pointer(here.path, attributeStep.name) };
    const value = evaluate(asked, { ...own, here: place });
    return value.kind === 'scalar' ? passedHere(value, scope.here) : undefined;
  }
  if (type === 'archive_file' && attributeStep.name === 'output_path') {
    const packed = packedFolder(block, own);
    return packed === undefined ? undefined : dataText(packed, [scope.here]);
  }
  const template = attribute(block.body, 'template');
  if (type !== 'template_file' || attributeStep.name !== 'rendered' || !template) return undefined;
  const text = asText(evaluate(template, own));
  const vars = attribute(block.body, 'vars');
  const values = vars ? evaluate(vars, own) : undefined;
  if (text === undefined) return undefined;
  const names = new Map(values?.kind === 'map' ? values.entries : []);
  return textOf(readTemplate(text), { ...own, names });
}
