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
    const high = [
      `CPU over ${practice('autoscaling.cpu-target')} %\nfor ${practice('autoscaling.cpu-scale-up-window')} s`,
      `memory over ${practice('autoscaling.memory-target')} %`,
      `queue over ${practice('autoscaling.queue-depth')}`,
      `answers over ${practice('autoscaling.response-time')} s`,
    ].map((label) => graph.node(label, label, { shape: 'rounded' }));
    const low = [
      `CPU under ${practice('autoscaling.cpu-scale-down')} %\nfor ${practice('autoscaling.cpu-scale-down-window')} s`,
      'little traffic',
    ].map((label) => graph.node(label, label, { shape: 'rounded' }));
    const most = `at most ${practice('autoscaling.max-scale-rate')} % a step`;
    const up = graph.node('up', `grow\nif one of them holds\n${most}`, { shape: 'decision' });
    const down = graph.node('down', `shrink\nif all of them hold\n${most}`, { shape: 'decision' });
    const group = graph.node(
      'group',
      `servers\n${practice('autoscaling.min-instances')} to ${practice('autoscaling.max-instances')}`,
    );
    const start = graph.node('start', 'start a server');
    const check = graph.node(
      'check',
      `health checks pass\nabout ${practice('autoscaling.health-checks-settle')} s`,
    );
    const join = graph.node('join', 'send it requests');
    const leave = graph.node('leave', 'send it no more');
    const drain = graph.node('drain', `drain\n${practice('autoscaling.drain')} s`);
    const stop = graph.node('stop', 'stop it');
    for (const signal of high) graph.edge(signal, up);
    for (const signal of low) graph.edge(signal, down);
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
