import type { Graph } from '../contracts/graph';
import type { NginxModel } from '../languages/nginx/model';
import type { PracticeId } from '../practices';
import type { OpenedFile } from '../project/file';
import { autoscalingFlow } from './autoscalingFlow';
import { nginxTraffic } from './nginxTraffic';

/** What there is to draw of a file; `null` where there is nothing. */
export function diagramOf(
  { language, analysis, facts }: OpenedFile,
  practice: (id: PracticeId) => number,
): Graph | null {
  if (language.id === 'nginx') return nginxTraffic(analysis.model as NginxModel);
  const scaling = facts.flatMap((fact) =>
    fact.kind === 'autoscaler' || fact.kind === 'scaling-group' ? [fact] : [],
  );
  return autoscalingFlow(scaling, practice);
}
