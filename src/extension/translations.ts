import * as vscode from 'vscode';
import { useTranslations } from './say';

// Before any other module is run: texts stand in constants too.
useTranslations((text, ...about) => vscode.l10n.t(text, ...about));
