import type { FactValue } from '../../contracts/fact';
import type { Place } from '../../contracts/finding';
import type { Certainty, System, WorkloadNode } from '../../contracts/system';
import { readAddress } from '../address-text';
import { carriedBy } from '../relations/carries';
import { loadedBy } from '../relations/entry-files';
import { bound, variablesOf } from '../variables';
import { RUNS_CODE } from '../workload-tests';

/** A workload whose code calls a machine that nothing of the system runs on. */
export interface ExternalCall {
  readonly workload: WorkloadNode;
  /** `api.example.com`. */
  readonly host: string;
  /** Milliseconds after which it gives up; absent where it waits for as long as the other side likes. */
  readonly timeout: FactValue<number>;
  /** Where the call stands. */
  readonly at: Place;
  readonly certainty: Certainty;
}

/**
 * What the code of workloads calls that is elsewhere: hosts with a domain of their own, written in the code or in the
 * one variable that holds the address. Not other workloads, nor hosts that routes of the system answer for.
 */
export function externalCalls(system: System): readonly ExternalCall[] {
  const callsOf = carriedBy(system, 'outbound-call');
  const own = new Set(system.workloads.flatMap(({ names }) => names));
  const answered = system.routes.map(({ pattern }) => pattern.toLowerCase());
  const isElsewhere = (host: string) =>
    isPublic(host) && !own.has(host) && !answered.some((pattern) => pattern.includes(host));
  return system.workloadsWhere(RUNS_CODE).flatMap((workload): readonly ExternalCall[] => {
    const calls = callsOf(workload);
    if (calls.length === 0) return [];
    const variables = variablesOf(
      workload.containers.map((container) => container.variables),
      workload.containers.find(({ open }) => open !== null)?.open ?? null,
    );
    const isRun = runBy(workload, system);
    return calls.flatMap(({ uri, file, fact, certainty }): readonly ExternalCall[] => {
      if (!isRun(file)) return [];
      const address = bound(fact.host, uri, variables);
      const host = address.state === 'known' ? readAddress(address.value)?.host : undefined;
      if (host === undefined || !isElsewhere(host) || certainty === 'ambiguous') return [];
      const at = { uri, path: fact.path };
      return [{ workload, host, timeout: fact.timeout, at, certainty }];
    });
  });
}

/**
 * Whether a process of a workload runs a file: what it is known to load; of JavaScript nothing else, for what is built
 * of the rest runs in the browsers of those that visit it.
 */
function runBy({ containers }: WorkloadNode, system: System): (file: string) => boolean {
  const loaded = containers.flatMap(({ code, processes }) =>
    code ? processes.map((process) => loadedBy(process, code.folder, system)) : [],
  );
  const isUnknown = loaded.length === 0 || loaded.includes(undefined);
  return (file) =>
    loaded.some((files) => files?.has(file)) ||
    (isUnknown && !/\.(?:[cm]?[jt]sx?|vue)$/.test(file));
}

/** Names that mean something within a network alone, and examples that nobody means. */
const INWARD =
  /(?:^|\.)(?:localhost|local|internal|lan|svc|test|invalid|localdomain|docker)$|\.svc\.|^\d+(?:\.\d+){3}$|:/;

/** Whether a host has a domain that everybody can look up. */
function isPublic(host: string): boolean {
  return /^[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}$/.test(host) && !INWARD.test(host);
}
