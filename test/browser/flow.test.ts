import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { type Gateway, startGateway } from '../support/gateway.js';
import { closeVisits, launchBrowser, seriousFindings, type Visit, type Visited, visit } from './support/browser.js';

let browser: Browser;
let small: Gateway;
let few: Gateway;
let large: Gateway;

const STATES = 150;

const fixture = (name: string) => readFileSync(`test/fixtures/parloa/${name}.json`, 'utf8');

beforeAll(async () => {
  [small, few, large, browser] = await Promise.all([startGateway(), startGateway(), startGateway(), launchBrowser()]);
  await small.post('/webhooks/parloa', fixture('transaction'));
  await small.post('/webhooks/parloa', fixture('hangup'));
  await few.post('/webhooks/parloa', wanderingCall(0, 5));
  for (let call = 0; call < 3; call++) await large.post('/webhooks/parloa', wanderingCall(call));
});

afterEach(closeVisits);

afterAll(async () => {
  await browser.close();
  await Promise.all([small.dispose(), few.dispose(), large.dispose()]);
});

const open = (gateway: Gateway, how: Visit): Promise<Visited> => visit(browser, gateway, how);

/** A call through all states, one after the other; some of the first are visited again at its end. */
function wanderingCall(call: number, states = STATES): object[] {
  const way = [...Array.from({ length: states }, (_, state) => state), 0, 1, 2, 0, 1];
  const stateOf = (place: number) => {
    const state = way[place] ?? 0;
    return { id: `S${state}`, name: `State ${state}`, dialogName: 'main' };
  };
  return way.slice(0, -1).map((_, place) => ({
    transactionId: `t-${call}-${place}`,
    requestTimestamp: new Date(Date.now() - 3_600_000 + place * 1_000).toISOString(),
    responseTime: 100 + place,
    releaseId: 'release-1',
    platform: 'phoneV2',
    language: 'de-DE',
    intent: {
      name: place % 2 === 0 ? 'Ja' : 'Nein',
      initialState: stateOf(place),
      handledByState: stateOf(place),
      nextState: stateOf(place + 1),
      handled: 'locally',
      explicitlyHandled: place % 5 !== 0,
    },
    request: { text: 'ja', callMeta: { callId: `call-${call}` } },
    response: { prompt: 'Gut.' },
  }));
}

describe('the flow of a few calls', () => {
  test('is empty where no call is, says so, and shows all time when asked', async () => {
    const { page, complaints } = await open(small, { path: '/flow' });
    await page.getByRole('button', { name: 'Show all time' }).click();
    await page.getByRole('button', { name: /Nachfrage weiteres Anliegen/ }).waitFor();
    expect(new URL(page.url()).searchParams.get('period')).toBe('all');
    expect(complaints).toEqual([]);
  });

  test('leads from a state to the calls behind it, and to each call', async () => {
    const { page, complaints } = await open(small, { path: '/flow?period=all' });
    await page.getByRole('button', { name: /Nachfrage weiteres Anliegen/ }).click();
    const closer = page.getByRole('region', { name: 'Nachfrage weiteres Anliegen' });
    const call = closer.locator('.flow-calls a').first();
    expect(await call.getAttribute('href')).toBe('/calls/a8f35368-3feb-123a-618c-d094667acbd8');
    await closer.getByRole('button', { name: 'End' }).click();
    await page.getByRole('region', { name: 'Nachfrage weiteres Anliegen → End' }).locator('.flow-calls a').waitFor();
    await page.reload();
    await page.getByRole('region', { name: 'Nachfrage weiteres Anliegen → End' }).locator('.flow-calls a').waitFor();
    expect(complaints).toEqual([]);
  });

  test.each(['light', 'dark'] as const)('has no serious finding of axe, %s', async (colorScheme) => {
    const { page } = await open(small, { path: '/flow?period=all', colorScheme });
    await page.getByRole('button', { name: /Nachfrage weiteres Anliegen/ }).click();
    await page.locator('.flow-calls a').first().waitFor();
    expect(await seriousFindings(page)).toEqual([]);
  });
});

/** How large the names of the states stand on the screen, and the boxes that cover another one. */
async function legibility(page: Page): Promise<{ smallestNamePx: number; covered: number }> {
  return page.locator('.flow-box').evaluateAll((boxes) => {
    const places = boxes.map((box) => box.getBoundingClientRect());
    const covers = (one: DOMRect, other: DOMRect) =>
      one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
    const sizes = boxes.map((box) => {
      const zoom = box.getBoundingClientRect().width / (box as HTMLElement).offsetWidth;
      return zoom * Number.parseFloat(getComputedStyle(box.querySelector('.flow-name') as Element).fontSize);
    });
    const covered = places.filter((one, index) => places.some((other, at) => at > index && covers(one, other)));
    return { smallestNamePx: Math.min(...sizes), covered: covered.length };
  });
}

describe.each([
  ['5 states', () => few, 5],
  ['150 states', () => large, STATES],
] as const)('the flow of %s', (_, gatewayOf, states) => {
  test.each([
    ['on a desk', { width: 1440, height: 900 }],
    ['on a phone', { width: 390, height: 844 }],
  ])('can be read at first sight, %s, and whole when asked', async (_name, viewport) => {
    const { page, complaints } = await open(gatewayOf(), { path: '/flow', viewport });
    const boxes = page.locator('button.flow-box');
    await boxes.nth(Math.min(25, states) - 1).waitFor();
    const { smallestNamePx, covered } = await legibility(page);
    expect([smallestNamePx >= 10, covered]).toEqual([true, 0]);
    await page.getByLabel('States shown').selectOption('all');
    await boxes.nth(states - 1).waitFor();
    expect((await legibility(page)).covered).toBe(0);
    expect(complaints).toEqual([]);
  });
});

describe('the flow of 150 states', () => {
  test('shows the busiest, and the others as one box', async () => {
    const { page, complaints } = await open(large, { path: '/flow' });
    await page.getByText('125 more states').waitFor();
    expect(await page.locator('button.flow-box').count()).toBe(25);
    await page.getByLabel('States shown').selectOption('all');
    await page
      .locator('button.flow-box')
      .nth(STATES - 1)
      .waitFor();
    expect(await page.getByText('more states').count()).toBe(0);
    expect(complaints).toEqual([]);
  });

  test('keeps in view what was selected, though its facts take room', async () => {
    const { page } = await open(large, { path: '/flow' });
    const box = page.locator('button.flow-box').nth(20);
    await box.waitFor();
    const name = (await box.locator('.flow-name').textContent()) ?? '';
    await page.getByLabel('Find a state').fill(name);
    await page.locator('button.flow-found').first().click();
    await page.getByRole('region', { name, exact: true }).waitFor();
    await page.getByLabel('Find a state').fill('');
    await page.locator('.flow-found').waitFor({ state: 'detached' });
    await page.waitForFunction(() => {
      const place = document.querySelector('button.flow-box[aria-pressed=true]')?.getBoundingClientRect();
      const picture = document.querySelector('.flow-picture')?.getBoundingClientRect();
      return place && picture && place.left >= picture.left && place.right <= picture.right;
    });
  });

  test('shows a state that was searched for, wherever it stands in the ranking', async () => {
    const { page } = await open(large, { path: '/flow' });
    await page.getByText('125 more states').waitFor();
    await page.getByLabel('Find a state').fill('State 149');
    await page.locator('button.flow-found', { hasText: 'State 149' }).waitFor();
  });

  test('is a table for whoever wants rows, sorted by visits', async () => {
    const { page, complaints } = await open(large, { path: '/flow?view=table', viewport: { width: 390, height: 844 } });
    const rows = page.locator('.flow-table tbody tr');
    await rows.nth(STATES - 1).waitFor();
    expect(await rows.first().locator('td').nth(1).textContent()).toBe('9');
    expect(await seriousFindings(page)).toEqual([]);
    expect(complaints).toEqual([]);
  });
});

test('a filter stands in the address and counts other calls', async () => {
  const { page } = await open(large, { path: '/flow?view=table' });
  await page.getByText('3 calls').waitFor();
  await page.getByLabel('Channel').selectOption('CHAT');
  await page.getByText('No conversation in this time.').waitFor();
  expect(new URL(page.url()).searchParams.get('channel')).toBe('CHAT');
});
