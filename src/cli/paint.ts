import { styleText } from 'node:util';

type Style = Parameters<typeof styleText>[0];
export type Paint = (style: Style, text: string) => string;

/** A way to colour text, or to leave it alone. */
export const painter = (colour: boolean): Paint => (colour ? inColour : (_style, text) => text);

const inColour: Paint = (style, text) => styleText(style, text, { validateStream: false });
