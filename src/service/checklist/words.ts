import { type AnsweredItem, type Checklist, isDone } from '../contracts/checklist';

/** How much evidence an item shows; the rest is counted. */
const MOST_SHOWN = 3;

/** The checklist as Markdown. */
export function checklistText({ groups, problems }: Checklist): string {
  const lines = ['# Scaling checklist', ''];
  for (const { line, message } of problems) {
    lines.push(`> headroom-checklist.yaml:${line + 1}: ${message}`, '');
  }
  for (const { title, items } of groups) {
    lines.push(`## ${title} (${items.filter(isDone).length} of ${items.length})`, '');
    for (const item of items) {
      lines.push(`- [${isDone(item) ? 'x' : ' '}] ${item.text}${remark(item)}`);
      for (const { path, line, message } of item.evidence.slice(0, MOST_SHOWN)) {
        lines.push(`  - ${path}:${line + 1}: ${message}`);
      }
      const rest = item.evidence.length - MOST_SHOWN;
      if (rest > 0) lines.push(`  - and ${rest} more`);
    }
    lines.push('');
  }
  return lines.join('\n');
}

function remark(item: AnsweredItem): string {
  const because = item.reason === null ? '' : `: ${item.reason}`;
  if (item.ticked === 'not-applicable') return ` (does not apply${because})`;
  return item.ticked === null
    ? said(item)
    : `${said(item)}${because && ` (we say ${item.ticked}${because})`}`;
}

function said({ ticked, found, says, evidence }: AnsweredItem): string {
  const counted = says === null ? '' : `: ${says}`;
  const isRefuted = ticked === 'yes' && found === 'no';
  if (!isRefuted) return counted;
  const isOfNodes = evidence.some((each) => 'holds' in each);
  if (isOfNodes) return ` (ticked, but the files say otherwise)${counted}`;
  return ` (ticked, but ${evidence.length} finding${evidence.length === 1 ? ' says' : 's say'} otherwise)${counted}`;
}
