import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The Markdown pages a reader may come to, by path from the root of the repository. */
export function pages(): readonly string[] {
  return ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', ...markdown('docs'), ...rulePages()];
}

/** The `.md` files beneath a folder, sorted. */
export function markdown(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true })
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return markdown(path);
      return entry.name.endsWith('.md') ? [path] : [];
    })
    .sort();
}

function rulePages(): readonly string[] {
  return markdown('src/service/rules').filter((path) => path.endsWith('/README.md'));
}

/** A heading and what stands beneath it, the deeper headings included. */
export interface Section {
  readonly heading: string;
  /** As GitHub makes it; unique within the page. */
  readonly anchor: string;
  readonly text: string;
}

/** The sections of a page, in order. Headings inside fenced blocks are text. */
export function sectionsOf(path: string): readonly Section[] {
  const lines = withoutFences(readFileSync(path, 'utf8')).split('\n');
  const headings = lines.flatMap((line, index) => {
    const match = /^(#{1,6}) (.+)$/.exec(line);
    return match ? [{ index, depth: match[1]?.length ?? 0, heading: match[2] ?? '' }] : [];
  });
  const seen = new Map<string, number>();
  return headings.map(({ index, depth, heading }) => {
    const next = headings.find((other) => other.index > index && other.depth <= depth);
    const anchor = slug(heading);
    const count = seen.get(anchor) ?? 0;
    seen.set(anchor, count + 1);
    return {
      heading,
      anchor: count === 0 ? anchor : `${anchor}-${count}`,
      text: lines.slice(index, next?.index).join('\n'),
    };
  });
}

/** The targets of a page's links. */
export function linksOf(path: string): readonly string[] {
  const text = withoutFences(readFileSync(path, 'utf8')).replace(/`[^`\n]*`/g, '');
  return [...text.matchAll(/\]\(([^()\s]*(?:\([^()\s]*\)[^()\s]*)*)\)/g)].map(
    ([, target]) => target ?? '',
  );
}

function withoutFences(text: string): string {
  return text.replace(/^(`{3,})[^\n]*\n[\s\S]*?^\1`*[ \t]*$/gm, (block) =>
    block.replace(/[^\n]/g, ''),
  );
}

function slug(heading: string): string {
  return heading
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replace(/\s/g, '-');
}
