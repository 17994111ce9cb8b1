export { type Card, type CardReading, cardName } from './card.js';
export { cardEnvironment } from './card-environment.js';
export { type FoundCards, findCards } from './find-cards.js';
export { leaseFolder, makeLeaseFolder } from './lease-folder.js';
export { type Lease, type LeaseHolder, type Leases, openLeases, type SlotWork } from './leases.js';
export { cardsNamed } from './named-cards.js';
export { type CardSupply, type HeldCard, takeCards } from './take-cards.js';
