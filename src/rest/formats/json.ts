import type { CallDataView } from '../view.js';

/**
 * One object, its members in the view's order. Written by hand: an object in memory would move keys like `10` to
 * the front, fold repeats and round wide numbers.
 */
export const json = {
  contentType: 'application/json; charset=utf-8',
  write({ known, defined }: CallDataView): string {
    const members = [...known, ...defined].map(({ name, value }) => `${JSON.stringify(name)}:${value}`);
    return `{${members.join(',')}}`;
  },
};
