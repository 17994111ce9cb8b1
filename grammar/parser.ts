import { CstParser, type IToken, type TokenType, tokenMatcher } from './chevrotain.js';
import type { FileCst } from './cst.js';
import * as t from './tokens.js';
import type { Vocabulary } from './vocabulary.js';

/**
 * The grammar. Its only actions remember which block is being read. It is total: where the brackets balance, every sequence of tokens has a derivation,
 * because each mistake is an alternative of its own (`stray`, `leftover`, a value left out). So a mistake never
 * disturbs the reading of what follows, and there is nothing left for Chevrotain's own recovery to do.
 * Line ends are no tokens; where they matter, a gate compares the lines of two tokens.
 */
export class KdParser extends CstParser {
  private vocabulary: Vocabulary = () => undefined;
  /** The settings that each enclosing block may hold, as far as they are known; the innermost last. */
  private readonly known: (readonly ReadonlySet<string>[])[] = [];
  /** The names of the settings whose values are being read; the innermost last. */
  private readonly names: string[] = [];

  constructor({ skipValidations }: { readonly skipValidations: boolean }) {
    super([...t.vocabulary], { maxLookahead: 1, nodeLocationTracking: 'onlyOffset', skipValidations });
    this.performSelfAnalysis();
  }

  /** Parses a whole text, whose brackets balance. */
  parse(tokens: readonly IToken[], vocabulary: Vocabulary = () => undefined): FileCst {
    this.input = [...tokens];
    this.vocabulary = vocabulary;
    this.known.length = 0;
    this.names.length = 0;
    const file = this.file() as unknown as FileCst;
    const [error] = this.errors;
    if (error) throw new Error(`the grammar is not total: ${error.message}`, { cause: error });
    return file;
  }

  private readonly file = this.RULE('file', () => {
    this.MANY(() => this.SUBRULE(this.item));
  });

  private readonly item = this.RULE('item', () => {
    this.OR([
      { ALT: () => this.SUBRULE(this.use) },
      { ALT: () => this.SUBRULE(this.let) },
      { ALT: () => this.SUBRULE(this.declaration) },
      { ALT: () => this.CONSUME(t.Semicolon) },
      { ALT: () => this.SUBRULE(this.dashes) },
      { ALT: () => this.SUBRULE(this.stray), IGNORE_AMBIGUITIES: true },
    ]);
  });

  /** `use "shared/concepts.kd"` */
  private readonly use = this.RULE('use', () => {
    this.CONSUME(t.Use);
    this.OPTION({
      GATE: () => this.isOnLine() || this.isNext(t.TextLiteral),
      DEF: () =>
        this.OR([
          { ALT: () => this.CONSUME(t.Literal) },
          { ALT: () => this.SUBRULE(this.leftover), IGNORE_AMBIGUITIES: true },
        ]),
    });
  });

  /** `let budget = 12` */
  private readonly let = this.RULE('let', () => {
    const word = this.CONSUME(t.Let);
    this.OPTION1({ GATE: () => this.isOnLine(), DEF: () => this.CONSUME(t.Word) });
    this.MANY(() => this.CONSUME(t.Separator));
    this.OPTION2({ GATE: () => this.isValueHere(word), DEF: () => this.SUBRULE(this.given) });
  });

  /** `teacher wide extends base { net mlp(64) }` */
  private readonly declaration = this.RULE('declaration', () => {
    const kind = this.CONSUME(t.Plain, { LABEL: 'declares' });
    this.OPTION1({ GATE: () => this.isNameHere(), DEF: () => this.CONSUME1(t.Word, { LABEL: 'name' }) });
    this.OPTION2(() => {
      this.CONSUME(t.Extends);
      this.OPTION3({ GATE: () => this.isOnLine(), DEF: () => this.CONSUME2(t.Word, { LABEL: 'base' }) });
    });
    this.OPTION4({
      GATE: () => this.isOnLine() && !this.isNext(t.LeftCurly),
      DEF: () => this.SUBRULE(this.leftover, { ARGS: [{ beforeBlock: true }] }),
    });
    this.OPTION5(() => this.SUBRULE(this.block, { ARGS: [[kind.image]] }));
  });

  /** `{ epochs 12  batch 128 }` */
  private readonly block = this.RULE('block', (owners: readonly string[] = []) => {
    this.CONSUME(t.LeftCurly);
    this.ACTION(() => this.known.push(owners.flatMap(owner => this.vocabulary(owner) ?? [])));
    this.MANY(() => this.SUBRULE(this.entry));
    this.ACTION(() => this.known.pop());
    this.CONSUME(t.RightCurly);
  });

  private readonly entry = this.RULE('entry', () => {
    this.OR([
      { ALT: () => this.SUBRULE(this.setting) },
      { ALT: () => this.CONSUME(t.Semicolon) },
      { ALT: () => this.CONSUME(t.Comma) },
      { ALT: () => this.SUBRULE(this.dashes) },
      { ALT: () => this.SUBRULE(this.stray), IGNORE_AMBIGUITIES: true },
    ]);
  });

  /** `epochs 12` */
  private readonly setting = this.RULE('setting', () => {
    const name = this.CONSUME(t.Word);
    this.ACTION(() => this.names.push(name.image));
    this.MANY({ GATE: () => this.isOnLine(), DEF: () => this.CONSUME(t.Separator) });
    this.OPTION({
      GATE: () => this.isValueHere(name) && !this.isNextSetting(),
      DEF: () => this.SUBRULE(this.given),
    });
    this.ACTION(() => this.names.pop());
  });

  /** What stands where a value belongs. */
  private readonly given = this.RULE('given', () => {
    this.OR([
      { ALT: () => this.SUBRULE(this.value) },
      { ALT: () => this.CONSUME(t.Reserved) },
      { ALT: () => this.SUBRULE(this.dashes) },
      { ALT: () => this.SUBRULE(this.leftover), IGNORE_AMBIGUITIES: true },
    ]);
  });

  /** `each [1, 2]`, `accuracy >= 88%`, `1..5`, or simply `12` */
  private readonly value = this.RULE('value', () => {
    this.OR([
      {
        ALT: () => {
          this.AT_LEAST_ONE(() => this.CONSUME(t.Each));
          this.OPTION1({ GATE: () => this.isOnLine(), DEF: () => this.SUBRULE1(this.operand) });
        },
      },
      { ALT: () => this.SUBRULE2(this.operand) },
    ]);
    this.OPTION2(() => {
      this.CONSUME(t.Compare);
      this.OPTION3({ GATE: () => this.isOnLine(), DEF: () => this.SUBRULE3(this.operand, { LABEL: 'right' }) });
    });
  });

  /** `1..5`, or one end of it */
  private readonly operand = this.RULE('operand', () => {
    this.SUBRULE1(this.primary, { LABEL: 'low' });
    this.OPTION1(() => {
      this.CONSUME(t.DotDot);
      this.OPTION2({ GATE: () => this.isOnLine(), DEF: () => this.SUBRULE2(this.primary, { LABEL: 'high' }) });
    });
  });

  /** `12`, `"text"`, `[1, 2]`, `{ epochs 12 }`, `mlp(512, 512)`, `kd { temperature 4 }` */
  private readonly primary = this.RULE('primary', () => {
    this.OR([
      { ALT: () => this.CONSUME(t.Literal) },
      { ALT: () => this.SUBRULE(this.list) },
      { ALT: () => this.SUBRULE1(this.block, { ARGS: [this.names.slice(-1)] }) },
      {
        ALT: () => {
          const name = this.CONSUME(t.Plain);
          this.OPTION1(() => this.SUBRULE(this.arguments));
          this.OPTION2(() => this.SUBRULE2(this.block, { ARGS: [[...this.names.slice(-1), name.image]] }));
        },
      },
    ]);
  });

  /** `[wide, deep, flat]` */
  private readonly list = this.RULE('list', () => {
    this.CONSUME(t.LeftSquare);
    this.MANY(() => this.SUBRULE(this.element));
    this.CONSUME(t.RightSquare);
  });

  /** `(14, width: 32)` */
  private readonly arguments = this.RULE('arguments', () => {
    this.CONSUME(t.LeftRound);
    this.MANY(() => this.SUBRULE(this.element));
    this.CONSUME(t.RightRound);
  });

  /** One place of a list or of arguments, with the comma behind it: `64,`, `lr: 0.05,` */
  private readonly element = this.RULE('element', () => {
    this.OR1([
      { GATE: () => this.isNamed(), ALT: () => this.SUBRULE(this.named) },
      { ALT: () => this.SUBRULE(this.value), IGNORE_AMBIGUITIES: true },
      { ALT: () => this.CONSUME1(t.Comma) },
      { ALT: () => this.CONSUME(t.Semicolon) },
      { ALT: () => this.SUBRULE(this.stray), IGNORE_AMBIGUITIES: true },
    ]);
    this.OPTION(() => this.CONSUME2(t.Comma));
  });

  /** `lr: 0.05` */
  private readonly named = this.RULE('named', () => {
    this.CONSUME(t.Word);
    this.AT_LEAST_ONE(() => this.CONSUME(t.Separator));
    this.OPTION(() => this.SUBRULE(this.value));
  });

  /** What can begin nothing here. It takes the rest of its line along, save a bracket or comma too many. */
  private readonly stray = this.RULE('stray', () => {
    this.OR([
      { ALT: () => this.CONSUME(t.Surplus), IGNORE_AMBIGUITIES: true },
      { ALT: () => this.CONSUME(t.Comma) },
      { ALT: () => this.SUBRULE(this.leftover), IGNORE_AMBIGUITIES: true },
    ]);
  });

  /** The rest of a line, whole groups of brackets included: read over. */
  private readonly leftover = this.RULE('leftover', ({ beforeBlock = false } = {}) => {
    this.SUBRULE1(this.skipped);
    this.MANY({
      GATE: () => this.isOnLine() && !(beforeBlock && this.isNext(t.LeftCurly)),
      DEF: () => this.SUBRULE2(this.skipped),
    });
  });

  /** The list of YAML: lines that begin with a dash, and the deeper ones below each. */
  private readonly dashes = this.RULE('dashes', () => {
    this.AT_LEAST_ONE(() => {
      const dash = this.CONSUME(t.Dash);
      this.MANY({
        GATE: () => this.isOnLine() || columnOf(this.LA(1)) > columnOf(dash),
        DEF: () => this.OR([{ ALT: () => this.SUBRULE(this.skipped) }, { ALT: () => this.CONSUME(t.Comma) }]),
      });
    });
  });

  private readonly skipped = this.RULE('skipped', () => {
    this.OR([
      { ALT: () => this.CONSUME(t.Skippable) },
      { ALT: () => this.CONSUME(t.Surplus) },
      {
        ALT: () => {
          this.CONSUME(t.LeftRound);
          this.MANY1(() => this.SUBRULE1(this.inside));
          this.CONSUME(t.RightRound);
        },
      },
      {
        ALT: () => {
          this.CONSUME(t.LeftSquare);
          this.MANY2(() => this.SUBRULE2(this.inside));
          this.CONSUME(t.RightSquare);
        },
      },
      {
        ALT: () => {
          this.CONSUME(t.LeftCurly);
          this.MANY3(() => this.SUBRULE3(this.inside));
          this.CONSUME(t.RightCurly);
        },
      },
    ]);
  });

  private readonly inside = this.RULE('inside', () => {
    this.OR([
      { ALT: () => this.SUBRULE(this.skipped) },
      { ALT: () => this.CONSUME(t.Comma) },
      { ALT: () => this.CONSUME(t.Semicolon) },
    ]);
  });

  private isNext(type: TokenType, distance = 1): boolean {
    return tokenMatcher(this.LA(distance), type);
  }

  /** Whether the next token stands on the line of the last one. */
  private isOnLine(): boolean {
    return this.LA(1).startLine === this.LA(0).endLine;
  }

  /** Whether the next word names a declaration. On a line of its own it does so only in front of a block. */
  private isNameHere(): boolean {
    if (this.isNext(t.Extends)) return this.isOnLine() && !this.isNext(t.Word, 2);
    return this.isOnLine() || this.isNext(t.LeftCurly, 2) || this.isNext(t.Extends, 2);
  }

  /**
   * Whether what follows was meant as the value of a name: it stands on its line, or is a block, or stands below where
   * nothing else can be meant (that is reported later). A reserved word is no value, unless nothing else follows it.
   */
  private isValueHere(name: IToken): boolean {
    const [next, second] = [this.LA(1), this.LA(2)];
    if (this.isNext(t.Surplus)) return false;
    if (this.isOnLine()) return !this.isNext(t.Reserved) || second.startLine !== next.endLine || !startsValue(second);
    if (this.isNext(t.LeftCurly) || this.isNext(t.Dash) || this.isNext(t.Literal) || this.isNext(t.LeftSquare))
      return true;
    return (this.isNext(t.Plain) || this.isNext(t.Each)) && columnOf(next) > columnOf(name);
  }

  /**
   * Whether the word that stands where a value belongs is the next setting of this block, so that the value before it
   * was forgotten: `epochs batch 128`. A word that reads as a value as well, because a setting follows it, is left to
   * the checker.
   */
  private isNextSetting(): boolean {
    const [next, second] = [this.LA(1), this.LA(2)];
    const isSetting = ({ image }: IToken) => this.known.at(-1)?.some(settings => settings.has(image)) ?? false;
    if (!this.isOnLine() || second.startLine !== next.endLine || !isSetting(next)) return false;
    return tokenMatcher(second, t.Plain) ? !isSetting(second) : startsValue(second);
  }

  /** Whether an argument with a name follows. */
  private isNamed(): boolean {
    return this.isNext(t.Word) && this.isNext(t.Separator, 2);
  }
}

const columnOf = (token: IToken): number => token.startColumn ?? 1;

const startsValue = (token: IToken): boolean =>
  [t.Plain, t.Each, t.Literal, t.LeftCurly, t.LeftSquare].some(type => tokenMatcher(token, type));
