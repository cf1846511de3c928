import type { Field, Known, Unknown } from '../../contracts/field';
import { type Span, span } from '../../contracts/span';
import type { Context } from './contexts';
import type { Module, NginxDirective, Scope, ScopeKind, TableRow } from './model';
import { NamedDirectives } from './named-directives';
import { directiveName } from './names-of-directives';
import { argumentPath, nextPath } from './paths';
import { FRAGMENT, isOutermost, NOTHING } from './scopes';
import { quoteIn, type Syntax, TEMPLATED } from './syntax';
import { wordValue } from './words';

/** Words of a statement, as fields whose places and paths are read off when somebody asks. */
abstract class Worded {
  constructor(
    readonly syntax: Syntax,
    readonly id: number,
  ) {}

  abstract get path(): string;

  /** How many words stand before the first that is an argument. */
  abstract get named(): number;

  /** From the first word to the end of the terminator. */
  get span(): Span {
    return this.syntax.spanOf(this.id);
  }

  /** Where its first word stands. */
  get at(): Span {
    return this.wordAt(0);
  }

  /** Where one of its words stands, counted from its first. */
  wordAt(index: number): Span {
    const word = this.syntax.firstWord(this.id) + index;
    return span(this.syntax.startOf(word), this.syntax.endOf(word));
  }

  /** Its arguments as fields. */
  protected fields(): readonly Field<string>[] {
    const { syntax, id, named } = this;
    const count = syntax.wordsOf(id) - named;
    if (count <= 0) return NOTHING;
    const first = syntax.firstWord(id) + named;
    // A list that grows keeps room for many more, and there are very many lists.
    const fields = new Array<Field<string>>(count);
    for (let index = 0; index < count; index++) {
      fields[index] =
        (syntax.flagsOf(first + index) & TEMPLATED) === 0
          ? new Word(this, valueOf(syntax, first + index), index)
          : new HiddenWord(this, index);
    }
    return fields;
  }
}

/** A word whose value is written. */
class Word implements Known<string> {
  constructor(
    private readonly owner: Worded,
    readonly value: string,
    private readonly index: number,
  ) {}

  get state(): 'known' {
    return 'known';
  }

  get origin(): 'declared' {
    return 'declared';
  }

  get at(): Span {
    return this.owner.wordAt(this.owner.named + this.index);
  }

  get path(): string {
    return argumentPath(this.owner.path, this.index);
  }
}

/** A word that a template writes. */
class HiddenWord implements Unknown {
  constructor(
    private readonly owner: Worded,
    private readonly index: number,
  ) {}

  get state(): 'unknown' {
    return 'unknown';
  }

  get why(): string {
    return 'a template';
  }

  get at(): Span {
    return this.owner.wordAt(this.owner.named + this.index);
  }

  get path(): string {
    return argumentPath(this.owner.path, this.index);
  }
}

/** A directive of a level. What few ask for is read off the text when somebody asks. */
export class Directive extends Worded implements NginxDirective {
  readonly name: string;
  private read: readonly Field<string>[] | undefined;
  private own: string | undefined;

  constructor(
    syntax: Syntax,
    id: number,
    readonly scope: Level,
  ) {
    super(syntax, id);
    const first = syntax.firstWord(id);
    this.name = directiveName(syntax.written(first), quoteIn(syntax.flagsOf(first))).name;
  }

  get named(): number {
    return 1;
  }

  get block(): Level | null {
    return null;
  }

  get rows(): readonly TableRow[] {
    return NOTHING;
  }

  get path(): string {
    if (this.own === undefined) this.scope.givePaths(this.name);
    return this.own ?? '';
  }

  /** Its level gives it, which knows the others of the same name. */
  takePath(level: string, taken: Map<string, number> | undefined): void {
    this.own = nextPath(level, this.name, () => this.values(), taken);
  }

  get args(): readonly Field<string>[] {
    this.read ??= this.fields();
    return this.read;
  }

  private values(): readonly string[] {
    const { syntax, id } = this;
    const first = syntax.firstWord(id);
    const values: string[] = [];
    for (let index = 1; index < syntax.wordsOf(id); index++) {
      values.push(valueOf(syntax, first + index));
    }
    return values;
  }

  /** Its words as they are written, with what stands between them. */
  get written(): string {
    const { syntax, id } = this;
    const last = syntax.firstWord(id) + syntax.wordsOf(id) - 1;
    return syntax.text.slice(syntax.startOfStatement(id), syntax.endOf(last));
  }
}

/** A directive whose block is a level of its own. */
export class BlockDirective extends Directive {
  private level: Level | null = null;

  override get block(): Level | null {
    return this.level;
  }

  opens(level: Level): void {
    this.level = level;
  }
}

/** A directive whose block is a table: `map`, `geo`, `types`. */
export class TableDirective extends Directive {
  private table: readonly TableRow[] | undefined;

  override get rows(): readonly TableRow[] {
    this.table ??= this.readRows();
    return this.table;
  }

  private readRows(): readonly TableRow[] {
    const { syntax, id, path } = this;
    const taken = new Map<string, number>();
    const rows: TableRow[] = [];
    for (let row = id + 1; row < syntax.next(id); row = syntax.next(row)) {
      const isRow = !syntax.isIncomplete(row) && syntax.bodyKind(row) === 'none';
      if (!isRow || syntax.wordsOf(row) === 0) continue;
      const key = [syntax.written(syntax.firstWord(row))];
      rows.push(
        new Row(
          syntax,
          row,
          nextPath(path, 'row', () => key, taken),
        ),
      );
    }
    return rows;
  }
}

class Row extends Worded implements TableRow {
  private read: readonly Field<string>[] | undefined;

  constructor(
    syntax: Syntax,
    id: number,
    readonly path: string,
  ) {
    super(syntax, id);
  }

  get named(): number {
    return 0;
  }

  get words(): readonly Field<string>[] {
    this.read ??= this.fields();
    return this.read;
  }
}

function valueOf(syntax: Syntax, word: number): string {
  return wordValue(syntax.written(word), quoteIn(syntax.flagsOf(word)));
}

/** One level of configuration. Its directives are there when all of it has been read; nobody asks before. */
export class Level implements Scope {
  readonly kind: ScopeKind;
  readonly module: Module;
  directives: readonly Directive[] = NOTHING;
  private names: NamedDirectives<Directive> | undefined;
  /** Why more may stand here than is seen. */
  open: string | null;
  readonly rooted: boolean;
  /** Known once somebody asks, when all has been read. */
  private hidden: string | null | undefined;

  /** @param directive the block's own; `null`, like `parent`, at the top of a file */
  constructor(
    context: Context,
    readonly directive: Directive | null,
    readonly parent: Level | null,
    readonly inner: Span,
    closed: boolean,
    readonly everywhere: NamedDirectives<NginxDirective>,
  ) {
    this.kind = context.kind;
    this.module = context.module;
    this.open = closed ? null : 'the block is not closed';
    this.rooted = parent ? parent.rooted : context.kind === 'main';
  }

  get path(): string {
    return this.directive?.path ?? '';
  }

  get byName(): NamedDirectives<Directive> {
    this.names ??= new NamedDirectives(this.directives);
    return this.names;
  }

  get unseen(): string | null {
    if (this.hidden === undefined) {
      const above = this.parent ? this.parent.unseen : this.rooted ? null : FRAGMENT;
      this.hidden = this.open ?? (isOutermost(this) ? null : above);
    }
    return this.hidden;
  }

  /** Gives the directives of a name that stand here their paths, which number them. */
  givePaths(name: string): void {
    const directives = this.byName.get(name) ?? [];
    const taken = directives.length > 1 ? new Map<string, number>() : undefined;
    for (const directive of directives) directive.takePath(this.path, taken);
  }
}
