/**
 * The panel's own words, in English. The extension hands them over in the user's language with the page;
 * `{0}` stands for what is put in.
 */
export const PANEL_TEXTS = {
  title: 'Scaling Diagram',
  view: 'View',
  viewTitle: 'What is drawn',
  environment: 'Environment',
  environmentTitle: 'Of which environment',
  find: 'Find (/)',
  findTitle: 'Find a box (/)',
  findLabel: 'Find a box',
  toolbar: 'Diagram',
  zoomOut: 'Zoom out',
  zoomOutTitle: 'Zoom out (-)',
  zoomIn: 'Zoom in',
  zoomInTitle: 'Zoom in (+)',
  fit: 'Fit',
  fitTitle: 'Fit the diagram, as large as it can be read (0)',
  list: 'List',
  listTitle: 'Show the diagram as a list',
  lock: 'Lock',
  lockTitle: 'Stay with this file',
  copy: 'Copy Mermaid',
  copyTitle: 'Copy the diagram as Mermaid text',
  copyFenced: 'Copy for Markdown',
  copyFencedTitle: 'Copy the diagram as a Mermaid block for Markdown',
  save: 'Save as SVG',
  saveTitle: 'Save the diagram as a picture',
  savePng: 'Save as PNG',
  savePngTitle: 'Save the diagram as a picture in PNG',
  viewport:
    'Diagram. Tab goes from box to box, Enter opens the source. Arrow keys move it, plus and minus zoom, zero fits it, slash finds.',
  outOfSight: 'Out of sight: {0} (Shift+0 shows all)',
  inspector: 'The selected box',
  outline: 'The diagram as a list',
  noEnvironment: 'no environment',
  nothing: 'Nothing to draw',
  nothingIn: 'Nothing to draw in {0}',
  failed: 'This could not be drawn',
  failedReason: 'The list says what would be in the drawing.',
  open: 'Open',
  showEach: 'Show Each',
  close: 'Close',
  tellLimit: 'Tell the Limit…',
  notSaved: 'Not saved: {0}',
  error: 'error: {0}',
  warning: 'warning: {0}',
  information: 'note: {0}',
  hint: 'hint: {0}',
  moreFindings: 'and {0} more findings',
  connections: '{0} connections at the worst',
  inferred: 'likely, not written',
  ambiguous: 'one of several; nothing is counted',
  noPart: '{0} (takes no part)',
  closeFold: '{0}: click to close',
} as const;

/** The words by their keys, in some language. */
export type PanelTexts = Readonly<Record<keyof typeof PANEL_TEXTS, string>>;

let texts: PanelTexts = PANEL_TEXTS;

/** Takes the words that came with the page. */
export function useTexts(given: string | undefined): void {
  if (given) texts = { ...PANEL_TEXTS, ...(JSON.parse(given) as PanelTexts) };
}

/** One of the panel's words, with what it is about. */
export function text(key: keyof PanelTexts, about: string | number = ''): string {
  return texts[key].replace('{0}', () => String(about));
}
