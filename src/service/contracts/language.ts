import type { AssembledPart, Assembling } from './assembly';
import type { Description, NamedPlace, OutlineItem, Proposal, WritePlace } from './editing';
import type { EmbeddedText } from './embedded';
import type { Fact } from './fact';
import type { Report } from './finding';
import type { StructuralEdit, TextChange } from './fix';
import type { Linking, Surroundings } from './linking';
import type { RuleContext } from './rule';
import type { Span } from './span';

/** The languages the service reads. */
export type LanguageId =
  | 'nginx'
  | 'kubernetes'
  | 'autoscaling-group'
  | 'application-code'
  | 'pool-settings'
  | 'sql-schema'
  | 'dockerfile'
  | 'compose'
  | 'process-settings'
  | 'shell'
  | 'package-manifest'
  | 'routes';

/** The WebAssembly grammars that ship. */
export type Grammar = 'typescript' | 'tsx' | 'python' | 'go' | 'java' | 'hcl';

/** A place where the text is not what its language allows. */
export interface SyntaxProblem {
  readonly at: Span;
  /** What is wrong and what to do. */
  readonly message: string;
}

/** A comment, as the suppression reader needs it: without its markers. */
export interface Comment {
  readonly at: Span;
  readonly text: string;
}

/** Places that hold nothing of a text or its tree, so that a closed file may keep them as they are. */
export interface PlainPlaces extends ReadonlyMap<string, Span> {
  readonly plain: true;
}

/** What one parse of one text yields. Built in one pass; never touched afterwards. */
export interface Analysis<Model = unknown> {
  readonly model: Model;
  readonly syntax: readonly SyntaxProblem[];
  readonly facts: readonly Fact[];
  /**
   * What it says once others have been asked: read after {@link Language.linked}, and never what others
   * are linked by. They take the place of its other facts of the same kinds.
   */
  readonly linkedFacts?: readonly Fact[];
  /** Where each structural path stands now: the smallest token that would change. */
  readonly places: ReadonlyMap<string, Span>;
  readonly comments: readonly Comment[];
  /** What the file was recognised as, for people: "a HorizontalPodAutoscaler and a Deployment". */
  readonly description: string;
  /** What was not analysed and why, for the status item; empty when all was. */
  readonly limits: readonly string[];
  /** Names that can be followed; none where the language has none. */
  readonly names?: readonly NamedPlace[];
  /** The files within the text, where it is a listing of several. */
  readonly parts?: readonly AssembledPart[];
  /** What the file says about others it is read with; plain data, compared by value. */
  readonly joins?: unknown;
  /** The language's own syntax tree, for the language to read again. */
  readonly tree?: unknown;
  /** Texts of other languages that it holds as values. */
  readonly embedded?: readonly EmbeddedText[];
  /** Those of them that are read, as their languages read them. */
  readonly inner?: readonly EmbeddedAnalysis[];
  /** Puts a report in the words of this document, and its fixes in the ways that are open here. */
  readonly present?: (report: Report) => Report;
}

/** An embedded text as its language reads it; places count from its own start. */
export interface EmbeddedAnalysis {
  readonly source: EmbeddedText;
  readonly language: LanguageId;
  readonly analysis: Analysis;
}

/** A text and the name it is known by; `path` is relative to the project root, with slashes. */
export interface SourceText {
  readonly uri: string;
  readonly path: string;
  readonly text: string;
}

/** Decides whether a text is of a language: by content first, by name second, by editor id never alone. */
export interface Detector {
  readonly id: LanguageId;
  /** Whether a file of this name can matter at all; a walk reads no other files. */
  mayBe(path: string): boolean;
  /** Whether this text is the language's business. Cheap: no parsing. */
  detect(source: {
    readonly path: string;
    readonly text: string;
    readonly languageId?: string;
  }): boolean;
}

/** One language, from text to model and back to text. */
export interface Language<Model = unknown> {
  readonly id: LanguageId;
  /**
   * Parses and models any text: half-typed, templated, binary or empty. Never throws. `previous` is
   * the analysis of an earlier text of an open document, of which parts may be used again; the
   * result depends on the text alone.
   */
  analyse(source: SourceText, previous?: Analysis<Model>): Analysis<Model>;
  /**
   * The analysis of a text with what other files say to it, for languages whose files take names
   * from one another. Its facts are those of the text.
   */
  linked?(
    source: SourceText,
    analysis: Analysis<Model>,
    surroundings: Surroundings,
  ): Analysis<Model>;
  /** The grammars that have to be loaded before a text can be analysed; see `languages/shared/tree-sitter.ts`. */
  grammars?(source: SourceText): readonly Grammar[];
  /** The text changes of a structural edit, or `undefined` where the place is not plainly editable. */
  edit(
    source: SourceText,
    analysis: Analysis<Model>,
    edit: StructuralEdit,
  ): readonly TextChange[] | undefined;
  /** For languages whose files are read together. */
  readonly assembling?: Assembling<Model>;
  /** For languages whose files take names from one another. */
  readonly linking?: Linking;
  /** A whole-line comment with this text, or `undefined` for a text without comments (JSON). */
  comment(source: SourceText, text: string): string | undefined;
  /** What is worth knowing at an offset, beyond what is written there. */
  hover?(
    model: Model,
    offset: number,
    context: RuleContext,
    place: WritePlace,
  ): Description | undefined;
  /** What can be written at an offset; `names` are those of all files of the language. */
  complete?(
    source: SourceText,
    analysis: Analysis<Model>,
    offset: number,
    context: RuleContext,
    names: readonly NamedPlace[],
  ): readonly Proposal[];
  /** Every name in a model; `id` tells it from others. */
  names?(model: Model, id: string): readonly NamedPlace[];
  /** Whether a name of some kind can be given this spelling. */
  mayBeNamed?(kind: string, name: string): boolean;
  outline?(analysis: Analysis<Model>): readonly OutlineItem[];
  /** Stretches that can be folded, from the line of their start to the line of their end. */
  folds?(analysis: Analysis<Model>): readonly Span[];
  /** Changes of white space only. */
  format?(source: SourceText, analysis: Analysis<Model>, indent: string): readonly TextChange[];
}

/** Types a language for inference and hands it to the registry, which does not know its model. */
export function defineLanguage<Model>(language: Language<Model>): Language<Model> {
  return Object.freeze(language);
}
