import * as vscode from 'vscode';
import { createService } from '../service';
import type { HeadroomService } from '../service/contracts/service';
import { registerAdvisor } from './advisor';
import { type BudgetApi, registerBudget } from './budget';
import { type ChecklistApi, registerChecklist } from './checklist';
import { registerCodeActions } from './codeActions';
import { registerCodeLenses } from './codeLens';
import { registerCommands } from './commands';
import { registerDiagnostics } from './diagnostics';
import { type DiagramApi, registerDiagram } from './diagramPanel';
import { registerEditing } from './editing';
import { registerHover } from './hover';
import { registerRulePages } from './rulePages';
import { registerStatus } from './status';
import { editorWorkspace } from './workspace';

/** What other extensions and the tests may use. */
export interface HeadroomApi {
  /** The service, made at the first call. */
  service(): HeadroomService;
  readonly diagram: DiagramApi;
  readonly checklist: ChecklistApi;
  readonly budget: BudgetApi;
}

/** Registers the surfaces and returns: nothing is read or parsed before somebody asks. */
export function activate(context: vscode.ExtensionContext): HeadroomApi {
  let made: HeadroomService | undefined;
  const log = vscode.window.createOutputChannel('Headroom', { log: true });
  const service = () => {
    made ??= createService({
      workspace: editorWorkspace(),
      assets: {
        load: async (name) =>
          vscode.workspace.fs.readFile(
            vscode.Uri.joinPath(context.extensionUri, 'dist', 'assets', name),
          ),
      },
      yieldNow: () => new Promise((resolve) => setTimeout(resolve, 0)),
      log: (message) => log.info(message),
    });
    return made;
  };
  const checklist = registerChecklist(service);
  const budget = registerBudget(service);
  const diagram = registerDiagram(context.extensionUri, service);
  const diagnostics = registerDiagnostics(service, log);
  context.subscriptions.push(
    checklist,
    budget,
    diagram,
    log,
    diagnostics,
    registerAdvisor(service),
    registerCommands(service, diagnostics, log),
    registerCodeActions(service),
    registerCodeLenses(service),
    registerHover(service),
    registerEditing(service),
    registerRulePages(service),
    registerStatus(service),
  );
  return { service, diagram, checklist, budget };
}
