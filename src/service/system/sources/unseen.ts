import type { Fact } from '../../contracts/fact';
import type { Place } from '../../contracts/finding';
import type { Container, Factor, WorkloadNode } from '../../contracts/system';
import { folderOf } from '../../text/paths';
import type { SystemContext } from '../context';
import { unknownFactor } from '../factors';
import { idOf } from '../identifiers';
import { unseenProcess } from '../processes';
import type { codeRelation } from '../relations/runs';
import { unseenRollout } from '../rollouts';

interface Unseen
  extends Pick<WorkloadNode, 'name' | 'file' | 'tool' | 'resource' | 'noun' | 'scaledBy'> {
  readonly at: Place;
  /** Where its name is that of no other. */
  readonly place: string;
  readonly fact: Fact;
  readonly context: SystemContext;
  readonly code: ReturnType<typeof codeRelation>;
  readonly least: Factor;
  readonly most: Factor;
}

/** A workload whose program no file says: taken for one process, which is said. */
export function unseen({ context, code, place, ...known }: Unseen): WorkloadNode {
  const { name, at, file, noun } = known;
  const { link } = code.fromImage({
    name: '',
    image: { state: 'absent', path: at.path },
    command: null,
    at,
    file,
    owner: name,
  });
  const container: Container = {
    name,
    role: 'main',
    image: null,
    known: null,
    at,
    variables: new Map(),
    open: null,
    command: null,
    entrypoint: null,
    processes: [
      unseenProcess(idOf(at.uri, at.path), at, `one of the ${noun} is taken for one process`),
    ],
    probes: [],
    probesKnown: false,
    imageCheck: null,
    memory: null,
    cpu: null,
    requests: false,
    preStop: null,
    code: link,
    runtime: null,
    mounts: [],
    mountsKnown: false,
  };
  return {
    ...known,
    id: idOf('workload', known.tool, name, place, context.environment),
    kind: 'workload',
    role: 'service',
    namespace: null,
    unit: folderOf(file),
    build: null,
    rollout: unseenRollout(),
    containers: [container],
    grace: unknownFactor('grace', 'what it runs is not seen'),
    names: [],
    routed: null,
    dependsOn: [],
    labels: {},
    nodePorts: [],
    asked: [],
    complete: false,
  };
}
