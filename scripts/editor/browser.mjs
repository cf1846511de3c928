// A suite in the VS Code that a browser shows.
import { pageOf } from './server.mjs';

/**
 * Runs a suite in a page of its own.
 * @param {(line: string) => void} hear - given each line of the editor's console
 * @returns 0 when it passed, 1 when not; rejects when the page or the server goes first
 */
export async function runInBrowser(browser, server, { extension, suite, workspace, hear }) {
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    const gone = new Promise((_, reject) => {
      page.on('crash', () => reject(new Error('the page crashed')));
      browser.on('disconnected', () => reject(new Error('the browser ended')));
    });
    gone.catch(() => {});
    await page.exposeFunction('codeAutomationLog', (_type, args) => hear(args.join(' ')));
    const ended = new Promise((resolve) => page.exposeFunction('codeAutomationExit', resolve));
    await page.goto(pageOf(server.address, workspace, extension, { extensionTestsPath: suite }));
    return await Promise.race([ended, gone, server.gone]);
  } finally {
    await context.close().catch(() => {});
  }
}
