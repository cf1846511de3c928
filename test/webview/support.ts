import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { openChromium } from '../../scripts/editor/chromium.mjs';
import { diagramPage } from '../../src/extension/diagramPage';
import { createService } from '../../src/service';
import type { Graph } from '../../src/service/contracts/graph';
import { NEVER_CANCELLED } from '../../src/service/contracts/ports';
import type { FromPanel, Rendered, ToPanel } from '../../src/webview/messages';
import { memoryPorts, uriOf } from '../support/memory';
import { styleOf, THEMES, type Theme } from './themes';

const ORIGIN = 'http://panel.test';
const NONCE = 'only-for-this-test';
const files: Readonly<Record<string, readonly [type: string, text: string]>> = {
  '/panel.js': ['text/javascript', readFileSync('dist/webview/panel.js', 'utf8')],
  '/panel.css': ['text/css', readFileSync('media/panel.css', 'utf8')],
};

/** The editor's half of the panel: it notes what is said and keeps the state. */
const EDITOR = `
  const said = [];
  const violations = [];
  let state;
  document.addEventListener('securitypolicyviolation', (event) =>
    violations.push(event.violatedDirective + ' ' + event.blockedURI));
  globalThis.acquireVsCodeApi = () => ({
    postMessage: (message) => said.push(message),
    setState: (next) => { state = next; },
    getState: () => state,
  });
  globalThis.editor = { said, violations, state: () => state };
`;

/** A panel in a browser page. */
export interface Panel {
  readonly page: Page;
  /** Console errors, failed requests and uncaught exceptions so far. */
  readonly errors: readonly string[];
  send(message: ToPanel): Promise<void>;
  /** Shows a graph and waits until the panel says that it has been drawn. */
  draw(graph: Graph, version: number): Promise<Rendered>;
  said(): Promise<readonly FromPanel[]>;
  violations(): Promise<readonly string[]>;
  state(): Promise<unknown>;
  setTheme(theme: Theme): Promise<void>;
}

/** A browser for a file of tests. */
export function launch(): Promise<Browser> {
  return openChromium();
}

/** Opens the built panel on the page that the extension makes, under its own security policy. */
export async function openPanel(
  browser: Browser,
  theme: Theme,
  size: { readonly width: number; readonly height: number },
): Promise<Panel> {
  const page = await browser.newPage({ viewport: size });
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
  page.on('requestfailed', (request) => errors.push(request.url()));
  await page.route('**/*', (route) => {
    const { origin, pathname } = new URL(route.request().url());
    const [contentType, body] = files[pathname] ?? ['text/html', pageHtml(theme)];
    return origin === ORIGIN ? route.fulfill({ contentType, body }) : route.abort();
  });
  await page.goto(`${ORIGIN}/`);
  await page.waitForFunction('editor.said.some(({ type }) => type === "ready")');
  const run = <T>(script: string) => page.evaluate<T>(script);
  const send = async (message: ToPanel) => {
    await run(`window.postMessage(${JSON.stringify(message)}, '*')`);
  };
  return {
    page,
    errors,
    send,
    async draw(graph, version) {
      const uri = 'file:///shop/file';
      await send({ type: 'draw', file: 'file', uri, version, locked: false, graph });
      const done = `editor.said.find((one) => one.type === 'rendered' && one.version === ${version})`;
      await page.waitForFunction(done);
      return run<Rendered>(done);
    },
    said: () => run('editor.said'),
    violations: () => run('editor.violations'),
    state: () => run('editor.state()'),
    async setTheme(next) {
      await run(`
        document.body.className = ${JSON.stringify(THEMES[next].body)};
        document.documentElement.style.cssText = ${JSON.stringify(styleOf(next))};
      `);
    },
  };
}

function pageHtml(theme: Theme): string {
  const parts = { cspSource: ORIGIN, script: '/panel.js', style: '/panel.css', nonce: NONCE };
  return diagramPage(parts)
    .replace('<html ', `<html style="${styleOf(theme)}" `)
    .replace('<body>', `<body class="${THEMES[theme].body}">`)
    .replace('</head>', `<script nonce="${NONCE}">${EDITOR}</script></head>`);
}

/** What the service draws of a text. */
export async function graphOf(path: string, text: string): Promise<Graph> {
  const service = createService(memoryPorts(new Map([[path, text]])));
  const diagram = await service.diagram(uriOf(path), NEVER_CANCELLED);
  if (!diagram) throw new Error(`There is nothing to draw in ${path}.`);
  return diagram;
}

/** What the service draws of a file of the example. */
export function graphOfShop(path: string): Promise<Graph> {
  return graphOf(path, readFileSync(`examples/shop/${path}`, 'utf8'));
}
