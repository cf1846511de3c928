import type { Hover, Position } from 'vscode-languageserver-types';
import type { Span } from '../contracts/span';
import { describeAt as describeGroup } from '../languages/autoscaling-group/hover';
import type { AutoscalingGroupModel } from '../languages/autoscaling-group/model';
import { describeAt as describeManifest } from '../languages/kubernetes/hover';
import type { KubernetesModel } from '../languages/kubernetes/model';
import { describeAt as describeNginx } from '../languages/nginx/hover';
import type { NginxModel } from '../languages/nginx/model';
import type { OpenedFile } from '../project/file';
import { offsetAt, rangeOf } from '../project/lines';
import type { Project } from '../project/project';

/** What is worth knowing about the value under the cursor, beyond what is written there. */
export function hover(file: OpenedFile, position: Position, project: Project): Hover | null {
  const offset = offsetAt(file.lines, position, file.text.length);
  const description = describe(file, offset, project);
  if (!description) return null;
  return {
    contents: { kind: 'markdown', value: description.markdown },
    range: rangeOf(file.lines, description.at),
  };
}

function describe(
  { language, analysis }: OpenedFile,
  offset: number,
  project: Project,
): { readonly at: Span; readonly markdown: string } | undefined {
  const { targets, practice } = project.settings();
  switch (language.id) {
    case 'nginx':
      return describeNginx(analysis.model as NginxModel, offset, targets.nginx);
    case 'autoscaling-group':
      return describeGroup(analysis.model as AutoscalingGroupModel, offset, practice);
    case 'kubernetes':
      return describeManifest(analysis.model as KubernetesModel, offset);
    default:
      return undefined;
  }
}
