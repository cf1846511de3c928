import { graphBuilder } from '../graph';
import { REFERENCE, type ReferenceView } from './view';

/** When a group of servers grows and shrinks, and what each change waits for. */
export const autoscalingReference: ReferenceView = {
  id: 'autoscaling',
  title: 'Autoscaling',
  draw(practice) {
    const graph = graphBuilder(
      'Autoscaling',
      `${REFERENCE} Triggers, limits and pauses of a group.`,
    );
    const metrics = graph.node('metrics', 'CPU, memory,\nqueue, latency', { shape: 'rounded' });
    const up = graph.node(
      'up',
      `grow when\nCPU over ${practice('autoscaling.cpu-overload')} %\nor queue over ${practice('autoscaling.queue-depth')}`,
      { shape: 'decision' },
    );
    const down = graph.node(
      'down',
      `shrink when\nCPU under ${practice('autoscaling.cpu-scale-down')} %\nfor a long time`,
      { shape: 'decision' },
    );
    const group = graph.node(
      'group',
      `servers\n${practice('autoscaling.min-instances')} to ${practice('autoscaling.max-instances')}`,
    );
    const start = graph.node('start', 'start a server');
    const check = graph.node('check', 'wait until its\nhealth check passes');
    const join = graph.node('join', 'send it requests');
    const leave = graph.node('leave', 'send it no more');
    const drain = graph.node('drain', `drain\n${practice('autoscaling.drain')} s`);
    const stop = graph.node('stop', 'stop it');
    graph.edge(metrics, up);
    graph.edge(metrics, down);
    graph.edge(up, start, `then wait ${practice('autoscaling.scale-up-cooldown')} s`);
    graph.edge(start, check);
    graph.edge(check, join);
    graph.edge(join, group);
    graph.edge(down, leave, `then wait ${practice('autoscaling.scale-down-cooldown')} s`);
    graph.edge(leave, drain);
    graph.edge(drain, stop);
    graph.edge(stop, group);
    return graph.build();
  },
};
