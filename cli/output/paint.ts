import { styleText } from 'node:util';

export type Style = Parameters<typeof styleText>[0];

/** Text as a terminal shows it in this style, or as it is. */
export type Paint = (style: Style, text: string) => string;

export function painter(colours: boolean): Paint {
  // Whether the terminal can show it was found out at the start.
  return (style, text) => (colours ? styleText(style, text, { validateStream: false }) : text);
}
