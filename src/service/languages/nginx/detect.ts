import type { Detector } from '../../contracts/language';
import { startsDirective } from './names';
import { templateReader } from './template';

/** nginx configuration: whole files, fragments, templates of them, and `nginx -T` dumps. */
export const nginxDetector: Detector = {
  id: 'nginx',
  mayBe: (path) => NAME.test(path) || SITES.test(path) || (FOLDER.test(path) && PLAIN.test(path)),
  detect: ({ path, text }) => !OTHER.test(path) && looksLikeNginx(path, text),
};

const NAME =
  /(?:\.conf|\.nginx|\.vhost|\.inc)(?:\.(?:template|tmpl|tpl|j2|jinja2?|erb|ejs|sample|example|dist|default|in))?$|(?:^|\/)(?=[^/]*nginx)[^/]*\.(?:tmpl|tpl|j2|erb|txt|dump)$|(?:^|\/)nginx\.conf[^/]*$/i;

/**
 * Distributions keep servers in files without an extension, or named after their host; who templates
 * such a file adds the ending of the template.
 */
const SITES = /(?:^|\/)sites-(?:available|enabled)\//;
const FOLDER = /(?:^|\/)(?:nginx|conf\.d|snippets)\//;
const PLAIN = /(?:^|\/)[^/.]+(?:\.(?:template|tmpl|tpl|j2|jinja2?|erb|ejs))?$/;

/** Files that may quote nginx but are something else. */
const OTHER =
  /\.(?:ya?ml|json|jsonc|md|markdown|rst|html?|xml|m?[jt]sx?|c[jt]s|py|go|java|rb|php|sh|bash|ps1|tf|tfvars|hcl|toml|ini|env|sql|lua|rs|c|h|cpp|exs?|[hl]?eex|erl|cs|kts?|scala|swift|dart|groovy|gradle|vue|svelte|s?css|less|proto|prisma)$/i;

const DUMP = /^# configuration file \S+:$/m;

/** How much of a text is looked at to recognise it. */
const SAMPLE = 64 * 1024;

/**
 * Whether a text starts as nginx configuration does and has a directive that nothing but nginx
 * knows.
 */
function looksLikeNginx(path: string, whole: string): boolean {
  const text = withoutTemplates(whole.slice(0, SAMPLE));
  if (text.includes('\0')) return false;
  if (DUMP.test(text)) return true;
  // In a folder or file called nginx, any simple directive will do.
  const named = /nginx/i.test(path);
  let started = false;
  for (const raw of text.split('\n')) {
    const line = raw.replace(/^\uFEFF/, '').trim();
    if (line === '' || line.startsWith('#') || TEMPLATE_LINE.test(line)) continue;
    if (SHELL.test(line)) return false;
    if (!started && !DIRECTIVE.test(line)) return false;
    started = true;
    if (BLOCK.test(line)) return true;
    const [, word, rest = ''] = SIMPLE.exec(line) ?? [];
    if (word === undefined) continue;
    if (isTelling(word) && text.includes(';')) return true;
    if (named && /;\s*(?:#|$)/.test(rest)) return true;
  }
  return false;
}

/** The text with its template tags, which may span lines, left out. */
function withoutTemplates(text: string): string {
  const templates = templateReader(text);
  let result = '';
  let position = 0;
  for (const { index } of text.matchAll(/\{\{|\{[%#]|<%/g)) {
    const template = index < position ? undefined : templates.at(index);
    if (!template) continue;
    result += text.slice(position, index);
    position = template.end;
  }
  return result + text.slice(position);
}

/** Words without an underscore (`include`, `server`) are common to many formats. */
function isTelling(word: string): boolean {
  return word.includes('_') && startsDirective(word);
}

const TEMPLATE_LINE = /^(?:%\{|@@|%%|\$\{[A-Z])/;

/** Lines that only a shell reads. */
const SHELL =
  /^(?:function\s+\w+(?:\s*\(\))?\s*\{|\w+\s*\(\)\s*\{|(?:if|elif|while|until)\s+(?:\[|!\s|test\s)|(?:then|fi|do|done|esac)\s*;?$|case\s.+\sin$|export\s+\w+=|local\s+\w+=)/;

/** A first line as nginx has them; `key = value`, `[section]` and `<tag>` are of other formats. */
const DIRECTIVE = /^["']?[a-z_][\w-]*["']?(?:\s*[;{]|\s+[^=:\s]|$)/;

/** A name and the start of its arguments, which may follow on the next line. */
const SIMPLE = /^["']?([a-z][a-z0-9_]+)["']?(\s+[^=:\s].*|$)/;

/** Blocks that belong to nginx alone in this form; `#{` and `${` begin an expression of a language. */
const BLOCK =
  /^(?:server\s*\{|http\s*\{|events\s*\{|upstream\s+\S+\s*\{|location\s+(?:(?:=|~\*?|\^~)\s*)?\S.*(?<![#$%])\{|map\s+\S+\s+\$\w+\s*\{)/;
