import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { type Gateway, startGateway } from '../support/gateway.js';
import { closeVisits, launchBrowser, seriousFindings, type Visit, type Visited, visit } from './support/browser.js';

let browser: Browser;
let gateway: Gateway;
const CALL = 'a8f35368-3feb-123a-618c-d094667acbd8';

const fixture = (name: string) => readFileSync(`test/fixtures/${name}.json`, 'utf8');

beforeAll(async () => {
  [gateway, browser] = await Promise.all([startGateway(), launchBrowser()]);
  for (const name of ['transaction', 'hangup']) await gateway.post('/webhooks/parloa', fixture(`parloa/${name}`));
  for (const name of ['started', 'ended', 'analyzed']) {
    await gateway.post('/webhooks/whippy', fixture(`webhooks/whippy/fixture-${name}`));
  }
});

afterEach(closeVisits);

afterAll(async () => {
  await browser.close();
  await gateway.dispose();
});

const open = (how: Visit): Promise<Visited> => visit(browser, gateway, how);

/** Looks for words in all time. */
async function found(words: string): Promise<Visited> {
  const visited = await open({ path: '/calls?period=all' });
  await visited.page.getByRole('searchbox').fill(words);
  await visited.page.keyboard.press('Enter');
  return visited;
}

describe('a call is found', () => {
  test.each([
    ['by its id', CALL],
    ['by the number, in another form', '0177 7777777'],
    ['by what was said', 'nein'],
  ])('%s', async (_, words) => {
    const { page, complaints } = await found(words);
    await page.locator(`a[href="/calls/${CALL}"]`).first().click();
    await page.getByRole('heading', { level: 1, name: '+491777777777' }).waitFor();
    expect(new URL(page.url()).pathname).toBe(`/calls/${CALL}`);
    expect(complaints).toEqual([]);
  });

  test('nowhere, and the page says what to do next', async () => {
    const { page } = await found('no such words were ever said');
    await page.getByText('No call matches.').waitFor();
    await page.getByText('--json @test/fixtures/parloa/transaction.json').waitFor();
  });
});

describe('a call', () => {
  test('is shown as a dialogue with what was made of it, and raw when asked', async () => {
    const { page, complaints } = await open({ path: `/calls/${CALL}` });
    const turn = page.locator('.turn').first();
    await turn.locator('.understood').getByText('Nein', { exact: true }).waitFor();
    await turn.getByText('Nachfrage weiteres Anliegen → End').waitFor();
    await turn.getByText('Raw').click();
    await turn.locator('.json').first().waitFor();
    expect(await turn.locator('.json').first().textContent()).toContain('"callId"');
    expect(complaints).toEqual([]);
  });

  test('of a messaging agent shows its messages and its analysis', async () => {
    const { data } = await gateway.graphql('{ sessions { nodes { call { callId } } } }');
    const { page, complaints } = await open({ path: `/calls/${data.sessions.nodes[0].call.callId}` });
    await page.locator('.moment-message').nth(1).waitFor();
    const analysis = page.getByRole('region', { name: 'Analysis' });
    await analysis.getByText('Neutral').waitFor();
    expect(complaints).toEqual([]);
  });

  test('that is not there is said to be missing', async () => {
    const { page } = await open({ path: '/calls/no-such-call' });
    await page.getByText('There is no call with this ID.').waitFor();
  });

  test('goes on before the eyes of whoever looks at it', async () => {
    const [first] = JSON.parse(`[${fixture('parloa/transaction')}]`).flat();
    const callMeta = { ...first.request.callMeta, callId: 'live-call' };
    const turn = (id: string, text: string) => ({
      ...first,
      transactionId: id,
      request: { ...first.request, text, callMeta },
      response: { prompt: 'Ja?' },
      intent: { ...first.intent, nextState: first.intent.initialState },
    });
    await gateway.post('/webhooks/parloa', [turn('live-1', 'Hallo')]);
    const { page } = await open({ path: '/calls/live-call' });
    await page.getByText('The call goes on').waitFor();
    await page.locator('.connection-connected').waitFor();
    await gateway.post('/webhooks/parloa', [turn('live-2', 'Noch jemand da?')]);
    await page.getByText('Noch jemand da?').waitFor();
  });

  test.each(['light', 'dark'] as const)('has no serious finding of axe, %s, on a phone', async (colorScheme) => {
    const { page, complaints } = await open({
      path: `/calls/${CALL}`,
      colorScheme,
      viewport: { width: 390, height: 844 },
    });
    await page.locator('.turn').first().waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
    expect(complaints).toEqual([]);
  });
});
