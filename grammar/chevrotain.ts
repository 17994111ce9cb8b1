import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

/*
 * Chevrotain as the one file that its package also ships. The front door of the package leads to some three hundred
 * files, most of them lodash's, and takes 40 times as long to load (400 ms against 10): longer than reading any file.
 */

const frontDoor = pathToFileURL(createRequire(import.meta.url).resolve('chevrotain'));
const bundle = new URL('../chevrotain.min.mjs', frontDoor);

const chevrotain: typeof import('chevrotain') = await import(/* @vite-ignore */ bundle.href);

export const { createToken, createTokenInstance, CstParser, Lexer, tokenMatcher } = chevrotain;
export type { CstNodeLocation, IToken, ITokenConfig, TokenType } from 'chevrotain';
