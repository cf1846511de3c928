import type { Variable } from '../contracts/system';
import { baseOf, type Word } from './command-words';
import { type Variables, variablesOf } from './variables';

/** Programs that start another and stand aside, or hand signals on. */
const INITS = /^(?:tini(?:-static)?|dumb-init|catatonit|s6-svscan|docker-init|pid1)$/;
const WRAPPERS =
  /^(?:gosu|su-exec|setpriv|nice|ionice|chpst|env|cross-env(?:-shell)?|time|stdbuf|ddtrace-run|opentelemetry-instrument|newrelic-admin|doppler|dotenv|infisical|chamber|aws-vault|pipenv|poetry|uv|pdm|hatch|rye|bundle|bundler|npx|pnpx|bunx|yarn|pnpm|xvfb-run|wait-for-it(?:\.sh)?|wait-for(?:\.sh)?|dockerize|timeout|opentelemetry-bootstrap|secrets-init|berglas|launcher|\/cnb\/lifecycle\/launcher|exec)$/;

/** The command that init programs and wrappers start in the end, and the variables that they set for it. */
export function withoutWrappers(
  given: readonly Word[],
  set: Variables,
): { readonly words: readonly Word[]; readonly variables: Variables; readonly init: boolean } {
  let words = given;
  let variables = set;
  let init = false;
  for (let turn = 0; turn < 8; turn++) {
    const name = baseOf(words[0]?.text ?? '');
    if (INITS.test(name)) {
      init = true;
      words = afterOptions(words.slice(1));
    } else if (WRAPPERS.test(name)) {
      const inner = unwrapped(name, words, variables);
      if (!inner) break;
      ({ words, variables } = inner);
    } else break;
  }
  return { words, variables, init };
}

function afterOptions(words: readonly Word[]): readonly Word[] {
  let index = 0;
  while (index < words.length && words[index]?.text.startsWith('-')) {
    if (words[index]?.text === '--') return words.slice(index + 1);
    // tini's `-e CODE` and dumb-init's `-r A:B` take a value.
    index += /^-[er]$/.test(words[index]?.text ?? '') ? 2 : 1;
  }
  return words.slice(index);
}

/** The command within a wrapper; `undefined` where it cannot be told. */
function unwrapped(
  name: string,
  words: readonly Word[],
  variables: Variables,
): { readonly words: readonly Word[]; readonly variables: Variables } | undefined {
  if (name === 'yarn' || name === 'pnpm') {
    // Any other word is a script of a manifest, and what stands behind two dashes its arguments.
    const isProgram = /^(?:exec|dlx)$/.test(words[1]?.text ?? '');
    const own = isProgram ? afterOptions(words.slice(2)) : [];
    return own.length > 0 ? { words: own, variables } : undefined;
  }
  const dashes = words.findIndex(({ text }) => text === '--');
  if (dashes > 0) return { words: words.slice(dashes + 1), variables };
  let rest = words.slice(1);
  const inner = (more: readonly Word[]) =>
    more.length > 0 ? { words: more, variables } : undefined;
  switch (name) {
    case 'env':
    case 'cross-env':
    case 'cross-env-shell': {
      const set = new Map<string, Variable>();
      while (rest[0] && /^(?:-|[A-Za-z_]\w*=)/.test(rest[0].text)) {
        const [, key, value = ''] = /^([A-Za-z_]\w*)=([\s\S]*)$/.exec(rest[0].text) ?? [];
        if (key !== undefined) set.set(key, { state: 'known', value, at: rest[0].at });
        rest = rest.slice(1);
      }
      return rest.length > 0
        ? { words: rest, variables: withVariables(variables, set) }
        : undefined;
    }
    case 'gosu':
    case 'su-exec':
      return inner(rest.slice(1));
    case 'timeout':
      return inner(afterOptions(rest).slice(1));
    case 'newrelic-admin':
      return inner(rest.slice(1));
    case 'bundle':
    case 'bundler':
      return rest[0]?.text === 'exec' ? inner(rest.slice(1)) : undefined;
    case 'pipenv':
    case 'poetry':
    case 'uv':
    case 'pdm':
    case 'hatch':
    case 'rye':
      return rest[0]?.text === 'run' ? inner(afterOptions(rest.slice(1))) : undefined;
    default:
      return inner(afterOptions(rest));
  }
}

/** Variables with others laid over them. */
export function withVariables(
  variables: Variables,
  more: ReadonlyMap<string, Variable>,
): Variables {
  return more.size === 0
    ? variables
    : {
        open: variables.open,
        get: (name) => variablesOf([more], null).get(name) ?? variables.get(name),
      };
}
