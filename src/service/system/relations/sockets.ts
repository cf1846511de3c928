import type { ProcessNode, WorkloadNode } from '../../contracts/system';
import type { SystemContext } from '../context';

/** Options by which programs are told the socket they listen to. */
const OPTIONS = /^(?:-b|--bind|-s|--socket|--http-socket|--uds|-u|--fd)$/;

/** Settings that say it, of programs whose settings are read. */
const SETTINGS = [
  ['uwsgi', 'socket'],
  ['uwsgi', 'http-socket'],
  ['gunicorn', 'bind'],
  ['puma', 'bind'],
  ['unicorn', 'listen'],
  ['php-fpm', 'listen'],
] as const;

/** The path of a socket as it is written: `unix:/run/app.sock:/`, `unix:///run/app.sock?umask=0`; empty for none. */
export function socketIn(text: string): string {
  return /^(?:unix:(?:\/\/)?)?(\/[\w./@-]+)/.exec(text.trim())?.[1] ?? '';
}

/** The sockets that the programs of a workload listen to. */
export function socketsOf(
  { containers }: WorkloadNode,
  context: Pick<SystemContext, 'settingsIn'>,
): readonly string[] {
  const found = containers.flatMap(({ processes, code }) =>
    processes.flatMap((process) => [
      ...inWords(process),
      ...SETTINGS.filter(([program]) => process.program.startsWith(program)).flatMap(
        ([program, name]) =>
          context.settingsIn(code?.folder ?? null, program).flatMap(({ fact }) => {
            const value = fact.settings[name];
            return value?.state === 'known' ? socketIn(String(value.value)) : [];
          }),
      ),
    ]),
  );
  return found.filter((path) => path !== '');
}

function inWords({ words }: ProcessNode): readonly string[] {
  return words.flatMap((word, index) => {
    const [, inline] = /^--(?:bind|socket|http-socket|uds)=(.*)$/.exec(word) ?? [];
    if (inline !== undefined) return socketIn(inline);
    return OPTIONS.test(words[index - 1] ?? '') ? socketIn(word) : [];
  });
}
