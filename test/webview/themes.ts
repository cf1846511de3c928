/** The editor's own themes, as far as the panel uses their colours. */
export const THEMES = {
  dark: {
    body: 'vscode-dark',
    colours: {
      'editor-background': '#1f1f1f',
      'editor-foreground': '#cccccc',
      foreground: '#cccccc',
      descriptionForeground: '#9d9d9d',
      'editorWidget-background': '#202020',
      'editorWidget-border': '#313131',
      focusBorder: '#0078d4',
      'charts-blue': '#3794ff',
      'inputOption-activeBackground': '#2489db82',
      'inputOption-activeForeground': '#ffffff',
      'toolbar-hoverBackground': '#5a5d5e50',
      'textLink-foreground': '#4daafc',
      'button-background': '#0078d4',
      'button-foreground': '#ffffff',
      'dropdown-background': '#313131',
      'dropdown-foreground': '#cccccc',
      'dropdown-border': '#3c3c3c',
      'input-background': '#313131',
      'input-foreground': '#cccccc',
      'input-placeholderForeground': '#9d9d9d',
    },
  },
  light: {
    body: 'vscode-light',
    colours: {
      'editor-background': '#ffffff',
      'editor-foreground': '#3b3b3b',
      foreground: '#3b3b3b',
      descriptionForeground: '#3b3b3b',
      'editorWidget-background': '#f8f8f8',
      'editorWidget-border': '#e5e5e5',
      focusBorder: '#005fb8',
      'charts-blue': '#1a85ff',
      'inputOption-activeBackground': '#bed6ed',
      'inputOption-activeForeground': '#000000',
      'toolbar-hoverBackground': '#b8b8b850',
      'textLink-foreground': '#005fb8',
      'button-background': '#005fb8',
      'button-foreground': '#ffffff',
      'dropdown-background': '#ffffff',
      'dropdown-foreground': '#3b3b3b',
      'dropdown-border': '#cecece',
      'input-background': '#ffffff',
      'input-foreground': '#3b3b3b',
      'input-border': '#cecece',
      'input-placeholderForeground': '#767676',
    },
  },
  'high contrast': {
    body: 'vscode-high-contrast',
    colours: {
      'editor-background': '#000000',
      'editor-foreground': '#ffffff',
      foreground: '#ffffff',
      descriptionForeground: '#ffffffb3',
      'editorWidget-background': '#0c141f',
      contrastBorder: '#6fc3df',
      contrastActiveBorder: '#f38518',
      focusBorder: '#f38518',
      'textLink-foreground': '#21a6ff',
    },
  },
  'high contrast light': {
    body: 'vscode-high-contrast-light vscode-high-contrast',
    colours: {
      'editor-background': '#ffffff',
      'editor-foreground': '#292929',
      foreground: '#292929',
      descriptionForeground: '#292929b3',
      'editorWidget-background': '#ffffff',
      contrastBorder: '#0f4a85',
      contrastActiveBorder: '#006bbd',
      focusBorder: '#006bbd',
      'textLink-foreground': '#0f4a85',
    },
  },
} as const satisfies Record<string, { body: string; colours: Readonly<Record<string, string>> }>;

/** The name of one of them. */
export type Theme = keyof typeof THEMES;

/** Its colours as the style of the document, which is where the editor puts them. */
export function styleOf(theme: Theme): string {
  const colours = Object.entries(THEMES[theme].colours);
  return [['font-family', 'system-ui, sans-serif'], ['font-size', '13px'], ...colours]
    .map(([name, value]) => `--vscode-${name}: ${value}`)
    .join('; ');
}
