import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { type Gateway, startGateway } from '../support/gateway.js';
import { closeVisits, launchBrowser, seriousFindings, type Visit, type Visited, visit } from './support/browser.js';

let browser: Browser;
let gateway: Gateway;

const DAY_MS = 86_400_000;
const [fixture] = JSON.parse(readFileSync('test/fixtures/parloa/transaction.json', 'utf8'));
const [hangup] = JSON.parse(readFileSync('test/fixtures/parloa/hangup.json', 'utf8'));
/** A day that no other test counts. */
const OLD_DAY = '2024-05-06';

/** A call of one turn that ended the talk, or did not. */
function call(id: string, daysAgo: number, ended: boolean, name = 'Nein'): object {
  return {
    ...fixture,
    transactionId: `t-${id}`,
    requestTimestamp: new Date(Date.now() - daysAgo * DAY_MS).toISOString(),
    intent: { ...fixture.intent, name },
    request: { ...fixture.request, callMeta: { callId: id } },
    response: { prompt: 'Gut.', endTalk: ended },
  };
}

/** A call that its caller hung up in a state of a release. */
function hungUp(releaseId: string): object {
  const callMeta = { ...hangup.request.callMeta, callId: `call-${releaseId}` };
  return {
    ...hangup,
    releaseId,
    transactionId: `t-${releaseId}`,
    requestTimestamp: `${OLD_DAY}T12:00:00.000Z`,
    intent: { ...hangup.intent, initialState: { id: 'S1', name: 'Goodbye', dialogName: 'main' } },
    request: { ...hangup.request, callMeta },
    response: { ...hangup.response, callMeta },
  };
}

beforeAll(async () => {
  [gateway, browser] = await Promise.all([startGateway(), launchBrowser()]);
  await gateway.post('/webhooks/parloa', [
    ...[1, 2, 3].map((day) => call(`now-${day}`, day, true)),
    call('open', 1, false),
    call('formula', 2, true, '=1+1'),
    call('before', 9, true),
    hungUp('release-a'),
    hungUp('release-b'),
  ]);
});

afterEach(closeVisits);

afterAll(async () => {
  await browser.close();
  await gateway.dispose();
});

const open = (how: Visit): Promise<Visited> => visit(browser, gateway, how);

test('the figures of a week are compared with the week before, each with its definition', async () => {
  const { page, complaints } = await open({ path: '/figures?period=7d' });
  const calls = page.locator('.figures-headline > div', { hasText: 'Calls' }).first();
  await calls.locator('.figures-value').getByText('4').waitFor();
  await page.getByLabel('Compare with').selectOption('before');
  await calls.getByText('was 1').waitFor();
  await calls.getByText('What it means').click();
  await calls.getByText('Calls that began in the time and are ended.').waitFor();
  expect(complaints).toEqual([]);
});

test('what is on the screen is taken away as CSV, and no cell is a formula', async () => {
  const { page } = await open({ path: '/figures?period=7d' });
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Intents as CSV' }).click(),
  ]);
  expect(file.suggestedFilename()).toBe('talkgraph-intents.csv');
  const rows = readFileSync(await file.path(), 'utf8')
    .trim()
    .split('\r\n');
  expect(rows[0]).toContain('Intent,Turns,Calls');
  expect(rows.map((row) => row.split(',')[0])).toEqual(expect.arrayContaining(['Nein', "'=1+1"]));
});

test('a dimension and a figure are chosen, and stand in the address', async () => {
  const { page, complaints } = await open({ path: '/figures?period=30d' });
  await page.getByLabel('By', { exact: true }).selectOption('OUTCOME');
  await page.getByRole('rowheader', { name: 'Completed' }).waitFor();
  await page.getByLabel('Figure').selectOption('calls');
  await page.reload();
  expect(await page.getByLabel('Figure').inputValue()).toBe('calls');
  expect(await page.getByLabel('By', { exact: true }).inputValue()).toBe('OUTCOME');
  expect(complaints).toEqual([]);
});

test('an empty time says what to do next', async () => {
  const { page } = await open({ path: '/figures?period=2020-01-01..2020-01-02' });
  await page.getByRole('button', { name: 'Show all time' }).click();
  await page.locator('.figures-headline').waitFor();
});

test.each(['light', 'dark'] as const)(
  'the figures have no serious finding of axe, %s, on a phone',
  async (colorScheme) => {
    const { page } = await open({ path: '/figures?period=30d', colorScheme, viewport: { width: 390, height: 844 } });
    await page.getByRole('rowheader', { name: 'Nein' }).waitFor();
    await page.locator('.chart canvas').waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  },
);

test.each([
  ['Where calls end', ''],
  ['By dimension', '&by=HANGUP_STATE'],
])('%s names the states as people do, with the release where two are called the same', async (title, by) => {
  const { page, complaints } = await open({ path: `/figures?period=${OLD_DAY}..${OLD_DAY}${by}` });
  const rows = page.locator(`.figures-table[aria-label="${title}"] tbody th`);
  await rows.filter({ hasText: 'Goodbye · release-a' }).waitFor();
  expect((await rows.allTextContents()).sort()).toEqual(['Goodbye · release-a', 'Goodbye · release-b']);
  expect(complaints).toEqual([]);
});
