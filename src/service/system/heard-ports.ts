import type { FactValue, ListenFact } from '../contracts/fact';
import type { Container, Evidence, System, WorkloadNode } from '../contracts/system';
import { springPropertyIn } from './programs/spring';
import { dependenciesOf } from './relations/carries';

/** The ports that a program listens to, as far as that is seen. */
export interface Heard {
  /** All that it may listen to: what its variables, its command, its image and its code name. */
  readonly ports: ReadonlySet<number>;
  /** The one that the program itself is told. */
  readonly said: number;
  readonly evidence: Evidence;
}

/** Packages that bring a server of their own, on a port that the code does not always show. */
const WITH_SERVERS = /grpc|prom|metric|terminus|lightship|telemetry|health|actuator/i;
/** What of them Spring Boot serves at its own ports, which its settings name. */
const OF_SPRING = /^(?:spring-boot-starter-actuator|micrometer-registry-prometheus)$/;
/** The port of Spring Boot where no settings name one (its reference, `server.port`). */
const SPRING_PORT = 8080;

/** What servers of requests are told to listen to on their command line. */
const BOUND = new Map<string, RegExp>([
  ['gunicorn', /^(?:-b|--bind)$/],
  ['hypercorn', /^(?:-b|--bind)$/],
  ['uvicorn', /^--port$/],
  ['granian', /^--port$/],
  ['daphne', /^(?:-p|--port)$/],
  ['puma', /^(?:-p|--port|-b|--bind)$/],
]);

/**
 * The ports that the only program of a workload may listen to; `undefined` where none of them is told to the
 * program itself, or where it may listen to one that is not seen.
 */
export function portsHeard(
  workload: WorkloadNode,
  listens: readonly { readonly uri: string; readonly fact: ListenFact }[],
  system: Pick<System, 'of' | 'environment'>,
): Heard | undefined {
  const [container, ...others] = workload.containers.filter(({ role }) => role !== 'init');
  if (!container || others.length > 0) return undefined;
  const { code, open, processes } = container;
  if (code?.certainty !== 'stated' || open !== null) return undefined;
  const ports = new Set<number>();
  for (const [name, value] of container.variables) {
    const written = portIn(value.state === 'known' ? value.value.trim() : '');
    if (written !== undefined) ports.add(written);
    else if (/PORT|LISTEN|BIND|ADDR/i.test(name)) return undefined;
  }
  for (const word of processes.flatMap(({ words }) => words)) {
    for (const [, written = ''] of word.matchAll(/(?<![\w.])(\d{2,5})(?![\w.])/g)) {
      ports.add(Number(written));
    }
  }
  for (const { fact } of listens) if (isTold(fact.port)) ports.add(fact.port.value);
  for (const { fact, file } of system.of('image')) {
    if (code.folder !== '' && !file.startsWith(`${code.folder}/`)) continue;
    for (const port of fact.exposes) {
      if (port.state === 'known') ports.add(Number.parseInt(port.value, 10));
    }
  }
  const management = springPropertyIn(container, system, 'management.server.port');
  if (management) ports.add(Number(management.value));
  const packages = [...dependenciesOf(system, workload)];
  const byCommand = toldByCommand(container);
  const told =
    byCommand === undefined
      ? (toldOtherwise(container, listens, system) ?? bySpring(management))
      : byCommand;
  if (!told) return undefined;
  // What its packages listen to beside that is not seen.
  const isSeen = (name: string) => management?.value != null && OF_SPRING.test(name);
  if (packages.some((name) => WITH_SERVERS.test(name) && !isSeen(name))) return undefined;
  return { ...told, ports: ports.add(told.said) };
}

/** What Spring Boot listens to where its settings name the port of its management alone. */
function bySpring(
  management: ReturnType<typeof springPropertyIn>,
): Omit<Heard, 'ports'> | undefined {
  const at = management?.at;
  if (!at) return undefined;
  return {
    said: SPRING_PORT,
    evidence: { at, says: `server.port is not set beside management.server.port: ${SPRING_PORT}` },
  };
}

/** A server of requests, with the port in its command; `null` for one that has none there. */
function toldByCommand({ processes }: Container): Omit<Heard, 'ports'> | undefined | null {
  const [process, ...others] = processes;
  const option = process && BOUND.get(process.program);
  if (!process || !option) return undefined;
  if (others.length > 0) return null;
  const { words, at } = process;
  const given = words.flatMap((word, index) => {
    const [name = '', value] = word.split('=', 2);
    return option.test(name) ? [portIn(value ?? words[index + 1] ?? '')] : [];
  });
  const [said, ...more] = given;
  return said === undefined || more.length > 0
    ? null
    : { said, evidence: { at, says: `${process.program} is told ${said}` } };
}

function toldOtherwise(
  container: Container,
  listens: readonly { readonly uri: string; readonly fact: ListenFact }[],
  system: Pick<System, 'of' | 'environment'>,
): Omit<Heard, 'ports'> | undefined {
  for (const name of ['PORT', 'SERVER_PORT']) {
    const value = container.variables.get(name);
    const said = value?.state === 'known' ? portIn(value.value.trim()) : undefined;
    if (value && said !== undefined) {
      return { said, evidence: { at: value.at, says: `${name}: ${said}` } };
    }
  }
  const spring = springPropertyIn(container, system, 'server.port');
  const written = spring?.value ? portIn(spring.value) : undefined;
  if (spring?.at && written !== undefined) {
    return { said: written, evidence: { at: spring.at, says: `server.port: ${written}` } };
  }
  const [first] = listens.filter(({ fact }) => isTold(fact.port));
  if (!first || !isTold(first.fact.port)) return undefined;
  const { value, path } = first.fact.port;
  return {
    said: value,
    evidence: { at: { uri: first.uri, path }, says: `listen ${value}` },
  };
}

/** `8000`, `0.0.0.0:8000`, `tcp://0.0.0.0:3000`. */
function portIn(text: string): number | undefined {
  const written = /(?:^|:)(\d{2,5})$/.exec(text)?.[1];
  return written === undefined ? undefined : Number(written);
}

function isTold(port: FactValue<number>): port is FactValue<number> & { state: 'known' } {
  return port.state === 'known' && port.origin === 'declared';
}
