import type { Span } from '../../src/service/contracts/span';
import { Body, type Syntax, Token } from '../../src/service/languages/nginx/syntax';

/** A directive of the tree: words, then `;`, a block, or nothing where the text is unfinished. */
export class Statement {
  constructor(
    private readonly syntax: Syntax,
    private readonly id: number,
  ) {}

  /** The name and the arguments. Empty for a `{` or `;` without a name. */
  get words(): readonly Token[] {
    const first = this.syntax.firstWord(this.id);
    return Array.from({ length: this.syntax.wordsOf(this.id) }, (_, index) => {
      const word = first + index;
      const { syntax } = this;
      return new Token(syntax.flagsOf(word), syntax.startOf(word), syntax.endOf(word));
    });
  }

  get body(): Body | null {
    const { syntax, id } = this;
    const kind = syntax.bodyKind(id);
    if (kind === 'none') return null;
    return new Body(syntax, id + 1, syntax.next(id), {
      kind,
      ...syntax.innerOf(id),
      closed: syntax.isClosed(id),
      templated: syntax.isTemplated(id),
    });
  }

  /** From the first word to the end of the terminator. */
  get span(): Span {
    return this.syntax.spanOf(this.id);
  }

  /** The text is not a whole directive: nothing may be concluded from it. */
  get incomplete(): boolean {
    return this.syntax.isIncomplete(this.id);
  }
}

/** The directives directly in a block or a file. */
export function statementsOf({ syntax, first, end }: Body): readonly Statement[] {
  const found: Statement[] = [];
  for (let id = first; id < end; id = syntax.next(id)) found.push(new Statement(syntax, id));
  return found;
}
