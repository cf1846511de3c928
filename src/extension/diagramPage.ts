/** What the page of the diagram panel is made with: addresses the webview may load, and its source. */
export interface PageParts {
  /** The webview's own origin, as its `cspSource` says. */
  readonly cspSource: string;
  readonly script: string;
  readonly style: string;
  /** Unguessable, new for each page: only scripts that carry it run. */
  readonly nonce: string;
}

/**
 * The page of the diagram panel. Nothing comes from anywhere but the extension; inline styles must
 * be allowed, because Mermaid's drawings carry their own.
 */
export function diagramPage({ cspSource, script, style, nonce }: PageParts): string {
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src ${cspSource} 'unsafe-inline'`,
    `img-src ${cspSource} data:`,
    `font-src ${cspSource}`,
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="en">
<head>
  <meta charset="UTF-8">
  <meta http-equiv="Content-Security-Policy" content="${policy}">
  <meta name="viewport" content="width=device-width, initial-scale=1.0">
  <title>Scaling Diagram</title>
  <link rel="stylesheet" href="${style}">
</head>
<body>
  <header>
    <h1 id="file"></h1>
    <div id="choices">
      <select id="view" aria-label="View" title="What is drawn" hidden></select>
      <select id="environment" aria-label="Environment" title="Of which environment" hidden></select>
      <input id="search" type="search" aria-label="Find a box" placeholder="Find (/)" title="Find a box (/)">
    </div>
    <div role="toolbar" aria-label="Diagram">
      ${button('zoom-out', 'Zoom out', 'Zoom out (-)', '−')}
      ${button('zoom-in', 'Zoom in', 'Zoom in (+)', '+')}
      ${button('fit', 'Fit', 'Fit the diagram, as large as it can be read (0)')}
      ${button('show-list', 'List', 'Show the diagram as a list', undefined, true)}
      ${button('lock', 'Lock', 'Stay with this file', undefined, true)}
      ${button('copy', 'Copy Mermaid', 'Copy the diagram as Mermaid text', 'Mermaid')}
      ${button('copy-fenced', 'Copy for Markdown', 'Copy the diagram as a Mermaid block for Markdown', 'Markdown')}
      ${button('save', 'Save as SVG', 'Save the diagram as a picture', 'SVG')}
      ${button('save-png', 'Save as PNG', 'Save the diagram as a picture in PNG', 'PNG')}
    </div>
  </header>
  <main>
    <p id="note"></p>
    <div id="notice" role="status"></div>
    <div id="viewport" tabindex="0" role="group" aria-label="Diagram. Tab goes from box to box, Enter opens the source. Arrow keys move it, plus and minus zoom, zero fits it, slash finds."></div>
    <p id="legend"></p>
    <section id="inspector" aria-label="The selected box" tabindex="0"></section>
    <section id="outline" class="for-screen-readers" aria-labelledby="outline-title" tabindex="0">
      <h2 id="outline-title">The diagram as a list</h2>
      <div id="list"></div>
    </section>
  </main>
  <script nonce="${nonce}" src="${script}"></script>
</body>
</html>
`;
}

function button(id: string, name: string, title: string, sign = name, pressed = false): string {
  const state = pressed ? ' aria-pressed="false"' : '';
  const label = sign === name ? '' : ` aria-label="${name}"`;
  return `<button id="${id}" type="button" title="${title}"${label}${state}>${sign}</button>`;
}
