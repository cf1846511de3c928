import { accessSync, constants, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { VERSION } from '../server/version';
import { createService } from '../service';
import { didYouMean } from '../service/project/configuration';
import { assetsBeside } from './assets';
import { advise } from './commands/advise';
import { build } from './commands/build';
import { builds } from './commands/builds';
import { capacity } from './commands/capacity';
import { check } from './commands/check';
import { checklist } from './commands/checklist';
import { diagram } from './commands/diagram';
import { lsp } from './commands/lsp';
import { explain, init, printConfig, rules } from './commands/small';
import { printable } from './printable';
import { HELP, UsageError } from './usage';
import { nodeWorkspace, uriOf } from './workspace';

const COMMANDS = {
  check,
  advise,
  build,
  builds,
  capacity,
  checklist,
  diagram,
  rules,
  explain,
  init,
  'print-config': printConfig,
  lsp: (_: unknown, operands: readonly string[]) => lsp(operands),
} as const;

const OPTIONS = {
  format: { type: 'string' },
  fix: { type: 'boolean' },
  'unsafe-fixes': { type: 'boolean' },
  diff: { type: 'boolean' },
  only: { type: 'string', multiple: true },
  'fail-on': { type: 'string' },
  baseline: { type: 'string' },
  config: { type: 'string' },
  quiet: { type: 'boolean' },
  'stdin-filename': { type: 'string' },
  view: { type: 'string' },
  environment: { type: 'string' },
  most: { type: 'string' },
  trail: { type: 'boolean' },
  answer: { type: 'string', multiple: true },
  // Clients of a language server say how they speak, and who they are; there is one way here.
  stdio: { type: 'boolean' },
  clientProcessId: { type: 'string' },
  version: { type: 'boolean' },
  help: { type: 'boolean' },
} as const;

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // The reader of a pipe has gone; there is nobody left to tell.
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

run(process.argv.slice(2)).then(
  (status) => {
    process.exitCode = status;
  },
  (error: Error) => {
    const hint = error instanceof UsageError ? '' : ' Set HEADROOM_DEBUG=1 for the stack.';
    process.stderr.write(`headroom: ${printable(error.message)}${hint}\n`);
    if (process.env.HEADROOM_DEBUG) process.stderr.write(`${error.stack}\n`);
    process.exitCode = 2;
  },
);

async function run(args: string[]): Promise<number> {
  const { values, positionals } = parse(args);
  if (values.version) return print(`${VERSION}\n`);
  const [name, ...operands] = positionals;
  if (values.help || name === undefined) return print(HELP);
  if (!Object.hasOwn(COMMANDS, name)) {
    throw new UsageError(
      `unknown command "${name}"${didYouMean(name, Object.keys(COMMANDS))}; see headroom --help.`,
    );
  }
  const service = createService({
    workspace: nodeWorkspace(process.cwd()),
    assets: assetsBeside(__dirname),
    yieldNow: async () => {},
    log: (message) => process.stderr.write(`headroom ${VERSION}: ${printable(message)}\n`),
    ...(values.config === undefined ? {} : { configuration: configurationUri(values.config) }),
  });
  return COMMANDS[name as keyof typeof COMMANDS](service, operands, values);
}

function parse(args: string[]) {
  try {
    return parseArgs({ args, options: OPTIONS, allowPositionals: true });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const flag = /'(--?[^' ]*)/.exec(message)?.[1] ?? '';
    const known = Object.keys(OPTIONS).map((option) => `--${option}`);
    const takesValue = () => OPTIONS[flag.slice(2) as keyof typeof OPTIONS].type === 'string';
    const wrong = !known.includes(flag)
      ? `unknown option ${flag}${didYouMean(flag, known)}`
      : code === 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE'
        ? `${flag} ${takesValue() ? 'needs a value' : 'takes no value'}`
        : message.split('\n')[0];
    throw new UsageError(`${wrong}; see headroom --help.`);
  }
}

function configurationUri(path: string): string {
  try {
    accessSync(path, constants.R_OK);
    if (!statSync(path).isFile()) throw new Error('no regular file');
  } catch {
    throw new UsageError(`${path}: no such file, or it cannot be read (--config).`);
  }
  return uriOf(resolve(path));
}

function print(text: string): number {
  process.stdout.write(text);
  return 0;
}
