import { engine, type Tensor } from '@tensorflow/tfjs-core';

interface TapeNode {
  readonly inputs: Readonly<Record<string, Tensor>>;
  readonly outputs: readonly Tensor[];
}

/** What of TensorFlow.js's engine keeps the tape. */
interface TapeKeeper {
  readonly state: { readonly activeTape?: TapeNode[] };
  addTapeNode(...details: readonly unknown[]): void;
}

let isOrdered = false;

/**
 * Makes the tape list what computes a value before what copies it. TensorFlow.js copies the outputs that a gradient will
 * want (of softmax, exp, whatever a `customGrad` saves) while the kernel is still running, so the copy comes first and
 * belongs, in the eyes of a second derivative, to nothing: it silently comes out without that part. First derivatives
 * never follow these copies and stay as they are.
 */
export function orderTape(): void {
  if (isOrdered) return;
  isOrdered = true;
  const keeper = engine() as unknown as TapeKeeper;
  const addTapeNode = keeper.addTapeNode.bind(keeper);
  keeper.addTapeNode = (...details) => {
    addTapeNode(...details);
    const tape = keeper.state.activeTape ?? [];
    const node = tape.at(-1);
    if (!node) return;
    const isCopyOfOutput = ({ inputs }: TapeNode): boolean =>
      Object.values(inputs).some(input => node.outputs.includes(input));
    let at = tape.length - 1;
    for (let before = tape[at - 1]; before && isCopyOfOutput(before); before = tape[--at - 1]);
    tape.splice(at, 0, ...tape.splice(-1));
  };
}
