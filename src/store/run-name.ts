import { StoreError } from './store-error.js';

/** `2026-11-22-0412-amber`, in local time. The word is the plan's own, so equal plans look alike; `skip` gives the next one. */
export function runName(started: Date, planHash: string, skip = 0): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  const date = `${started.getFullYear()}-${two(started.getMonth() + 1)}-${two(started.getDate())}`;
  const index = (Number.parseInt(planHash.slice(0, 8), 16) + skip) % words.length;
  return `${date}-${two(started.getHours())}${two(started.getMinutes())}-${words[index]}`;
}

/** The part of a name that tells when the run began. */
export const minuteOf = (name: string): string => name.split('-').slice(0, 4).join('-');

/** How many runs of one minute have names. */
export const namesPerMinute = (): number => words.length;

/**
 * The one name that an unambiguous part of it means.
 *
 * @throws StoreError where none or several have it
 */
export function nameByPart(names: readonly string[], part: string): string {
  const matches = names.includes(part) ? [part] : names.filter(name => name.includes(part));
  const [match, ...others] = matches;
  if (match === undefined) throw new StoreError(`no run is named \`${part}\``);
  if (others.length > 0)
    throw new StoreError(`\`${part}\` is a part of ${matches.length} names of runs: ${matches.slice(0, 5).join(', ')}`);
  return match;
}

const words = (
  'amber apple aspen autumn basil birch brook canyon cedar cinder clover cobalt copper coral crane cypress dawn delta ' +
  'drift dune ember fable falcon fern fjord flint forest garnet ginger glacier granite grove harbor hazel heron holly ' +
  'indigo iris ivory ivy jade jasper juniper lagoon larch laurel lemon lichen lilac linden lotus lunar maple marble ' +
  'meadow mint mist moss nectar nutmeg oak oasis olive onyx opal orchid osprey otter pearl pebble pine plum poppy ' +
  'prairie quartz quill raven reed ridge river robin rowan saffron sage sand sierra slate spruce summit sunset swift ' +
  'thistle tide timber topaz tulip tundra umber valley velvet violet walnut willow winter zephyr'
).split(' ');
