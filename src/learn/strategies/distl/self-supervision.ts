import { type Tensor2D, variable, zeros } from '@tensorflow/tfjs-core';
import type { SettingsOf, strategies } from '../../../catalogue/index.js';
import { movedCenter, selfDistillation } from '../../losses/index.js';
import type { Module, Net } from '../../module.js';
import { moveAverage } from '../../moving-average.js';
import { dinoHead } from '../../nets/dino-head.js';
import type { Step, Term, World } from '../../strategy.js';
import { largeViews } from './views.js';

type Settings = SettingsOf<typeof strategies.distl>;

/** DINO beside the rest of a strategy: a head for each net, a centre, and the loss that compares views. */
export interface SelfSupervision {
  readonly studentHead: Module<Tensor2D>;
  readonly teacherHead: Module<Tensor2D>;
  readonly center: ReturnType<typeof variable>;
  readonly loss: Term['loss'];
  /** After the loss of every batch, those with labels included. */
  moveCenter(step: Step): void;
  moveTeacher(decay: number): void;
  /** As at the start of a generation. */
  forgetCenter(): void;
}

/** @param views of the student, the large ones first */
export function selfSupervision(
  settings: Settings,
  world: World,
  teacher: Net,
  views: readonly string[],
): SelfSupervision {
  const { student, random } = world;
  const [from = 0] = student.taps.pooled ?? [];
  const to = settings['dino-out'];
  const size = { from, hidden: settings['dino-hidden'], bottleneck: settings['dino-bottleneck'], to };
  // Both from one stream: the teacher's head starts as a copy.
  const [studentHead, teacherHead] = [dinoHead(size, random.for('dino')), dinoHead(size, random.for('dino'))];
  const first = zeros([to]);
  const center = variable(first, false);
  first.dispose();

  const ofTeacher = (step: Step): Tensor2D[] =>
    largeViews.map(view => step.apply(teacherHead, pooledOf(step, teacher, view, 'training')));
  return {
    studentHead,
    teacherHead,
    center,
    loss: step =>
      selfDistillation({
        teacher: ofTeacher(step),
        student: views.map(view => step.apply(studentHead, pooledOf(step, student, view))),
        center,
        teacherTemperature: settings['teacher-temp'],
        studentTemperature: settings['student-temp'],
      }),
    moveCenter: step => center.assign(movedCenter(center, ofTeacher(step), settings['center-momentum'])),
    moveTeacher: decay => moveAverage(teacherHead, studentHead, decay),
    forgetCenter: () => center.assign(zeros([to])),
  };
}

const pooledOf = (step: Step, net: Net, view: string, mode?: 'training') => {
  const { taps, logits } = step.outputs(net, view, mode);
  return taps.pooled ?? logits;
};
