import type { Span } from '../../contracts/span';
import type { CacheCommand } from './cache-commands';
import type { Caching } from './caching';
import type { Checkout } from './checkouts';
import type { DeclaredFunction } from './functions/declared';
import type { Reach } from './functions/reach';
import type { Grammar } from './grammars';
import type { Handles } from './handle';
import type { ManagedHold } from './holds/managed';
import type { CacheWrite, ConnectionUse, PoolUse } from './pools';
import type { Query } from './queries';
import type { LazyRead } from './relations/lazy';
import type { Replicas } from './replicas';
import type { PickedShard } from './shards';
import type { Node } from './syntax/node';
import type { Occasion, Use, Uses } from './uses';
import type { HeldWait } from './waits';

/** What a source file does with connections and caches. */
export interface ApplicationModel {
  readonly grammar: Grammar;
  readonly text: string;
  readonly pools: readonly PoolUse[];
  /** Pools whose text is not whole. No rule reads them: what is half typed says nothing. */
  readonly unfinished: readonly Pick<PoolUse, 'library' | 'object'>[];
  readonly connections: readonly ConnectionUse[];
  readonly cacheWrites: readonly CacheWrite[];
  readonly uses: Uses;
  readonly handles: Handles;
  readonly checkouts: readonly Checkout[];
  /** Transactions that somebody else ends: callbacks, blocks, annotated methods. */
  readonly managed: readonly ManagedHold[];
  readonly queries: readonly Query[];
  /** The functions and methods of the file. */
  readonly functions: readonly DeclaredFunction[];
  /** Relations that a loop over rows reads one by one. */
  readonly lazyReads: readonly LazyRead[];
  /** How often a stretch of the file runs. */
  occasionIn(at: Span): Occasion;
  /** What calls reach over functions and files. */
  readonly reach: Reach;
  /** How often a call runs, with what other files call. */
  /** The tree of the file; `null` where it cannot be parsed. */
  readonly root: Node | null;
  /** What brings the message that the code around a place works on, for people; of requests nothing. */
  messageAt(at: Span): string | undefined;
  occasionOf(use: Use): Occasion;
  /** Whether the type of another file says that what a call gives is a list. */
  givesList(use: Use): boolean;
  /** What lists the objects that a serializer of this file writes, in another one: `GET of OrderViewSet`. */
  listedBy(serializer: string): string | undefined;
  /** What the repository of another file keeps that a call is made on. */
  entityOf(use: Use): string | undefined;
  /** Whether it reads all rows of its table, or all that are in some state. */
  givesWhole(use: Use): boolean;
  readonly caching: Caching;
  /** Commands that may give a key of a cache a lifetime. */
  readonly cacheCommands: readonly CacheCommand[];
  readonly replicas: Replicas;
  readonly shards: readonly PickedShard[];
  /** Slow things that are waited for while a connection is held. */
  readonly waits: readonly HeldWait[];
  /** Where each statement at the top of the file begins; empty where nothing is moved there. */
  readonly statements: readonly number[];
}
