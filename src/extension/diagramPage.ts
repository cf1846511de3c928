import type { PanelTexts } from '../webview/texts';

/** What the page of the diagram panel is made with: addresses the webview may load, and its source. */
export interface PageParts {
  /** The webview's own origin, as its `cspSource` says. */
  readonly cspSource: string;
  readonly script: string;
  readonly style: string;
  /** Unguessable, new for each page: only scripts that carry it run. */
  readonly nonce: string;
  /** The panel's words in the language of the editor, and which that is. */
  readonly texts: PanelTexts;
  readonly language: string;
}

/**
 * The page of the diagram panel. Nothing comes from anywhere but the extension; inline styles must
 * be allowed, because Mermaid's drawings carry their own.
 */
export function diagramPage({
  cspSource,
  script,
  style,
  nonce,
  texts,
  language,
}: PageParts): string {
  const say = (key: keyof PanelTexts) => escaped(texts[key]);
  const button = (id: string, key: ButtonKey, sign?: string, pressed = false): string => {
    const state = pressed ? ' aria-pressed="false"' : '';
    const label = sign === undefined ? '' : ` aria-label="${say(key)}"`;
    return `<button id="${id}" type="button" title="${say(`${key}Title`)}"${label}${state}>${sign ?? say(key)}</button>`;
  };
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src ${cspSource} 'unsafe-inline'`,
    `img-src ${cspSource} data:`,
    `font-src ${cspSource}`,
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="${escaped(language)}">
<head>
  <meta charset="UTF-8">
  <meta http-equiv="Content-Security-Policy" content="${policy}">
  <meta name="viewport" content="width=device-width, initial-scale=1.0">
  <title>${say('title')}</title>
  <link rel="stylesheet" href="${style}">
</head>
<body data-texts="${escaped(JSON.stringify(texts))}">
  <header>
    <h1 id="file"></h1>
    <div id="choices">
      <select id="view" aria-label="${say('view')}" title="${say('viewTitle')}" hidden></select>
      <select id="environment" aria-label="${say('environment')}" title="${say('environmentTitle')}" hidden></select>
      <input id="search" type="search" aria-label="${say('findLabel')}" placeholder="${say('find')}" title="${say('findTitle')}">
    </div>
    <div role="toolbar" aria-label="${say('toolbar')}">
      ${button('zoom-out', 'zoomOut', '−')}
      ${button('zoom-in', 'zoomIn', '+')}
      ${button('fit', 'fit')}
      ${button('show-list', 'list', undefined, true)}
      ${button('lock', 'lock', undefined, true)}
      ${button('copy', 'copy', 'Mermaid')}
      ${button('copy-fenced', 'copyFenced', 'Markdown')}
      ${button('save', 'save', 'SVG')}
      ${button('save-png', 'savePng', 'PNG')}
    </div>
  </header>
  <main>
    <p id="note"></p>
    <div id="notice" role="status"></div>
    <div id="viewport" tabindex="0" role="group" aria-label="${say('viewport')}"></div>
    <p id="legend"></p>
    <section id="inspector" aria-label="${say('inspector')}" tabindex="0"></section>
    <section id="outline" class="for-screen-readers" aria-labelledby="outline-title" tabindex="0">
      <h2 id="outline-title">${say('outline')}</h2>
      <div id="list"></div>
    </section>
  </main>
  <script nonce="${nonce}" src="${script}"></script>
</body>
</html>
`;
}

type ButtonKey =
  | 'zoomOut'
  | 'zoomIn'
  | 'fit'
  | 'list'
  | 'lock'
  | 'copy'
  | 'copyFenced'
  | 'save'
  | 'savePng';

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
