import type { Severity } from './finding';
import type { FixKind } from './fix';

/** A position as in LSP: zero-based line, zero-based UTF-16 column. */
export interface OutputPosition {
  readonly line: number;
  readonly character: number;
}

/** A range as in LSP. */
export interface OutputRange {
  readonly start: OutputPosition;
  readonly end: OutputPosition;
}

/** A finding in `headroom check --format json`. */
export interface OutputFinding {
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  readonly range: OutputRange;
  readonly related: readonly {
    readonly path: string;
    readonly range: OutputRange;
    readonly message: string;
  }[];
  readonly citations: readonly { readonly title: string; readonly url: string }[];
  readonly fixes: readonly { readonly title: string; readonly kind: FixKind }[];
  /** The environments it holds in; left out where it holds in all there are. */
  readonly environments?: readonly string[];
  /** Where its value was decided, first, and each place it passed; left out for a value of one file. */
  readonly trail?: readonly OutputStep[];
  /** Tells it from others, whatever its message says: by rule, file and structural path. */
  readonly fingerprint: string;
}

/** A step of a trail: a structural path of a file, and what was done there (`written`, `patched` …). */
export interface OutputStep {
  readonly path: string;
  readonly at: string;
  readonly how: string;
}

/** A finding that is known and not to be reported again. Its line is left out: lines move. */
export interface KnownFinding {
  /** Relative to the folder of the baseline file, with slashes. */
  readonly path: string;
  readonly rule: string;
  readonly message: string;
  /** Baselines that were written before there were any have none. */
  readonly fingerprint?: string;
}

/** A recognised file in `headroom check --format json`. */
export interface OutputFile {
  readonly path: string;
  readonly language: string;
  /** Why the file was not analysed, or `null`. */
  readonly skipped: string | null;
  /** What of the file was not reviewed, and why. */
  readonly limits: readonly string[];
  readonly findings: readonly OutputFinding[];
}

/** A file or folder that was seen and not reviewed. */
export interface NotReviewed {
  readonly path: string;
  readonly why: string;
}

/** The whole output of `headroom check --format json`. */
export interface Output {
  readonly version: 1;
  readonly files: readonly OutputFile[];
  /** What was seen and not reviewed, by path; among `files` are those that were recognised as well. */
  readonly notReviewed: readonly NotReviewed[];
  readonly summary: { readonly files: number } & Readonly<Record<Severity, number>>;
}

const position = {
  type: 'object',
  additionalProperties: false,
  required: ['line', 'character'],
  properties: {
    line: { type: 'integer', minimum: 0 },
    character: { type: 'integer', minimum: 0 },
  },
} as const;

const range = {
  type: 'object',
  additionalProperties: false,
  required: ['start', 'end'],
  properties: { start: position, end: position },
} as const;

const severity = { enum: ['error', 'warning', 'information', 'hint'] } as const;
const text = { type: 'string' } as const;

/** JSON Schema of {@link Output}, for those who read it with a program. */
export const OUTPUT_SCHEMA = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'Output of `headroom check --format json`',
  type: 'object',
  additionalProperties: false,
  required: ['version', 'files', 'notReviewed', 'summary'],
  properties: {
    version: { const: 1 },
    files: {
      type: 'array',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['path', 'language', 'skipped', 'limits', 'findings'],
        properties: {
          path: text,
          language: text,
          skipped: { type: ['string', 'null'] },
          limits: { type: 'array', items: text },
          findings: {
            type: 'array',
            items: {
              type: 'object',
              additionalProperties: false,
              required: [
                'rule',
                'severity',
                'message',
                'range',
                'related',
                'citations',
                'fixes',
                'fingerprint',
              ],
              properties: {
                rule: { type: 'string', pattern: '^[a-z]+/[a-z0-9-]+$' },
                severity,
                message: text,
                range,
                related: {
                  type: 'array',
                  items: {
                    type: 'object',
                    additionalProperties: false,
                    required: ['path', 'range', 'message'],
                    properties: { path: text, range, message: text },
                  },
                },
                citations: {
                  type: 'array',
                  items: {
                    type: 'object',
                    additionalProperties: false,
                    required: ['title', 'url'],
                    properties: { title: text, url: { type: 'string', pattern: '^https://' } },
                  },
                },
                fixes: {
                  type: 'array',
                  items: {
                    type: 'object',
                    additionalProperties: false,
                    required: ['title', 'kind'],
                    properties: { title: text, kind: { enum: ['safe', 'suggestion', 'guided'] } },
                  },
                },
                environments: { type: 'array', items: text },
                trail: {
                  type: 'array',
                  items: {
                    type: 'object',
                    additionalProperties: false,
                    required: ['path', 'at', 'how'],
                    properties: { path: text, at: text, how: text },
                  },
                },
                fingerprint: { type: 'string', pattern: '^[0-9a-f]{16}$' },
              },
            },
          },
        },
      },
    },
    notReviewed: {
      type: 'array',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['path', 'why'],
        properties: { path: text, why: text },
      },
    },
    summary: {
      type: 'object',
      additionalProperties: false,
      required: ['files', 'error', 'warning', 'information', 'hint'],
      properties: {
        files: { type: 'integer', minimum: 0 },
        error: { type: 'integer', minimum: 0 },
        warning: { type: 'integer', minimum: 0 },
        information: { type: 'integer', minimum: 0 },
        hint: { type: 'integer', minimum: 0 },
      },
    },
  },
} as const;
