import { slice, stack, type Tensor, type Tensor3D } from '@tensorflow/tfjs-core';
import type { Random } from '../../../lib/random.js';
import type { Call, Module } from '../../module.js';
import { named } from '../../nets/index.js';
import { type Coder, decoder, encoder, type TransformerSize } from './encoder-decoder.js';
import { type Converter, layerToken } from './layer-converter.js';

/** What the transformers make of the layers of both nets. */
export interface Correlated {
  /** P_s: the student's tokens, which have looked at each other and at the teacher's: [batch, J, width]. */
  readonly student: Tensor3D;
  /** P_t, the reverse: [batch, M, width]. Absent where nothing asks for it. */
  readonly teacher?: Tensor3D;
  /** I_s: the student's tokens that have looked at its own in place of the teacher's: [batch, J, width]. */
  readonly own?: Tensor3D;
}

export interface CorrelatorSize extends TransformerSize {
  readonly by: Converter;
  /** Lengths of the descriptions of the student's layers, and of the teacher's. */
  readonly student: readonly number[];
  readonly teacher: readonly number[];
  readonly gives: { readonly teacher: boolean; readonly own: boolean };
}

/**
 * Two pairs of encoder and decoder that share nothing: V_s and V_t the tokens of the layers, P_t = Dec_T(V_t, Enc_T(V_s)),
 * P_s = Dec_S(V_s, Enc_S(V_t)), I_s = Dec_S(V_s, Enc_T(V_s)). Takes the descriptions of all layers side by side, the
 * student's first: [batch, all lengths]. Bak & Bae, 2024, after its figure.
 */
export function correlator(size: CorrelatorSize, random: Random): Module<Correlated> {
  const { width, gives } = size;
  const tokensOf = (net: 'student' | 'teacher', from: number): TokenMaker =>
    tokenMaker(net, size[net], from, { width, by: size.by }, random.for(net));
  const total = size.student.reduce((sum, length) => sum + length, 0);
  const makers = { student: tokensOf('student', 0), teacher: tokensOf('teacher', total) };
  const seesOther = size.correlation !== 'internal';
  const part = (name: string, make: typeof encoder, isThere: boolean): Named | undefined =>
    isThere ? { name, coder: make(size, random.for(name)) } : undefined;
  const parts = {
    encodeStudent: part('teacher-pair/encoder', encoder, seesOther && (gives.teacher || gives.own)),
    decodeTeacher: part('teacher-pair/decoder', decoder, gives.teacher),
    encodeTeacher: part('student-pair/encoder', encoder, seesOther),
    decodeStudent: part('student-pair/decoder', decoder, true),
  };
  return {
    variables: [
      ...Object.values(makers).flatMap(({ variables }) => variables),
      ...Object.values(parts).flatMap(one => (one ? named(one.name, one.coder.variables) : [])),
    ],
    apply(descriptions, call) {
      const run = (one: Named | undefined, tokens: Tensor, memory?: Tensor, purpose = ''): Tensor =>
        one ? one.coder.apply(tokens, memory, { ...call, random: call.random.for(one.name, purpose) }) : tokens;
      const [student, teacher] = [makers.student.make(descriptions, call), makers.teacher.make(descriptions, call)];
      const ofStudent = run(parts.encodeStudent, student);
      const ofTeacher = run(parts.encodeTeacher, teacher);
      return {
        student: run(parts.decodeStudent, student, ofTeacher) as Tensor3D,
        ...(gives.teacher ? { teacher: run(parts.decodeTeacher, teacher, ofStudent) as Tensor3D } : {}),
        ...(gives.own ? { own: run(parts.decodeStudent, student, ofStudent, 'own') as Tensor3D } : {}),
      };
    },
  };
}

interface Named {
  readonly name: string;
  readonly coder: Coder;
}

interface TokenMaker extends Pick<Module, 'variables'> {
  /** [batch, all lengths] → [batch, layers, width] */
  make(descriptions: Tensor, call: Call): Tensor3D;
}

/** Tokens of one net's layers, from their part of all descriptions. */
function tokenMaker(
  net: string,
  lengths: readonly number[],
  start: number,
  { width, by }: { readonly width: number; readonly by: Converter },
  random: Random,
): TokenMaker {
  const layers = lengths.map((from, at) => ({
    name: `${net}-layer-${at + 1}`,
    begin: lengths.slice(0, at).reduce((sum, length) => sum + length, start),
    from,
    token: layerToken({ from, to: width }, by, random.for('layer', at)),
  }));
  return {
    variables: layers.flatMap(({ name, token }) => named(name, token.variables)),
    make: (descriptions, call) =>
      stack(
        layers.map(({ begin, from, token }) => token.apply(slice(descriptions, [0, begin], [-1, from]), call)),
        1,
      ) as Tensor3D,
  };
}
