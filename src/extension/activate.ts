import * as vscode from 'vscode';
import { registerAdvisor } from './advisor';
import { registerApplying } from './applying';
import { type BudgetApi, registerBudget } from './budget';
import { registerBuilds } from './builds';
import { type ChecklistApi, registerChecklist } from './checklist';
import { createClient, type HeadroomClient, type ServerConnection } from './client';
import { registerCommands } from './commands';
import { createDiagnostics } from './diagnostics';
import { type DiagramApi, registerDiagram } from './diagramPanel';
import { registerEnvironments } from './environments';
import { type FindingsApi, registerFindings } from './findings';
import { registerFirstRun } from './firstRun';
import { registerIgnore } from './ignore';
import { registerLimits } from './limits';
import { registerRulePages } from './rulePages';
import { registerStatus } from './status';
import { registerStatusBar, type StatusBarApi } from './statusBar';
import { registerTools } from './tools';

/** What other extensions and the tests may use. */
export interface HeadroomApi {
  /** The language server. */
  readonly client: HeadroomClient;
  readonly findings: FindingsApi;
  readonly statusBar: StatusBarApi;
  readonly diagram: DiagramApi;
  readonly checklist: ChecklistApi;
  readonly budget: BudgetApi;
  /** Ends the server as a failure would, for tests: it is started again. */
  killServer(): void;
}

/** Registers the surfaces and returns; the server starts beside the editor's own work. */
export function activateWith(
  context: vscode.ExtensionContext,
  server: ServerConnection,
): HeadroomApi {
  const log = vscode.window.createOutputChannel('Headroom', { log: true });
  const diagnostics = createDiagnostics();
  const client = createClient(context, server, log, { handleDiagnostics: diagnostics.handle });
  const findings = registerFindings(client);
  const checklist = registerChecklist(client);
  const budget = registerBudget(client, findings);
  const diagram = registerDiagram(context.extensionUri, client, findings);
  const statusBar = registerStatusBar(findings, budget);
  context.subscriptions.push(
    client,
    findings,
    statusBar,
    checklist,
    budget,
    diagram,
    log,
    diagnostics,
    registerAdvisor(client),
    registerApplying(),
    registerBuilds(client),
    registerEnvironments(client, context.workspaceState),
    registerIgnore(client),
    registerLimits(client),
    registerCommands(client, log),
    registerRulePages(client, findings),
    registerStatus(client),
    registerTools(client),
  );
  client.start();
  context.subscriptions.push(registerFirstRun(context));
  return { client, findings, statusBar, diagram, checklist, budget, killServer: server.kill };
}
