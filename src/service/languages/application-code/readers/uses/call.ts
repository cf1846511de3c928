import type { Span } from '../../../../contracts/span';
import type { Node } from '../../syntax/node';
import { ancestors, children, spanOf, unquoted } from '../../tree';
import type { Argument, Occasion, Region, Result, Use } from '../../uses';
import type { Dialect } from './dialects';

/** Longer receivers are chains that nothing is looked up by. */
const LONGEST_RECEIVER = 400;

/**
 * A call, as its node shows it. Most calls are nobody's business: what they say is read when somebody
 * asks, and stays, as the text of a node does. Where they stand is asked of the node each time.
 */
export class CallUse implements Use {
  readonly method: string;
  private read: Pick<Use, 'receiver' | 'arguments'> | undefined;
  private taken: { readonly result: Result; readonly awaited: boolean } | undefined;

  constructor(
    readonly node: Node,
    private readonly parts: { readonly receiver: Node | null; readonly method: Node },
    readonly region: Region,
    private readonly dialect: Dialect,
    private readonly occasionOf: (node: Node) => Occasion,
  ) {
    this.method = parts.method.text;
  }

  get at(): Span {
    return spanOf(this.node);
  }

  get methodAt(): Span {
    return spanOf(this.parts.method);
  }

  get receiver(): string {
    this.read ??= this.words();
    return this.read.receiver;
  }

  get arguments(): readonly Argument[] {
    this.read ??= this.words();
    return this.read.arguments;
  }

  get result(): Result {
    this.taken ??= takenFrom(this.node, this.dialect);
    return this.taken.result;
  }

  get awaited(): boolean {
    this.taken ??= takenFrom(this.node, this.dialect);
    return this.taken.awaited;
  }

  /** How often the function runs; what becomes of a result in it makes no difference here. */
  occasion(): Occasion {
    const around = functionAround(this.node, this.dialect);
    return this.occasionOf(around?.childForFieldName('body') ?? around ?? this.node);
  }

  private words() {
    const { receiver } = this.parts;
    const short = receiver && receiver.length < LONGEST_RECEIVER;
    const list = this.node.childForFieldName('arguments') ?? this.node.childForFieldName('body');
    const { strings } = this.dialect;
    return {
      receiver: short ? receiver.text.replace(/\s+/g, '').replaceAll('?.', '.') : '',
      arguments: list ? children(list).map((item) => new WrittenArgument(item, strings)) : [],
    };
  }
}

class WrittenArgument implements Argument {
  readonly string: string | null;

  constructor(
    private readonly node: Node,
    strings: ReadonlySet<string>,
  ) {
    this.string = strings.has(node.type) ? unquoted(node) : null;
  }

  get at(): Span {
    return spanOf(this.node);
  }

  get text(): string {
    return this.node.text;
  }
}

class TakenByName {
  readonly kind = 'variable';
  readonly names: readonly string[];

  constructor(private readonly left: Node) {
    this.names = namesIn(left);
  }

  get at(): Span {
    return spanOf(this.left);
  }
}

function functionAround(node: Node, { functions }: Dialect): Node | undefined {
  for (const around of ancestors(node)) if (functions.has(around.type)) return around;
  return undefined;
}

/** What becomes of the result; nothing beyond the function counts. */
function takenFrom(
  node: Node,
  dialect: Dialect,
): { readonly result: Result; readonly awaited: boolean } {
  let awaited = false;
  let inner = node;
  for (const around of ancestors(node)) {
    const { type } = around;
    const isAddress = type === 'unary_expression' && inner.type === 'composite_literal';
    if (dialect.through.has(type) || isAddress) {
      awaited ||= type === dialect.awaits;
      inner = around;
      continue;
    }
    return { result: takenBy(type, around, inner, dialect), awaited };
  }
  return { result: { kind: 'dropped' }, awaited };
}

function takenBy(type: string, around: Node, inner: Node, dialect: Dialect): Result {
  if (dialect.resources.has(type)) {
    const name = around.childForFieldName('alias') ?? around.childForFieldName('name');
    return { kind: 'resource', names: name ? [name.text] : [] };
  }
  const field = dialect.takes[type];
  if (field !== undefined) {
    const left = around.childForFieldName(field);
    // On the left side itself, as in `f().x = 1`, nothing is taken.
    if (!left || inner.startIndex < left.endIndex) return { kind: 'passed' };
    return new TakenByName(left);
  }
  if (dialect.returns.has(type)) return { kind: 'returned' };
  if (dialect.members.has(type)) return { kind: 'chained' };
  return { kind: /statement$|^block$|^program$|^module$/.test(type) ? 'dropped' : 'passed' };
}

/** The names a left side gives values to: `a`, `this.a`, `{ a, b }`, `[a, b]`, `a, err`. */
function namesIn(left: Node): readonly string[] {
  if (!/pattern$|expression_list$|^pattern_list$/.test(left.type)) {
    return [left.text.replace(/\s+/g, '')];
  }
  return children(left).map((part) => {
    const value = part.childForFieldName('value') ?? part.childForFieldName('left') ?? part;
    return value.text;
  });
}
