import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { type Cuttable, cuttable } from '../support/cuttable.js';
import { type Gateway, startGateway } from '../support/gateway.js';
import { subscribers } from '../support/until.js';
import { closeVisits, launchBrowser, seriousFindings, type Visit, type Visited, visit } from './support/browser.js';
import { postGeneratedCalls } from './support/generated-calls.js';

const [HANGUP] = JSON.parse(readFileSync('test/fixtures/parloa/hangup.json', 'utf8'));
const TRANSACTION = JSON.parse(readFileSync('test/fixtures/parloa/transaction.json', 'utf8'));
const HOUR_MS = 3_600_000;
const CALL_OF_TRANSACTION = 'a8f35368-3feb-123a-618c-d094667acbd8';

let gateway: Gateway;
let browser: Browser;
let line: Cuttable | undefined;

beforeAll(async () => {
  browser = await launchBrowser();
});

afterAll(() => browser.close());

beforeEach(async () => {
  gateway = await startGateway();
});

afterEach(async () => {
  await closeVisits();
  await line?.close();
  line = undefined;
  await gateway.dispose();
});

const open = (how: Visit = {}): Promise<Visited> => visit(browser, gateway, how);

/** The page, following both of what it follows. */
async function openLive(how: Visit = {}): Promise<Visited> {
  const visited = await open(how);
  await visited.page.locator('.headline').waitFor();
  await subscribers(gateway.url, 2);
  return visited;
}

/** The fixture of a hang-up as that of another call, now. */
function hangupOf(callId: string): object {
  const callMeta = { ...HANGUP.request.callMeta, callId };
  return {
    ...HANGUP,
    transactionId: `hangup-of-${callId}`,
    requestTimestamp: new Date().toISOString(),
    request: { ...HANGUP.request, callMeta },
    response: { ...HANGUP.response, callMeta },
  };
}

/** The fixture of a turn, but not of the last one: the fixture's own ends the talk. */
function goingOn(transactions: { response: object }[]): object[] {
  return transactions.map((transaction) => ({ ...transaction, response: { ...transaction.response, endTalk: false } }));
}

const postHangups = (callIds: readonly string[]) => gateway.post('/webhooks/parloa', callIds.map(hangupOf));
const rowsOf = (page: Page, panel: 'hangups' | 'open') => page.locator(`.now-${panel} tbody tr`);
const shownCalls = (page: Page) => page.locator('.now-hangups tbody .call').allTextContents();
const names = (prefix: string, count: number) => Array.from({ length: count }, (_, index) => `${prefix}-${index}`);

/** Waits until so many rows are there: more at once, or the same twice, would never be this number. */
async function waitForRows(page: Page, panel: 'hangups' | 'open', count: number): Promise<void> {
  await rowsOf(page, panel)
    .nth(count - 1)
    .waitFor();
  expect(await rowsOf(page, panel).count()).toBe(count);
}

describe('without any call', () => {
  test('the page says what to do next', async () => {
    const { page, complaints } = await openLive();
    await page.getByText('npx talkgraph demo --key KEY').waitFor();
    expect(await page.locator('.command').first().textContent()).toContain('@test/fixtures/parloa/hangup.json');
    expect([await seriousFindings(page), complaints]).toEqual([[], []]);
  });

  test('what is posted by that command appears', async () => {
    const { page } = await openLive();
    await gateway.post('/webhooks/parloa', readFileSync('test/fixtures/parloa/hangup.json', 'utf8'));
    await waitForRows(page, 'hangups', 1);
    const row = await rowsOf(page, 'hangups').first().locator('td').allTextContents();
    expect(row.slice(0, 3)).toEqual(['2 Mar 2023', 'Caller', 'Conversation start']);
  });
});

describe('what happens', () => {
  test('a call opens with its first turn and leaves with its end', async () => {
    const { page, complaints } = await openLive();
    await gateway.post('/webhooks/parloa', goingOn(TRANSACTION));
    await waitForRows(page, 'open', 1);
    expect(await rowsOf(page, 'open').first().textContent()).toContain(CALL_OF_TRANSACTION);
    await postHangups([CALL_OF_TRANSACTION]);
    await page.getByText('No call is open.').waitFor();
    await waitForRows(page, 'hangups', 1);
    expect(complaints).toEqual([]);
  });

  test('each hang-up appears once, the newest first, and is counted in its minute', async () => {
    const { page, complaints } = await openLive();
    const calls = names('call', 30);
    for (const call of calls) await postHangups([call]);
    await waitForRows(page, 'hangups', calls.length);
    expect(await shownCalls(page)).toEqual(calls.toReversed());
    const counted = await page.locator('.now-chart tbody td:nth-child(2)').allTextContents();
    expect(counted.reduce((sum, count) => sum + Number(count), 0)).toBe(calls.length);
    expect(await page.locator('.headline-ended dd').textContent()).toBe('30');
    expect(complaints).toEqual([]);
  });

  test('a hang-up is a link to its call', async () => {
    const { page } = await openLive();
    await postHangups(['a/b c']);
    await rowsOf(page, 'hangups').getByRole('link', { name: 'a/b c' }).click();
    expect(new URL(page.url()).pathname).toBe('/calls/a%2Fb%20c');
  });
});

describe('a lost connection', () => {
  test('is told, and what was missed is filled in once it is back', async () => {
    const { hostname, port } = new URL(gateway.url);
    line = await cuttable(hostname, Number(port));
    const { page } = await openLive({ address: line.address });
    await postHangups(names('before', 3));
    await waitForRows(page, 'hangups', 3);
    line.cut();
    await page.getByText('Connection lost, trying again').waitFor();
    await postHangups(names('missed', 5));
    line.mend();
    await page.locator('.connection-connected').waitFor();
    await waitForRows(page, 'hangups', 8);
    await subscribers(gateway.url, 2);
    await postHangups(names('after', 2));
    await waitForRows(page, 'hangups', 10);
    const shown = await shownCalls(page);
    expect(shown.slice(0, 2).sort()).toEqual(names('after', 2));
    expect(shown.slice(2, 7).sort()).toEqual(names('missed', 5));
  });

  test('many times over, while hang-ups arrive, loses none and shows none twice', async () => {
    const { hostname, port } = new URL(gateway.url);
    line = await cuttable(hostname, Number(port));
    const { page } = await openLive({ address: line.address });
    const calls = names('call', 40);
    for (const [index, call] of calls.entries()) {
      if (index % 10 === 5) line.cut();
      await postHangups([call]);
      if (index % 10 === 8) line.mend();
    }
    await waitForRows(page, 'hangups', calls.length);
    expect(await shownCalls(page)).toEqual(calls.toReversed());
  });

  test('ends with a new key form where the key was revoked', async () => {
    const { page } = await openLive();
    const { data } = await gateway.graphql('{ viewer { apiKeys { id scopes } } }', {}, gateway.keys.admin);
    const { id } = data.viewer.apiKeys.find(({ scopes }: { scopes: string[] }) => scopes.includes('READ'));
    await gateway.graphql(
      'mutation ($id: ID!) { revokeApiKey(id: $id) { apiKey { id } } }',
      { id },
      gateway.keys.admin,
    );
    await page.getByText('The gateway does not know this key, or it has been revoked.').waitFor();
  });
});

describe('with 10,000 calls', () => {
  beforeEach(async () => {
    await postGeneratedCalls(gateway, { count: 10_000, nowMs: Date.now(), spanMs: HOUR_MS });
  }, 300_000);

  test('the page counts them all, and is well in every theme, language and width', async () => {
    const { page, complaints } = await openLive();
    expect(await page.locator('.headline-open dd').textContent()).toBe('1,000');
    await page.getByText('and 900 more').waitFor();
    await waitForRows(page, 'hangups', 50);
    await page.locator('.now-chart canvas').waitFor();
    expect([await seriousFindings(page), complaints]).toEqual([[], []]);
    for (const locale of ['en-GB', 'de-DE']) {
      const narrow = await open({ locale, colorScheme: 'dark', viewport: { width: 375, height: 812 } });
      await narrow.page.locator('.now-chart canvas').waitFor();
      const overflow = await narrow.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect([overflow, await seriousFindings(narrow.page), narrow.complaints]).toEqual([0, [], []]);
    }
  }, 300_000);
});
