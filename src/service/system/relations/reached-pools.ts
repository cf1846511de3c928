import type { PoolFact } from '../../contracts/fact';
import type { CodeLink, FactEntry, ProcessNode } from '../../contracts/system';
import { isIn, pathIn } from '../../text/paths';
import type { SystemContext } from '../context';
import { loadedBy } from './entry-files';

type Pool = FactEntry<PoolFact>;

/** The pools that a program opens. */
interface PoolsOfProgram {
  readonly certain: readonly Pool[];
  /** It names their package, and whether it loads their files cannot be told. */
  readonly perhaps: readonly Pool[];
}

/**
 * Which pools a program opens, of those of its code: those that its imports lead to from the file that it begins with.
 * Where none does, it may load files another way, and opens any of its own package; of another package of a workspace
 * it opens those that a file of its own package leads to. That a manifest takes a package proves nothing: it may be
 * taken for its types.
 */
export function poolsOfProgram(
  pools: readonly Pool[],
  process: ProcessNode,
  { folder, own: beside }: CodeLink,
  context: SystemContext,
): PoolsOfProgram {
  const loaded = loadedBy(process, folder, context);
  const own = process.within ?? packageBegun(loaded, context) ?? beside ?? folder;
  const isTold = pools.some(({ fact, file }) => fact.code && loaded?.has(file));
  const isLeaf =
    own !== folder || !context.packages().some((each) => isIn(each, own) && each !== own);
  const isOfJavaScript = context
    .of('package')
    .some(({ file }) => file === pathIn(own, 'package.json'));
  if (!isLeaf || !isOfJavaScript) {
    const certain = isTold
      ? pools.filter(({ fact, file }) => !fact.code || loaded?.has(file))
      : pools;
    return { certain, perhaps: [] };
  }
  const { files, open } = context.loadedWithin(own);
  const taken = packagesTakenBy(own, folder, context);
  const stateOf = ({ fact, file }: Pool): 'certain' | 'perhaps' | 'no' => {
    const of = context.packageOf(file);
    if (!fact.code) return isTold || taken(of) ? 'certain' : 'no';
    if (loaded?.has(file)) return 'certain';
    if (!isTold) {
      if (of === own || files.has(file)) return 'certain';
      // What holds no code in sight says by its manifest alone what it runs.
      if (files.size === 0 || !JAVASCRIPT.test(file)) return taken(of) ? 'certain' : 'no';
    }
    return of !== own && open.has(of) ? 'perhaps' : 'no';
  };
  const states = pools.map((pool) => ({ pool, state: stateOf(pool) }));
  const those = (wanted: 'certain' | 'perhaps') =>
    states.flatMap(({ pool, state }) => (state === wanted ? [pool] : []));
  return { certain: those('certain'), perhaps: those('perhaps') };
}

const JAVASCRIPT = /\.[cm]?[jt]sx?$/;

/** The package of the file that a program begins with. */
function packageBegun(
  loaded: ReadonlySet<string> | undefined,
  context: SystemContext,
): string | undefined {
  const [entry] = loaded ?? [];
  return entry === undefined ? undefined : context.packageOf(entry);
}

/**
 * Whether a package is this one of a workspace, one that its manifest asks for, or one that those ask for. What is of no
 * package in the folder of the code is anybody's.
 */
function packagesTakenBy(
  own: string,
  folder: string,
  context: SystemContext,
): (of: string) => boolean {
  const found = new Set([own]);
  for (const each of found) {
    const manifest = context
      .of('package')
      .find(({ file, fact }) => file === pathIn(each, 'package.json') && fact.asks.length > 0);
    for (const other of context.packages()) {
      if (manifest?.fact.asks.includes(context.packageName(other) ?? '')) found.add(other);
    }
  }
  const others = new Set(
    context.packages().filter((each) => each !== folder && isIn(each, folder) && !found.has(each)),
  );
  return (of) => found.has(of) || !others.has(of);
}
