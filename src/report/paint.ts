const codes = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  cyan: [36, 39],
} as const;

export type Colour = keyof typeof codes;

/** The text in a colour of the terminal's, or as it is where colour is off. */
export function paint(text: string, colour: Colour, { colour: isOn }: { readonly colour: boolean }): string {
  const [on, off] = codes[colour];
  return isOn && text !== '' ? `\u001B[${on}m${text}\u001B[${off}m` : text;
}
