import type { FactValue, ListenFact } from '../../../contracts/fact';
import { defineRule } from '../../../contracts/rule';
import type { Evidence, System, WorkloadNode } from '../../../contracts/system';
import { carriedBy } from '../../../system/relations/carries';
import { severityIn } from '../../../system/severity';

export default defineRule({
  id: 'topology/proxy-port-unheard',
  since: '0.3.0',
  status: 'stable',
  scope: 'project',
  severity: 'warning',
  title: 'Proxy asks another port',
  summary: 'A proxy sends requests to a port that the program does not listen to.',
  citations: ['traefik.docker', 'guide.load-balancing'],
  practices: [],
  checklist: ['load-balancing-failover'],
  fixes: [],
  needs: [],
  defersTo: [],
  check({ system }, report) {
    if (!system.of('compose-service').some(({ fact }) => fact.traefik !== null)) return;
    const listensOf = carriedBy(system, 'listen');
    const told = new Set<string>();
    for (const route of system.routes) {
      const [workload, ...others] = route.workloads;
      const [port, ...more] = new Set(route.ports);
      if (!workload || port === undefined || others.length + more.length > 0) continue;
      if (route.tool !== 'traefik' || workload.fact.kind !== 'compose-service') continue;
      const heard = heardBy(workload, listensOf(workload), system);
      const at = workload.fact.traefik?.ports.find((each) => each.port === port);
      if (!heard || !at || heard.ports.has(port) || told.has(workload.id)) continue;
      told.add(workload.id);
      report({
        at: { uri: workload.at.uri, path: at.path },
        severity: severityIn(system, 'warning'),
        message: `${route.edge} sends the requests of ${workload.name} to port ${port}, and ${workload.name} listens to ${heard.said} (${heard.evidence.says}): each request gets a 502. Write the port that it listens to.`,
        subject: workload.id,
        related: [{ at: heard.evidence.at, message: heard.evidence.says }],
      });
    }
  },
});

interface Heard {
  readonly ports: ReadonlySet<number>;
  /** The one that the program is told. */
  readonly said: number;
  readonly evidence: Evidence;
}

/**
 * The ports that a container may listen to, as its variables, its command, its image and its code say; `undefined`
 * where none of them is told to the program itself.
 */
function heardBy(
  { containers }: WorkloadNode,
  listens: readonly { readonly uri: string; readonly fact: ListenFact }[],
  { of }: System,
): Heard | undefined {
  const [container, ...others] = containers.filter(({ role }) => role === 'main');
  if (
    !container ||
    others.length > 0 ||
    container.code?.certainty !== 'stated' ||
    container.open !== null
  )
    return undefined;
  const ports = new Set<number>();
  let told: Omit<Heard, 'ports'> | undefined;
  for (const [name, value] of container.variables) {
    const text = value.state === 'known' ? value.value.trim() : undefined;
    const written = /(?:^|:)(\d{2,5})$/.exec(text ?? '')?.[1];
    if (written === undefined) {
      if (/PORT|LISTEN|BIND|ADDR/i.test(name)) return undefined;
      continue;
    }
    ports.add(Number(written));
    if (name === 'PORT' || name === 'SERVER_PORT') {
      told = { said: Number(written), evidence: { at: value.at, says: `${name}: ${written}` } };
    }
  }
  for (const word of container.processes.flatMap(({ words }) => words)) {
    for (const [, written = ''] of word.matchAll(/(?<![\w.])(\d{2,5})(?![\w.])/g)) {
      ports.add(Number(written));
    }
  }
  for (const { fact, uri } of listens) {
    if (!isTold(fact.port)) continue;
    ports.add(fact.port.value);
    told ??= {
      said: fact.port.value,
      evidence: { at: { uri, path: fact.port.path }, says: `it listens to ${fact.port.value}` },
    };
  }
  const folder = container.code?.folder;
  for (const { fact, file } of of('image')) {
    if (folder === undefined || (folder !== '' && !file.startsWith(`${folder}/`))) continue;
    for (const port of fact.exposes) {
      if (port.state === 'known') ports.add(Number.parseInt(port.value, 10));
    }
  }
  return told && { ...told, ports };
}

function isTold(port: FactValue<number>): port is FactValue<number> & { state: 'known' } {
  return port.state === 'known' && port.origin === 'declared';
}
