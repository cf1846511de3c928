import { existsSync } from 'node:fs';
import { access, constants, readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { atLeast, SEVERITIES, type Severity } from '../../service/contracts/finding';
import type { Output } from '../../service/contracts/output';
import { NEVER_CANCELLED } from '../../service/contracts/ports';
import type { HeadroomService } from '../../service/contracts/service';
import { didYouMean } from '../../service/project/configuration';
import { relativePath } from '../../service/project/paths';
import { unifiedDiff } from '../diff';
import { pretty } from '../reporters/pretty';
import { UsageError } from '../usage';
import { pathOf, uriOf } from '../workspace';
import { replaceFile } from '../writer';

/** The options of `headroom check`. */
export interface CheckOptions {
  readonly format?: string | undefined;
  readonly fix?: boolean | undefined;
  readonly 'unsafe-fixes'?: boolean | undefined;
  readonly diff?: boolean | undefined;
  readonly only?: string[] | undefined;
  readonly 'fail-on'?: string | undefined;
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
  const format = oneOf('--format', options.format ?? 'pretty', ['pretty', 'json']);
  const only = ruleNames(service, options.only ?? []);
  if (options['unsafe-fixes'] && !options.fix && !options.diff) {
    throw new UsageError('--unsafe-fixes goes with --fix or --diff.');
  }
  const base = uriOf(process.cwd());
  const uris = operands.includes('-')
    ? [await openStandardInput(service, operands, options)]
    : await namedPaths(operands);

  if (options.fix || options.diff) {
    const fixing = { unsafe: options['unsafe-fixes'] === true, only };
    const { texts } = await service.fix(uris, fixing, NEVER_CANCELLED);
    for (const [uri, text] of texts) {
      const path = pathOf(uri);
      if (options.diff) {
        process.stdout.write(
          unifiedDiff(relativePath(uri, base), await readFile(path, 'utf8'), text),
        );
      } else {
        await replaceFile(path, text);
        service.fileChanged(uri);
      }
    }
    if (options.diff) return 0;
  }

  const { output, uris: reviewed } = await service.review(uris, { base, only }, NEVER_CANCELLED);
  const shown = options.quiet ? withoutNotes(output) : output;
  process.stdout.write(
    format === 'json' ? `${JSON.stringify(shown, null, 2)}\n` : await pretty(shown, reviewed),
  );
  const fails = SEVERITIES.some(
    (severity) =>
      failOn !== 'never' && atLeast(severity, failOn as Severity) && output.summary[severity] > 0,
  );
  return fails ? 1 : 0;
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
): Promise<string> {
  const name = options['stdin-filename'];
  if (operands.length > 1)
    throw new UsageError('"-" reads standard input and takes no other path.');
  if (name === undefined)
    throw new UsageError('"-" needs --stdin-filename NAME: the name decides how the text is read.');
  if (options.fix || options.diff)
    throw new UsageError('--fix and --diff need a file; standard input is only reviewed.');
  const uri = uriOf(resolve(name));
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  service.open({ uri, languageId: '', version: 1, text: Buffer.concat(chunks).toString('utf8') });
  await service.recognition(uri, NEVER_CANCELLED);
  return uri;
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

function oneOf(flag: string, value: string, allowed: readonly string[]): string {
  if (allowed.includes(value)) return value;
  throw new UsageError(
    `${flag} takes ${allowed.join(', ')}; it is "${value}"${didYouMean(value, allowed)}.`,
  );
}
