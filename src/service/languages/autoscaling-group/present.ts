import type { Report } from '../../contracts/finding';
import type { Shape } from './shape';
import { inTerraformWords } from './terraform-names';

/** How a shape changes what rules report; `undefined` where it changes nothing. */
export function presenterOf(shape: Shape | undefined): ((report: Report) => Report) | undefined {
  switch (shape) {
    case 'terraform':
      return (report) => phrased(report, inTerraformWords);
    case 'terraform-plan':
      return (report) => withoutEdits(phrased(report, inTerraformWords));
    case 'cdk':
    case 'describe':
    case 'describe-policies':
      return withoutEdits;
    default:
      return undefined;
  }
}

function phrased(report: Report, phrase: (message: string) => string): Report {
  const { message, related, fixes } = report;
  return {
    ...report,
    message: phrase(message),
    ...(related
      ? { related: related.map((item) => ({ ...item, message: phrase(item.message) })) }
      : {}),
    ...(fixes ? { fixes: () => fixes().map((fix) => ({ ...fix, title: phrase(fix.title) })) } : {}),
  };
}

/** Nobody edits what is generated or printed; what can be copied stays. */
function withoutEdits(report: Report): Report {
  const { fixes } = report;
  if (fixes === undefined) return report;
  return { ...report, fixes: () => fixes().filter(({ copies }) => copies !== undefined) };
}
