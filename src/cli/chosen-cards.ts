import { type Card, cardsNamed, type FoundCards } from '../devices/index.js';
import { CommandError } from './command-error.js';
import { exitCode } from './exit-code.js';

const look = '`kd devices` shows what there is';

/**
 * Of the cards that are there, those that `--gpus` names, in its order; without it, all that are visible.
 *
 * @throws CommandError where one is not there, or none
 */
export function chosenCards(found: FoundCards, gpus: string | undefined): readonly Card[] {
  const { visible, hidden, problem } = found;
  if (gpus !== undefined) return [...new Set(gpus.split(',').flatMap(name => cardsCalled(name, found)))];
  if (visible.length > 0) return visible;
  const reason = problem ?? (hidden.length > 0 ? 'CUDA_VISIBLE_DEVICES hides them all' : '`nvidia-smi` lists none');
  throw new CommandError(`there is no graphics card: ${reason}`, exitCode.unusable, look);
}

function cardsCalled(name: string, { visible, hidden, problem }: FoundCards): readonly Card[] {
  const cards = cardsNamed(name, visible);
  if (cards.length > 0) return cards;
  const isHidden = cardsNamed(name, hidden).length > 0;
  const reason = isHidden ? 'CUDA_VISIBLE_DEVICES hides it' : (problem ?? 'nothing here is called that');
  throw new CommandError(`there is no graphics card ${name}: ${reason}`, exitCode.unusable, look);
}
