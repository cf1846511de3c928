import { graphBuilder } from '../graph';
import { say } from '../words';
import { type ReferenceView, reference } from './view';

/** When a group of servers grows and shrinks, and what each change waits for. */
export const autoscalingReference: ReferenceView = {
  id: 'autoscaling',
  get title() {
    return say('Autoscaling');
  },
  draw(practice) {
    const graph = graphBuilder(
      say('Autoscaling'),
      `${reference()} ${say('Triggers, limits and pauses of a group.')}`,
    );
    const high = [
      say(
        'CPU over {0} %\nfor {1} s',
        practice('autoscaling.cpu-target'),
        practice('autoscaling.cpu-scale-up-window'),
      ),
      say('memory over {0} %', practice('autoscaling.memory-target')),
      say('queue over {0}', practice('autoscaling.queue-depth')),
      say('answers over {0} s', practice('autoscaling.response-time')),
    ].map((label) => graph.node(label, label, { shape: 'rounded' }));
    const low = [
      say(
        'CPU under {0} %\nfor {1} s',
        practice('autoscaling.cpu-scale-down'),
        practice('autoscaling.cpu-scale-down-window'),
      ),
      say('little traffic'),
    ].map((label) => graph.node(label, label, { shape: 'rounded' }));
    const most = say('at most {0} % a step', practice('autoscaling.max-scale-rate'));
    const up = graph.node('up', say('grow\nif one of them holds\n{0}', most), {
      shape: 'decision',
    });
    const down = graph.node('down', say('shrink\nif all of them hold\n{0}', most), {
      shape: 'decision',
    });
    const group = graph.node(
      'group',
      say(
        'servers\n{0} to {1}',
        practice('autoscaling.min-instances'),
        practice('autoscaling.max-instances'),
      ),
    );
    const start = graph.node('start', say('start a server'));
    const check = graph.node(
      'check',
      say('health checks pass\nabout {0} s', practice('autoscaling.health-checks-settle')),
    );
    const join = graph.node('join', say('send it requests'));
    const leave = graph.node('leave', say('send it no more'));
    const drain = graph.node('drain', say('drain\n{0} s', practice('autoscaling.drain')));
    const stop = graph.node('stop', say('stop it'));
    for (const signal of high) graph.edge(signal, up);
    for (const signal of low) graph.edge(signal, down);
    graph.edge(up, start, say('then wait {0} s', practice('autoscaling.scale-up-cooldown')));
    graph.edge(start, check);
    graph.edge(check, join);
    graph.edge(join, group);
    graph.edge(down, leave, say('then wait {0} s', practice('autoscaling.scale-down-cooldown')));
    graph.edge(leave, drain);
    graph.edge(drain, stop);
    graph.edge(stop, group);
    return graph.build();
  },
};
