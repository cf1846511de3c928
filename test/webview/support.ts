import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { openChromium } from '../../scripts/editor/chromium.mjs';
import { diagramPage } from '../../src/extension/diagramPage';
import { createService } from '../../src/service';
import type { Graph } from '../../src/service/contracts/graph';
import { NEVER_CANCELLED } from '../../src/service/contracts/ports';
import type {
  Content,
  DrawMessage,
  FromPanel,
  Rendered,
  ToPanel,
} from '../../src/webview/messages';
import { PANEL_TEXTS, type PanelTexts } from '../../src/webview/texts';
import { memoryPorts, ROOT, uriOf } from '../support/memory';
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
  let state = globalThis.keptState;
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
  /** What the panel says it has drawn of a version. */
  rendered(version: number): Promise<Rendered>;
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
  { texts = PANEL_TEXTS, kept }: { readonly texts?: PanelTexts; readonly kept?: unknown } = {},
): Promise<Panel> {
  const page = await browser.newPage({ viewport: size });
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
  page.on('requestfailed', (request) => errors.push(request.url()));
  await page.route('**/*', (route) => {
    const { origin, pathname } = new URL(route.request().url());
    const [contentType, body] = files[pathname] ?? ['text/html', pageHtml(theme, texts)];
    return origin === ORIGIN ? route.fulfill({ contentType, body }) : route.abort();
  });
  await page.addInitScript(`globalThis.keptState = ${JSON.stringify(kept) ?? 'undefined'}`);
  await page.goto(`${ORIGIN}/`);
  await page.waitForFunction('editor.said.some(({ type }) => type === "ready")');
  const run = <T>(script: string) => page.evaluate<T>(script);
  const send = async (message: ToPanel) => {
    await run(`window.postMessage(${JSON.stringify(message)}, '*')`);
  };
  const rendered = async (version: number) => {
    const done = `editor.said.find((one) => one.type === 'rendered' && one.version === ${version})`;
    await page.waitForFunction(done);
    return run<Rendered>(done);
  };
  return {
    page,
    errors,
    send,
    rendered,
    async draw(graph, version) {
      const uri = 'file:///shop/file';
      await send({ ...messageOf({ kind: 'graph', graph }), uri, version });
      return rendered(version);
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

function pageHtml(theme: Theme, texts: PanelTexts): string {
  const parts = {
    ...{ cspSource: ORIGIN, script: '/panel.js', style: '/panel.css', nonce: NONCE },
    ...{ texts, language: 'en' },
  };
  return diagramPage(parts)
    .replace('<html ', `<html style="${styleOf(theme)}" `)
    .replace('<body ', `<body class="${THEMES[theme].body}" `)
    .replace('</head>', `<script nonce="${NONCE}">${EDITOR}</script></head>`);
}

/** A message that draws something, as the extension sends it. */
export function messageOf(content: Content): DrawMessage {
  return {
    type: 'draw',
    file: 'file',
    uri: 'file:///shop/file',
    version: 1,
    locked: false,
    view: content.kind === 'system' ? 'system' : 'file',
    views: [
      { id: 'system', title: 'System' },
      { id: 'file', title: 'This file' },
    ],
    environment: null,
    environments: [null],
    note: '',
    selected: null,
    changes: [],
    content,
  };
}

/** What the service draws of a text. */
export async function graphOf(path: string, text: string): Promise<Graph> {
  const service = createService(memoryPorts(new Map([[path, text]])));
  const diagram = await service.diagram(uriOf(path), NEVER_CANCELLED);
  if (!diagram) throw new Error(`There is nothing to draw in ${path}.`);
  return diagram;
}

/** The system of the example, with other texts for some of its files. */
export async function systemOfShop(
  changes: Readonly<Record<string, (text: string) => string>> = {},
): Promise<Extract<Content, { kind: 'system' }>> {
  const root = 'examples/shop';
  const paths = readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => relative(root, join(parentPath, name)));
  const files = new Map(
    paths.map((path) => {
      const text = readFileSync(join(root, path), 'utf8');
      return [path, changes[path]?.(text) ?? text] as const;
    }),
  );
  const drawing = await createService(memoryPorts(files)).systemDrawing(ROOT, { most: 20 });
  if (!drawing) throw new Error('There is no system.');
  const { mermaid: _, environments: __, boxesInAll: ___, open: ____, ...content } = drawing;
  return { kind: 'system', drawing: content };
}

/** What the service draws of a file of the example. */
export function graphOfShop(path: string): Promise<Graph> {
  return graphOf(path, readFileSync(`examples/shop/${path}`, 'utf8'));
}
