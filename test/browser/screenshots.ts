// `npm run screenshots`: the pictures in docs/screenshots, anew, of a gateway with the demo's traffic.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { type Gateway, startGateway } from '../support/gateway.js';
import { launchBrowser, type Visit, visit } from './support/browser.js';
import { postDemoTraffic } from './support/demo-traffic.js';

const DESK = { width: 1280, height: 800 };
const PHONE = { width: 390, height: 844 };
const UNLIMITED = { RATE_KEY_POINTS: '1000000000', RATE_ADDRESS_REQUESTS: '1000000000' };

let browser: Browser;
let gateway: Gateway;

beforeAll(async () => {
  [gateway, browser] = await Promise.all([startGateway({ variables: UNLIMITED }), launchBrowser()]);
  await postDemoTraffic(gateway, Date.now());
}, 300_000);

afterAll(async () => {
  await browser.close();
  await gateway.dispose();
});

/** A call that tells something: some turns, one of them not understood, and then the caller hung up. */
async function tellingCall(): Promise<string> {
  const { data } = await gateway.graphql(
    '{ calls(first: 100, filter: { endedBy: [CALLER], language: ["en-GB", "en-US", "en"] }) { nodes { callId turnCount fallbackCount } } }',
  );
  const calls: { callId: string; turnCount: number; fallbackCount: number }[] = data.calls.nodes;
  const telling = calls.find((call) => call.turnCount >= 4 && call.turnCount <= 6 && call.fallbackCount > 0);
  if (telling === undefined) throw new Error('No call of the demo is like that.');
  return `/calls/${telling.callId}`;
}

const charted = (page: Page) => page.locator('.chart canvas, .now-chart canvas').first().waitFor();
const connected = (page: Page) => page.locator('.connection-connected').waitFor();

interface Picture extends Visit {
  readonly at?: () => Promise<string>;
  /** Waits until the picture is whole. */
  readonly ready: (page: Page) => Promise<unknown>;
}

async function flowReady(page: Page): Promise<void> {
  await page.locator('button.flow-box').nth(5).click();
  await page.locator('.flow-calls a').first().waitFor();
}

const nowReady = (page: Page) => Promise.all([charted(page), connected(page)]);
const PICTURES: readonly (readonly [name: string, picture: Picture])[] = [
  ['now', { ready: nowReady }],
  ['now-dark', { colorScheme: 'dark', ready: nowReady }],
  ['now-phone-de', { locale: 'de-DE', viewport: PHONE, ready: nowReady }],
  ['flow', { path: '/flow?period=7d', ready: flowReady }],
  ['flow-dark', { path: '/flow?period=7d', colorScheme: 'dark', ready: flowReady }],
  ['calls', { path: '/calls?period=7d', ready: (page) => page.locator('.calls-table tbody tr').nth(20).waitFor() }],
  ['call', { at: tellingCall, ready: (page) => page.locator('.turn').nth(3).waitFor() }],
  ['figures', { path: '/figures?period=7d&compare=before', ready: charted }],
  ['figures-dark', { path: '/figures?period=7d&compare=before', colorScheme: 'dark', ready: charted }],
];

test.each(PICTURES)('%s', async (name, { at, ready, ...how }) => {
  const path = at === undefined ? how.path : await at();
  const { page, complaints, close } = await visit(browser, gateway, { viewport: DESK, ...how, path });
  await ready(page);
  await connected(page);
  await page.screenshot({ path: `docs/screenshots/${name}.png` });
  await close();
  expect(complaints).toEqual([]);
});
