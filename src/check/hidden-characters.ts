import type { Diagnostic, Source } from '../../grammar/index.js';
import { checkDiagnostics as say } from './diagnostics.js';

/** Marks that turn writing round or take no place: with them a text reads otherwise than it is. */
const hidden = /[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069]/gu;

/** Warns of what a reader cannot see (Boucher & Anderson, Trojan Source, 2021), once a line. */
export function checkHiddenCharacters(source: Source, report: (diagnostic: Diagnostic) => void): void {
  let told: number | undefined;
  for (const { 0: character, index } of source.text.matchAll(hidden)) {
    const line = source.text.lastIndexOf('\n', index);
    if (line === told) continue;
    told = line;
    const code = `U+${character.charCodeAt(0).toString(16).toUpperCase()}`;
    report(say.hiddenCharacter.at({ source, start: index, end: index + 1 }, { code }));
  }
}
