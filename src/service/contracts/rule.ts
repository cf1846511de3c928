import type { CitationId } from '../citations';
import type { PracticeId } from '../practices';
import type { Report, Severity } from './finding';
import type { FixKind } from './fix';
import type { System } from './system';

/**
 * The models rules read, by their key in `check({ … })`. Each language adds its own by
 * declaration merging; `architecture` joins the facts of all files of one environment.
 */
// biome-ignore lint/suspicious/noEmptyInterface: languages merge their models into it
export interface Models {}

/** The area of a rule's id, and the model its document rules read. */
export interface AreaModels {
  nginx: 'nginx';
  kubernetes: 'kubernetes';
  asg: 'autoscalingGroup';
  ecs: 'autoscalingGroup';
  elb: 'autoscalingGroup';
  pool: 'application';
  cache: 'application';
  query: 'application';
  replica: 'application';
  shard: 'application';
  settings: 'settings';
}

/** The areas whose rules read the architecture only. */
export type ProjectArea = 'capacity' | 'topology';

/** The first part of a rule's id. */
export type Area = keyof AreaModels | ProjectArea;

/** `<area>/<the pattern flagged>`: reads as "allow …", never renumbered. */
export type RuleId = `${Area}/${string}`;

/** Versions of the systems that will read the files; absent means unknown. */
export interface Targets {
  readonly nginx?: string;
  readonly kubernetes?: string;
}

/** What every rule may ask, whatever it reads. */
export interface RuleContext {
  readonly targets: Targets;
  /** The figure of a practice, as the workspace has set it or as the guide gives it. */
  practice(id: PracticeId): number;
}

/** Hands a finding to the engine. */
export type Reporter = (report: Report) => void;

/** The longest title of a rule, in characters: a side bar as wide as it opens shows it with a count behind. */
export const MAX_TITLE_LENGTH = 36;

interface RuleMeta {
  /** The version that brought the rule. */
  readonly since: string;
  /** Findings of a `preview` rule are hints at most. */
  readonly status: 'stable' | 'preview';
  readonly severity: Severity;
  /** What is flagged in a row of a list: at most `MAX_TITLE_LENGTH` characters, no sentence. */
  readonly title: string;
  /** One sentence that names what is flagged. */
  readonly summary: string;
  readonly citations: readonly CitationId[];
  /** The figures of the guide it holds files against. */
  readonly practices: readonly PracticeId[];
  /** Items of the scaling checklist that its findings answer with "no". */
  readonly checklist: readonly string[];
  /** The kinds of fix it may offer; empty where only a person can decide. */
  readonly fixes: readonly FixKind[];
  /** `closed-world`: silent until every file of the project has been read. */
  readonly needs: readonly 'closed-world'[];
  /** Rules that say it better on the same subject; their finding silences this one. */
  readonly defersTo: readonly RuleId[];
  readonly aliases?: readonly string[];
  /** It asks for something to spare, which a stage before production may do without: an information there. */
  readonly isRedundancy?: true;
}

type AreaOf<Id extends string> = Id extends `${infer A}/${string}` ? A : never;
type ModelKey<Id extends string> =
  AreaOf<Id> extends keyof AreaModels ? AreaModels[AreaOf<Id>] & keyof Models : never;

/** A rule that reads one model of one file. */
export interface DocumentRule<Id extends string = RuleId> extends RuleMeta {
  readonly id: Id;
  readonly scope: 'document';
  check(context: Pick<Models, ModelKey<Id>> & RuleContext, report: Reporter): void;
}

/** A rule that reads what the files of one environment say together. */
export interface ProjectRule<Id extends string = RuleId> extends RuleMeta {
  readonly id: Id;
  readonly scope: 'project';
  /**
   * `build`: of the autoscalers it judges each by itself, or by others of the same build, and lists nothing else:
   * it is run for each build, and for what belongs to none, so that an edit of one runs it for that one.
   * @default 'environment'
   */
  readonly reach?: 'build' | 'environment';
  check(
    context: Pick<Models, 'architecture' & keyof Models> & {
      readonly system: System;
    } & RuleContext,
    report: Reporter,
  ): void;
}

/** A rule as the engine sees it: the model's type is known where the model is made. */
export type Rule =
  | (RuleMeta & {
      readonly id: RuleId;
      readonly scope: 'document';
      check(context: never, report: Reporter): void;
    })
  | (RuleMeta & {
      readonly id: RuleId;
      readonly scope: 'project';
      readonly reach?: 'build' | 'environment';
      check(context: never, report: Reporter): void;
    });

/** Types a rule by its id and scope; see `docs/adding-a-rule.md`. */
export function defineRule<const Id extends RuleId>(
  rule: DocumentRule<Id> | ProjectRule<Id>,
): Rule {
  return Object.freeze(rule) as Rule;
}

/** The area of a rule's id. */
export function areaOf(id: string): string {
  return id.slice(0, id.indexOf('/'));
}
