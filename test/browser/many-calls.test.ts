import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { type Gateway, startGateway } from '../support/gateway.js';
import { closeVisits, launchBrowser, type Visited, visit } from './support/browser.js';
import { generatedCallId, postGeneratedCalls } from './support/generated-calls.js';

const CALLS = 10_000;
const DAY_MS = 86_400_000;
/** What somebody waits for before they ask what is wrong; the machine may have other work. */
const PATIENCE_MS = 20_000;

let browser: Browser;
let gateway: Gateway;

beforeAll(async () => {
  [gateway, browser] = await Promise.all([startGateway(), launchBrowser()]);
  await postGeneratedCalls(gateway, { count: CALLS, nowMs: Date.now(), spanMs: 3 * DAY_MS, states: 40 });
}, 300_000);

afterEach(closeVisits);

afterAll(async () => {
  await browser.close();
  await gateway.dispose();
});

/** The page with little patience: whatever is waited for is there in time, or the test fails. */
async function open(path: string): Promise<Visited> {
  const visited = await visit(browser, gateway, { path });
  visited.page.setDefaultTimeout(PATIENCE_MS);
  return visited;
}

/** The calls that each row of a table of figures counts. */
async function counted(page: Page, title: string): Promise<number[]> {
  const cells = page.locator(`.figures-table[aria-label="${title}"] tbody td:nth-child(2)`);
  return (await cells.allTextContents()).map((cell) => Number(cell.replaceAll(',', '')));
}

describe('with 10,000 calls', () => {
  test.each([
    ['its number', '+4915112001234', 1_234],
    ['its id', generatedCallId(4_321), 4_321],
  ])('a call is found by %s', async (_, words, index) => {
    const { page, complaints } = await open('/calls?period=all');
    await page.locator('.calls-table tbody tr').nth(49).waitFor();
    await page.getByRole('searchbox').fill(words);
    await page.keyboard.press('Enter');
    await page
      .locator(`a[href="/calls/${generatedCallId(index)}"]`)
      .first()
      .click();
    await page.locator('.turn').nth(2).waitFor();
    expect(complaints).toEqual([]);
  });

  test('calls are found by what was said, page after page, each of them once', async () => {
    const { page, complaints } = await open('/calls?period=all');
    await page.getByRole('searchbox').fill('Billing');
    await page.keyboard.press('Enter');
    const links = page.locator('.calls-table tbody a');
    for (const rows of [50, 100, 150]) {
      await links.nth(rows - 1).waitFor();
      if (rows < 150) await page.getByRole('button', { name: 'Show more' }).click();
    }
    const shown = await links.evaluateAll((all) => all.map((link) => link.getAttribute('href')));
    expect([shown.length, new Set(shown).size]).toEqual([150, 150]);
    expect(complaints).toEqual([]);
  });

  test('the figures count every call, by day and by dimension', async () => {
    const { page, complaints } = await open('/figures?period=7d&figure=calls&by=LANGUAGE');
    await page.locator('.chart canvas').waitFor();
    for (const language of ['de-DE', 'en-GB']) await page.getByRole('rowheader', { name: language }).waitFor();
    const [days, languages] = await Promise.all(['Over time', 'By dimension'].map((title) => counted(page, title)));
    expect(days?.length).toBeGreaterThanOrEqual(3);
    // Each tenth is open yet; a call is counted when it has ended.
    expect([days, languages].map((counts) => counts?.reduce((sum, count) => sum + count, 0))).toEqual([9_000, 9_000]);
    expect(complaints).toEqual([]);
  });

  test('states of one name in two releases are told apart by the release', async () => {
    const { page, complaints } = await open('/figures?period=7d');
    const ends = page.locator('.figures-table[aria-label="Where calls end"]');
    for (const release of ['release-1', 'release-2']) {
      await ends.getByRole('rowheader', { name: `State 1 · ${release}`, exact: true }).waitFor();
    }
    await page.getByRole('link', { name: 'Flow' }).click();
    for (const release of ['release-1', 'release-2']) {
      await page.getByLabel('Find a state').fill(`Greeting · ${release}`);
      await page.locator('button.flow-found', { hasText: release }).click();
      expect(await page.locator('button.flow-found').count()).toBe(1);
      const closer = page.getByRole('region', { name: `Greeting · ${release}` });
      // As many as the box counts, not those of both releases.
      await closer.getByText('25 of 5,000').waitFor();
    }
    expect(complaints).toEqual([]);
  });

  test('the flow counts every call, and draws the busiest states or all of them', async () => {
    const { page, complaints } = await open('/flow?period=7d');
    await page.getByText('10,000 calls').waitFor();
    const boxes = page.locator('button.flow-box');
    await boxes.nth(24).waitFor();
    expect(await boxes.count()).toBe(25);
    // 40 states in two releases, and calls that go from nearly each of them to each other.
    await page.getByLabel('States shown').selectOption('all');
    await boxes.nth(78).waitFor();
    expect(await page.getByText('more states').count()).toBe(0);
    expect(complaints).toEqual([]);
  });
});
