import { existsSync } from 'node:fs';
import { access, constants } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { VERSION } from '../../server/version';
import { atLeast, SEVERITIES } from '../../service/contracts/finding';
import type { Output } from '../../service/contracts/output';
import { NEVER_CANCELLED } from '../../service/contracts/ports';
import type { HeadroomService, OpenDocument, Review } from '../../service/contracts/service';
import { didYouMean } from '../../service/project/configuration';
import { relativePath } from '../../service/text/paths';
import { applyBaseline, folderOf, readBaselineFile } from '../baseline';
import { unifiedDiff } from '../diff';
import { writeFixes } from '../fixes';
import { printable } from '../printable';
import { github } from '../reporters/github';
import { pretty } from '../reporters/pretty';
import { sarif } from '../reporters/sarif';
import { UsageError } from '../usage';
import { pathOf, readText, uriOf } from '../workspace';

/** How a review can be printed. */
type Format = 'pretty' | 'json' | 'sarif' | 'github';

const FORMATS: readonly Format[] = ['pretty', 'json', 'sarif', 'github'];

/** The options of `headroom check`. */
export interface CheckOptions {
  readonly format?: string | undefined;
  readonly fix?: boolean | undefined;
  readonly 'unsafe-fixes'?: boolean | undefined;
  readonly diff?: boolean | undefined;
  readonly only?: string[] | undefined;
  readonly 'fail-on'?: string | undefined;
  readonly baseline?: string | undefined;
  readonly quiet?: boolean | undefined;
  readonly 'stdin-filename'?: string | undefined;
}

/** Reviews, and fixes where asked; returns the exit status. */
export async function check(
  service: HeadroomService,
  operands: readonly string[],
  options: CheckOptions,
): Promise<number> {
  const failOn = oneOf('--fail-on', options['fail-on'] ?? 'warning', [...SEVERITIES, 'never']);
  const format = oneOf('--format', options.format ?? 'pretty', FORMATS);
  const only = ruleNames(service, options.only ?? []);
  if (options['unsafe-fixes'] && !options.fix && !options.diff) {
    throw new UsageError('--unsafe-fixes goes with --fix or --diff.');
  }
  const base = uriOf(process.cwd());
  const input = operands.includes('-')
    ? await openStandardInput(service, operands, options)
    : undefined;
  const uris = input ? [input.uri] : await namedPaths(operands);
  const file = options.baseline;
  const baseline = file === undefined ? undefined : await readBaselineFile(file);

  let texts: ReadonlyMap<string, string> = new Map();
  let refused = false;
  if (options.fix || options.diff) {
    const known =
      file !== undefined && baseline
        ? { known: { folder: folderOf(file), findings: baseline.findings } }
        : {};
    const fixing = { unsafe: options['unsafe-fixes'] === true, only, ...known };
    const fixed = await service.fix(uris, fixing, NEVER_CANCELLED);
    texts = fixed.texts;
    if (options.diff) {
      for (const [uri, text] of texts) {
        const before = fixed.before.get(uri) ?? '';
        process.stdout.write(unifiedDiff(relativePath(uri, base), before, text));
      }
    } else if (input) {
      const text = texts.get(input.uri);
      if (text !== undefined) await openInput(service, { ...input, version: 2, text });
    } else refused = await writeFixes(service, fixed, base);
    // The fixed text alone is on standard output, so that a pipe can go on with it.
    if (input && !options.diff) process.stdout.write(texts.get(input.uri) ?? input.text);
  }

  const review = await service.review(uris, { base, only }, NEVER_CANCELLED);
  const { output, uris: reviewed } =
    file === undefined ? review : await applyBaseline(file, baseline, review, only);
  const shown = options.quiet ? withoutNotes(output) : output;
  // A diff, or a fixed text, is what a pipe goes on with; what was found is beside it.
  const report = options.diff || (options.fix && input) ? process.stderr : process.stdout;
  const read = (uri: string) =>
    uri === input?.uri ? (texts.get(uri) ?? input.text) : textOf(pathOf(uri));
  const print: Readonly<Record<Format, () => string | Promise<string>>> = {
    pretty: () => pretty(shown, reviewed, read),
    json: () => `${JSON.stringify(shown, null, 2)}\n`,
    sarif: () => `${JSON.stringify(sarif(shown, service.rules(), VERSION), null, 2)}\n`,
    github: () => github(shown),
  };
  report.write(await print[format]());
  const fails = SEVERITIES.some(
    (severity) => failOn !== 'never' && atLeast(severity, failOn) && output.summary[severity] > 0,
  );
  // What a part of the program would have said is not known: that is no clean bill.
  const failed = output.files.some(({ findings }) =>
    findings.some(({ rule }) => rule === 'headroom/internal'),
  );
  // Whoever names a file wants to know about it.
  const unread = unreadOf(review, uris);
  for (const { path, why } of unread) {
    process.stderr.write(`headroom: ${printable(path)}: cannot be reviewed: ${why}\n`);
  }
  return failed || refused || unread.length > 0 ? 2 : fails ? 1 : 0;
}

/** The named files, not those in named folders, that could not be read, and why. */
function unreadOf(
  { output, uris }: Review,
  named: readonly string[],
): readonly { readonly path: string; readonly why: string }[] {
  return output.files.flatMap(({ path, skipped }, index) =>
    skipped !== null && named.includes(uris[index] ?? '') ? [{ path, why: skipped }] : [],
  );
}

/** The text of a reviewed file, for the lines that are shown of it. */
async function textOf(path: string): Promise<string> {
  const result = await readText(path, dirname(path));
  return result.state === 'read' ? result.text : '';
}

async function namedPaths(operands: readonly string[]): Promise<readonly string[]> {
  const paths = operands.length === 0 ? ['.'] : operands;
  for (const path of paths) {
    if (!existsSync(path)) throw new UsageError(`${path}: no such file or folder.`);
    await access(path, constants.R_OK).catch(() => {
      throw new UsageError(`${path}: cannot be read (permission denied).`);
    });
  }
  return paths.map((path) => uriOf(resolve(path)));
}

async function openStandardInput(
  service: HeadroomService,
  operands: readonly string[],
  options: CheckOptions,
): Promise<OpenDocument> {
  const name = options['stdin-filename'];
  if (operands.length > 1)
    throw new UsageError('"-" reads standard input and takes no other path.');
  if (name === undefined)
    throw new UsageError('"-" needs --stdin-filename NAME: the name decides how the text is read.');
  const uri = uriOf(resolve(name));
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString('utf8');
  const document = { uri, languageId: '', version: 1, text };
  await openInput(service, document);
  return document;
}

/** No walk over folders meets a text that is on no disk, so it is looked at here. */
async function openInput(service: HeadroomService, document: OpenDocument): Promise<void> {
  service.open(document);
  await service.recognition(document.uri, NEVER_CANCELLED);
}

function withoutNotes(output: Output): Output {
  const files = output.files.map((file) => ({
    ...file,
    findings: file.findings.filter(({ severity }) => atLeast(severity, 'warning')),
  }));
  return { ...output, files, summary: { ...output.summary, information: 0, hint: 0 } };
}

function ruleNames(service: HeadroomService, names: readonly string[]): readonly string[] {
  const ids = service.rules().map(({ id }) => id);
  for (const name of names) {
    if (!ids.includes(name) && !name.startsWith('headroom/')) {
      throw new UsageError(`unknown rule "${name}"${didYouMean(name, ids)}; see headroom rules.`);
    }
  }
  return names;
}

function oneOf<T extends string>(flag: string, value: string, allowed: readonly T[]): T {
  const found = allowed.find((candidate) => candidate === value);
  if (found !== undefined) return found;
  throw new UsageError(
    `${flag} takes ${allowed.join(', ')}; it is "${value}"${didYouMean(value, allowed)}.`,
  );
}
