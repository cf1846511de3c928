import type { PagesFact } from '../../contracts/fact';
import type { Placed } from '../../contracts/facts/placed';
import { span } from '../../contracts/span';

const SETTING = /^REST_FRAMEWORK\b/m;

/** Classes of the REST framework that give no pages unless PAGE_SIZE is set as well; a cursor has a size of its own. */
const NEEDS_SIZE = /["']rest_framework\.pagination\.(?:PageNumber|LimitOffset)Pagination["']/;

/** What a text of settings says of the pages of the REST framework; one without the setting only where it is all. */
export function pagesIn(text: string): Placed<PagesFact> | undefined {
  const at = SETTING.exec(text)?.index;
  const isSettings = /^(?:DATABASES|INSTALLED_APPS)\b/m.test(text);
  if (at === undefined && !isSettings) return undefined;
  const start = at ?? 0;
  return {
    ...{ kind: 'pages', path: '/pages', at: span(start, start + (at === undefined ? 0 : 14)) },
    byDefault: at === undefined ? elsewhere(text) : saidBy(text.slice(at)),
  };
}

/** Without the setting lists have no pages, unless another module of settings brings it. */
function elsewhere(text: string): PagesFact['byDefault'] {
  return /^[ \t]{0,20}(?:from[ \t]{1,9}\S{1,200}[ \t]{1,9}import[ \t]{1,9}\*|from[ \t]{1,9}\.|include\()|\bglobals\(\)|\blocals\(\)/m.test(
    text,
  )
    ? 'unknown'
    : 'no';
}

function saidBy(text: string): PagesFact['byDefault'] {
  const written = /^REST_FRAMEWORK\s*(?::[^=\n]{1,60})?=\s*\{([\s\S]{0,6000}?)^\}/m.exec(
    `${text}\n}`,
  )?.[1];
  const oneLine = /^REST_FRAMEWORK\s*=\s*\{([^\n]{0,2000})\}[ \t]*$/m.exec(text)?.[1];
  const body = oneLine ?? written;
  if (body === undefined || body.includes('**') || /^REST_FRAMEWORK\s*(?:\[|\.|\|=)/m.test(text))
    return 'unknown';
  const said = /["']DEFAULT_PAGINATION_CLASS["']\s*:\s*([^,\n]{1,200})/.exec(body)?.[1]?.trim();
  if (said === undefined || said === 'None') return 'no';
  return NEEDS_SIZE.test(said) && !/["']PAGE_SIZE["']/.test(body) ? 'no' : 'yes';
}
