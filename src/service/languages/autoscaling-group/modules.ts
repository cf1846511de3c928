import type { AssembledPart, Assembling, AssemblySource } from '../../contracts/assembly';
import { span } from '../../contracts/span';
import { type AutoscalingGroupModel, NO_CONTENT } from './model';
import { presenterOf } from './present';
import { blocksOf, readTerraform } from './terraform';
import type { Member, Node } from './tree';

/** What a file says about those it is read with: that it is one of a Terraform module. */
export const IN_MODULE = 'module';

/** What is known of a module before it is read. */
interface Joints {
  /**
   * Every file of the folder is among its files: none is in JSON syntax, which is read alone, and none
   * could not be read.
   */
  readonly closed: boolean;
}

/**
 * Reads the `.tf` files of a folder as Terraform does: as one module. A policy, a launch template or
 * the default of a variable counts in whichever file it stands, and what none of them has is missing.
 */
export const assembling: Assembling<AutoscalingGroupModel> = {
  plan(files, others) {
    const folders = new Map<string, string[]>();
    for (const { path, joins } of files) {
      if (joins !== IN_MODULE) continue;
      const folder = folderOf(path);
      folders.set(folder, [...(folders.get(folder) ?? []), path]);
    }
    const beside = others.filter((path) => folders.has(folderOf(path)));
    // What can be claimed is among the files the next time this is asked.
    const unread = beside.filter((path) => path.endsWith('.tf'));
    const inJson = [...beside, ...files.map(({ path }) => path)].filter((path) =>
      path.endsWith('.tf.json'),
    );
    const open = new Set([...unread, ...inJson].map(folderOf));
    return {
      plans: [...folders].map(([folder, paths]) => ({
        paths: paths.sort(),
        joints: { closed: !open.has(folder) } satisfies Joints,
      })),
      claims: unread,
    };
  },
  // Documents of other shapes are read one by one and may name each other.
  isWhole: () => false,
  leadsTo: () => [],
  assemble: ({ joints }, sources) => assemble(sources, (joints as Joints).closed),
};

function assemble(sources: readonly AssemblySource[], closed: boolean) {
  const parts: AssembledPart[] = [];
  const roots: Node[] = [];
  let length = 0;
  for (const { path, text, tree } of sources) {
    parts.push({ path, start: length, end: length + text.length, uses: 1, fixable: true });
    if (tree !== undefined) roots.push(moved(tree as Node, length));
    length += text.length + BETWEEN.length;
  }
  const text = sources.map((source) => source.text).join(BETWEEN);
  const isRead = roots.length === sources.length;
  const { root, content } =
    roots.length === 0
      ? { root: undefined, content: NO_CONTENT }
      : readTerraform({
          roots,
          closed: closed && isRead,
          isHandedOn: handedOn(roots, text),
        });
  const model: AutoscalingGroupModel = {
    document: { text, format: 'hcl', root, shape: 'terraform' },
    shape: 'terraform',
    ...content,
  };
  const present = presenterOf('terraform');
  return { model, parts, ...(present ? { present } : {}) };
}

/** Keeps the last line of a file apart from the first of the next. */
const BETWEEN = '\n';

/** Outputs and other modules may hand a resource to whoever adds to it. */
function handedOn(roots: readonly Node[], text: string): (resource: string) => boolean {
  const given = ['output', 'module']
    .flatMap((kind) => blocksOf(roots, kind))
    .map(({ value: { at } }) => text.slice(at.start, at.end))
    .join('\n');
  const names = new Set(given.match(/\b[a-z]\w*\.[\w-]+/g));
  return (resource) => names.has(resource);
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1);
}

/** A tree as it stands in a text in which its own begins at `by`. */
function moved(node: Node, by: number): Node {
  if (by === 0) return node;
  const at = span(node.at.start + by, node.at.end + by);
  switch (node.kind) {
    case 'object':
      return { ...node, at, members: node.members.map((member) => movedMember(member, by)) };
    case 'array':
      return { ...node, at, items: node.items.map((item) => moved(item, by)) };
    case 'intrinsic':
      return { ...node, at, argument: moved(node.argument, by) };
    default:
      return { ...node, at };
  }
}

function movedMember({ key, keyAt, at, value }: Member, by: number): Member {
  return {
    key,
    keyAt: span(keyAt.start + by, keyAt.end + by),
    at: span(at.start + by, at.end + by),
    value: moved(value, by),
  };
}
