import type { Keep, WorkloadNode, WorkloadTest } from '../contracts/system';

/** It runs code of the project. */
export const RUNS_CODE: WorkloadTest = {
  name: 'runs code',
  holds: ({ containers }) => containers.some(({ code }) => code !== null),
};

/** It waits for another of its file. */
export const DEPENDS: WorkloadTest = {
  name: 'depends on others',
  holds: ({ dependsOn }) => dependsOn.length > 0,
};

/** By its name: what is kept is kept by that. */
const known = new Map<string, WorkloadTest>();

/** So many workloads are looked at at once: an edit changes one of them. */
const AT_ONCE = 256;

/** Finds the workloads of which a test holds, of some workloads at a time. */
export function workloadsWhere(
  workloads: () => readonly WorkloadNode[],
  kept: Keep,
): (test: WorkloadTest) => readonly WorkloadNode[] {
  const begins = kept('parts of workloads', () => Math.ceil(workloads().length / AT_ONCE));
  const part = (at: number) => {
    const from = at * AT_ONCE;
    return kept('a part of workloads', () => workloads().slice(from, from + AT_ONCE), `${at}`)();
  };
  return (test) => {
    const { name, holds } = test;
    if ((known.get(name) ?? test) !== test) throw new Error(`Two tests are called "${name}".`);
    known.set(name, test);
    const ofPart = (at: number) =>
      kept(`a part of workloads: ${name}`, () => part(at).filter(holds), `${at}`)();
    return kept(`workloads: ${name}`, () => {
      const count = begins();
      if (count <= 1) return workloads().filter(holds);
      return Array.from({ length: count }, (_, at) => ofPart(at)).flat();
    })();
  };
}
