import type { MermaidConfig } from 'mermaid';

/** The editor's colours that a drawing uses, as CSS colours. */
interface Palette {
  readonly background: string;
  readonly text: string;
  /** Of a box. */
  readonly surface: string;
  readonly border: string;
  readonly line: string;
  readonly font: string;
  readonly dark: boolean;
}

/** Mermaid's configuration in the colours of the editor's theme. */
export function mermaidConfig(direction: 'LR' | 'TB'): MermaidConfig {
  const { background, text, surface, border, line, font, dark } = palette();
  return {
    startOnLoad: false,
    securityLevel: 'strict',
    suppressErrorRendering: true,
    // Labels as SVG text: a saved picture looks the same in every program.
    htmlLabels: false,
    maxEdges: 2000,
    maxTextSize: 500_000,
    theme: 'base',
    fontFamily: font,
    fontSize: 14,
    flowchart: {
      htmlLabels: false,
      useMaxWidth: false,
      // The first line is bold, which Mermaid does not measure.
      padding: 12,
      nodeSpacing: 28,
      // What is read from top to bottom has to fit a height, of which there is less.
      rankSpacing: direction === 'LR' ? 40 : 28,
      wrappingWidth: 320,
      // A frame that no arrow leaves would turn; `routeArrows` knows one direction for all.
      inheritDir: true,
      // `routeArrows` bends them; with this, words stand where the layout has left room for them.
      curve: 'linear',
    },
    themeVariables: {
      darkMode: dark,
      background,
      fontFamily: font,
      fontSize: '14px',
      primaryColor: surface,
      primaryTextColor: text,
      primaryBorderColor: border,
      lineColor: line,
      textColor: text,
      mainBkg: surface,
      nodeBorder: border,
      nodeTextColor: text,
      edgeLabelBackground: background,
    },
    themeCSS: `
      .node rect, .node polygon, .node path { stroke-width: 1.2px; }
      .node.decision polygon, .node.decision path { stroke-width: 2.4px; }
      .node.rounded rect, .node.rounded path { stroke-width: 1.8px; }
      .node .text-outer-tspan:first-child .text-inner-tspan { font-weight: 600; }
      .edgeLabel .background { fill: ${background}; opacity: 1; }
      .edgeLabel text { fill: ${text}; font-size: 13px; }
      .flowchart-link.edge-thickness-normal { stroke-width: 1.4px; }
      .flowchart-link.edge-thickness-thick { stroke-width: 3.5px; }
      .cluster rect { fill: none; stroke: ${line}; stroke-width: 1px; stroke-dasharray: 2 3; }
      .cluster text { fill: ${text}; font-size: 13px; }
    `,
  };
}

/** High contrast draws every border as strong as the text and fills nothing. */
function palette(): Palette {
  const { classList } = document.body;
  const contrast = classList.contains('vscode-high-contrast');
  // High-contrast light carries the class of high contrast as well.
  const light =
    classList.contains('vscode-light') || classList.contains('vscode-high-contrast-light');
  const style = getComputedStyle(document.documentElement);
  const colour = (byDefault: string, ...names: readonly string[]) =>
    names.map((name) => style.getPropertyValue(`--vscode-${name}`).trim()).find(Boolean) ??
    byDefault;
  const background = colour(light ? '#ffffff' : '#1f1f1f', 'editor-background');
  const text = colour(light ? '#1f1f1f' : '#cccccc', 'editor-foreground', 'foreground');
  const outline = colour(text, 'contrastBorder');
  return {
    background,
    text,
    surface: contrast ? background : colour(background, 'editorWidget-background'),
    border: contrast ? outline : colour(text, 'descriptionForeground', 'foreground'),
    line: contrast ? outline : colour(text, 'descriptionForeground', 'foreground'),
    font: colour('sans-serif', 'font-family'),
    dark: !light,
  };
}
