import type { Span } from '../../../contracts/span';

/** The text that nodes are cut from, and which of its versions their places hold for. */
export interface Document {
  text: string;
  version: number;
}

let made = 0;

/** The children of a leaf. */
const NONE: readonly Node[] = [];

/** The place of a node that nobody has asked for one. */
const NOWHERE: Span = { start: 0, end: 0 };

const isNamed = ({ isNamed }: Node): boolean => isNamed;

/**
 * Marks that say nothing which the type of their node does not say, unless they have a field (an operator has). No nodes
 * are made of them: they are more than a third of those that a grammar tells.
 */
export const MARKS: ReadonlySet<string> = new Set([
  ...['(', ')', '{', '}', '[', ']', '<', '>', '=>'],
  ...[',', ';', ':', '.', '"', "'", '`'],
]);

/** The types that readers look for in whole files; the search leaves out what holds none of them. */
export const SOUGHT: readonly string[] = [
  ...['comment', 'line_comment', 'block_comment'],
  ...['import_statement', 'import_clause', 'import_specifier', 'import_require_clause'],
  ...['import_from_statement', 'import_spec', 'import_declaration'],
  ...['variable_declarator', 'lexical_declaration', 'function_declaration', 'class_declaration'],
  ...['formal_parameters', 'new_expression', 'call_expression', 'selector_expression'],
  ...['assignment', 'assignment_statement', 'call', 'global_statement', 'nonlocal_statement'],
  ...['object_creation_expression', 'method_invocation'],
  ...['required_parameter', 'optional_parameter', 'public_field_definition'],
  ...['typed_parameter', 'typed_default_parameter', 'parameter_declaration', 'field_declaration'],
  ...['var_spec', 'formal_parameter', 'local_variable_declaration', 'resource'],
  'composite_literal',
];

/** A bit for each type that is sought; what shares one is gone into once too often. */
const BITS: ReadonlyMap<string, number> = new Map(
  SOUGHT.map((type, index) => [type, 1 << (index % 30)]),
);

/** Some type has no bit: any node may hold it. */
const ANYWHERE = -1;

/** The bits of these types, or {@link ANYWHERE}. */
export function bitsOf(types: readonly string[]): number {
  return types.reduce((sum, type) => sum | (BITS.get(type) ?? ANYWHERE), 0);
}

/** Whether nodes of these bits may be in a node. */
export function mayHold({ holds }: Node, bits: number): boolean {
  return bits === ANYWHERE || (holds & bits) !== 0;
}

/**
 * A node of a syntax tree as plain data. Asking the parser's own nodes crosses into WebAssembly
 * for every property; these are read once, and what an edit leaves alone is used again. Places are
 * kept relative to the parent, so that a subtree moves with it.
 */
export class Node {
  readonly id = ++made;
  parent: Node | null = null;
  children: readonly Node[] = NONE;
  hasError: boolean;
  /** The bits of the types in it, its own included. */
  holds: number;
  private at: Span = NOWHERE;
  private version = 0;
  private named: readonly Node[] | undefined;

  constructor(
    private readonly document: Document,
    readonly type: string,
    readonly isNamed: boolean,
    /** What it is called in its parent. */
    private field: string | null,
    /** From the start of the parent. */
    private offset: number,
    readonly length: number,
    isMissing: boolean,
  ) {
    this.hasError = isMissing || type === 'ERROR';
    this.holds = BITS.get(type) ?? 0;
  }

  /** Where it stands now. */
  get span(): Span {
    const { version } = this.document;
    if (this.version === version) return this.at;
    let start = this.offset;
    let around = this.parent;
    while (around && around.version !== version) {
      start += around.offset;
      around = around.parent;
    }
    start += around?.at.start ?? 0;
    this.at = { start, end: start + this.length };
    this.version = version;
    return this.at;
  }

  get startIndex(): number {
    return this.span.start;
  }

  get endIndex(): number {
    return this.span.end;
  }

  /** The whole text that the tree is of. */
  get source(): string {
    return this.document.text;
  }

  get text(): string {
    return this.document.text.slice(this.startIndex, this.endIndex);
  }

  get namedChildren(): readonly Node[] {
    this.named ??= this.children.every(isNamed) ? this.children : this.children.filter(isNamed);
    return this.named;
  }

  get firstChild(): Node | null {
    return this.children[0] ?? null;
  }

  get firstNamedChild(): Node | null {
    return this.namedChildren[0] ?? null;
  }

  get previousSibling(): Node | null {
    const siblings = this.parent?.children ?? [];
    return siblings[siblings.indexOf(this) - 1] ?? null;
  }

  childForFieldName(name: string): Node | null {
    for (const child of this.children) if (child.field === name) return child;
    return null;
  }

  childrenForFieldName(name: string): readonly Node[] {
    return this.children.filter(({ field }) => field === name);
  }

  /** Takes in its children, each of which has been read completely. */
  adopt(children: readonly Node[]): void {
    if (children.length > 0) this.children = children;
    for (const child of children) {
      child.parent = this;
      this.hasError ||= child.hasError;
      this.holds |= child.holds;
    }
  }

  /** Stands elsewhere from now on: in another tree, after other text. */
  move(offset: number, field: string | null): void {
    this.offset = offset;
    this.field = field;
  }
}
