import type { Span } from '../../../../contracts/span';
import type { Node } from '../../syntax/node';
import { spanOf } from '../../tree';
import type { Region } from '../../uses';

/** What is read off the beginning of a region. */
export type Head = Partial<Pick<Region, 'name' | 'binds' | 'over'>>;

/** A region, as its node shows it. */
export class CodeRegion implements Region {
  name: string | null = null;
  binds: readonly string[] = [];
  over: string | null = null;

  constructor(
    readonly kind: Region['kind'],
    readonly node: Node,
    public around: CodeRegion | null,
    head: Head,
  ) {
    Object.assign(this, head);
  }

  get at(): Span {
    return spanOf(this.node);
  }

  /** Stands in another region from now on, maybe under another name. */
  stand(around: CodeRegion, name: string | null): void {
    this.around = around;
    this.name = name;
  }
}
