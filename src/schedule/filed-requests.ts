import type { RunFolder } from '../store/index.js';
import type { RunFact } from './events.js';
import type { Obedience } from './obey.js';
import { type RunRequest, readRequest } from './request.js';

/** What others ask of a run by files in its folder, each answered once by a fact. */
export class FiledRequests {
  readonly #requests: RunFolder['requests'];
  #last: number;

  /** @param last the number of the last one that was answered */
  constructor({ requests }: RunFolder, last: number) {
    this.#requests = requests;
    this.#last = last;
  }

  /** Has each that is new obeyed, and gives the answer to `tell` before the next is looked at. */
  answer(obey: (request: RunRequest) => Obedience, tell: (answer: RunFact) => void): void {
    for (const { number, asked } of this.#requests.after(this.#last)) {
      this.#last = number;
      const request = readRequest(asked);
      tell(answerTo(number, request ? obey(request) : { refused: 'it cannot be read' }));
    }
  }
}

const answerTo = (request: number, obedience: Obedience): RunFact =>
  'refused' in obedience
    ? { type: 'request-answered', request, accepted: false, text: obedience.refused }
    : { type: 'request-answered', request, accepted: true, text: obedience.text };
