import * as vscode from 'vscode';
import { useDrawingWords } from '../service/diagrams/words';
import { useTranslations } from './say';

// Before any other module is run: texts stand in constants too.
useTranslations((text, ...about) => vscode.l10n.t(text, ...about));
useDrawingWords(vscode.l10n.bundle ?? {});
