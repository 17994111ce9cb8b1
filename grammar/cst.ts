import type { CstNodeLocation, IToken } from './chevrotain.js';

/* The concrete syntax tree that the grammar builds: for every rule, what stands in it under which name. */

interface Cst<Children> {
  readonly children: { readonly [Label in keyof Children]?: readonly [Children[Label], ...Children[Label][]] };
  readonly location: CstNodeLocation;
}

export type FileCst = Cst<{ item: ItemCst }>;
export type ItemCst = Cst<{
  use: UseCst;
  let: LetCst;
  declaration: DeclarationCst;
  Semicolon: IToken;
  dashes: DashesCst;
  stray: StrayCst;
}>;
export type UseCst = Cst<{ Use: IToken; Literal: IToken; leftover: LeftoverCst }>;
export type LetCst = Cst<{ Let: IToken; Word: IToken; Separator: IToken; given: GivenCst }>;
export type DeclarationCst = Cst<{
  declares: IToken;
  name: IToken;
  Extends: IToken;
  base: IToken;
  leftover: LeftoverCst;
  block: BlockCst;
}>;

export type BlockCst = Cst<{ LeftCurly: IToken; entry: EntryCst; RightCurly: IToken }>;
export type EntryCst = Cst<{
  setting: SettingCst;
  Semicolon: IToken;
  Comma: IToken;
  dashes: DashesCst;
  stray: StrayCst;
}>;
export type SettingCst = Cst<{ Word: IToken; Separator: IToken; given: GivenCst }>;
export type GivenCst = Cst<{ value: ValueCst; Reserved: IToken; dashes: DashesCst; leftover: LeftoverCst }>;

export type ValueCst = Cst<{ Each: IToken; operand: OperandCst; Compare: IToken; right: OperandCst }>;
export type OperandCst = Cst<{ low: PrimaryCst; DotDot: IToken; high: PrimaryCst }>;
export type PrimaryCst = Cst<{
  Literal: IToken;
  list: ListCst;
  Plain: IToken;
  arguments: ArgumentsCst;
  block: BlockCst;
}>;
export type ListCst = Cst<{ LeftSquare: IToken; element: ElementCst; RightSquare: IToken }>;
export type ArgumentsCst = Cst<{ LeftRound: IToken; element: ElementCst; RightRound: IToken }>;
export type ElementCst = Cst<{
  named: NamedCst;
  value: ValueCst;
  Comma: IToken;
  Semicolon: IToken;
  stray: StrayCst;
}>;
export type NamedCst = Cst<{ Word: IToken; Separator: IToken; value: ValueCst }>;

export type StrayCst = Cst<{ Surplus: IToken; Comma: IToken; leftover: LeftoverCst }>;
export type DashesCst = Cst<{ Dash: IToken }>;
export type LeftoverCst = Cst<{ skipped: SkippedCst }>;
type SkippedCst = Cst<{
  Skippable: IToken;
  Surplus: IToken;
  LeftRound: IToken;
  LeftSquare: IToken;
  LeftCurly: IToken;
}>;
