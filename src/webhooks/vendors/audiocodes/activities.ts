import { scanElements, scanMembers } from '../../../domain/json-scan.js';
import type { JsonText } from '../../../domain/source.js';
import type { DeliveredItem, DeliveryQuery } from '../../items.js';
import { ExactText, type Fields, PayloadError } from '../../reading.js';
import { Identifiers, type Place, placesOf } from './places.js';

const MOST_ACTIVITIES = 100;
/** Characters around a list that are written once more for each of its activities, all together at the most. */
const MOST_REPEATED = 65_536;

/**
 * The activities of a list, each as a delivery of its own: what stands around the list, with this activity alone. Null
 * where there are not several, where one does not say which call it is about, or where too much stands around them;
 * such an object is taken as a whole or not at all.
 */
export function activitiesOf(item: DeliveredItem, query: DeliveryQuery): readonly DeliveredItem[] | null {
  const fields = item.value as Fields | null;
  const list = typeof fields === 'object' && fields !== null ? fields.activities : undefined;
  if (!Array.isArray(list) || list.length < 2 || list.length > MOST_ACTIVITIES) return null;
  const around = { fields: fields as Fields, path: '' };
  if (!namesCall([around], query) && !list.every((activity) => namesCall(placesIn(activity), {}))) return null;
  const members = scanMembers(item.text).map(({ key, value }) => ({ key, value, name: JSON.parse(key) as string }));
  // Of a name that stands twice the last one counts, as for JSON.parse.
  const activities = members.findLast(({ name }) => name === 'activities')?.value ?? '[]';
  const rest = members.filter(({ name }) => name !== 'activities').map(({ key, value }) => `${key}:${value}`);
  if (rest.join(',').length * list.length > MOST_REPEATED) return null;
  const textWith = (activity: JsonText) => `{${[...rest, `"activities":[${activity}]`].join(',')}}`;
  return scanElements(activities).map(({ text }, index) => ({
    ...item,
    text: textWith(text),
    value: { ...fields, activities: [list[index]] },
  }));
}

function placesIn(activity: unknown): readonly Place[] {
  if (typeof activity !== 'object' || activity === null || Array.isArray(activity)) return [];
  return [{ fields: activity as Fields, path: '' }];
}

// Whoever names it badly is told so when the activity itself is read.
function namesCall(places: readonly Place[], query: DeliveryQuery): boolean {
  const identifiers = new Identifiers(new ExactText([]));
  try {
    for (const place of places) identifiers.addFrom(placesOf(place));
    identifiers.addFromQuery(query);
    identifiers.needOne();
    return true;
  } catch (error) {
    if (error instanceof PayloadError) return false;
    throw error;
  }
}
