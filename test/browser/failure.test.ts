import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { type Gateway, startGateway } from '../support/gateway.js';
import { closeVisits, launchBrowser, seriousFindings, visit } from './support/browser.js';

let browser: Browser;
let gateway: Gateway;

beforeAll(async () => {
  [gateway, browser] = await Promise.all([startGateway(), launchBrowser()]);
});

afterEach(closeVisits);

afterAll(async () => {
  await browser.close();
  await gateway.dispose();
});

test.each([
  ['en-GB', 'The gateway refused the question (BAD_USER_INPUT).', 'Request'],
  ['de-DE', 'Das Gateway hat die Frage abgelehnt (BAD_USER_INPUT).', 'Anfrage'],
])('what failed is said in plain words and with the request that the log knows, %s', async (locale, words, name) => {
  // More weeks than may be asked for.
  const visited = await visit(browser, gateway, { path: '/figures?period=1800-01-01..2026-11-01', locale });
  const { page } = visited;
  const failure = page.locator('.failure', { hasText: words });
  await failure.waitFor();
  const [answer] = await Promise.all([
    page.waitForResponse((response) => response.url().endsWith('/graphql')),
    failure.getByRole('button').click(),
  ]);
  const requestId = (await answer.headerValue('x-request-id')) ?? '';
  expect(requestId).not.toBe('');
  await failure.getByText(`${name} ${requestId}`).waitFor();
  expect(await seriousFindings(page)).toEqual([]);
});

test('where the script of a page does not come, the rest of the page stands and the way back is open', async () => {
  const visited = await visit(browser, gateway);
  const { page } = visited;
  await page.locator('.now').waitFor();
  await page.route('**/assets/figures-page*.js', (route) => route.abort());
  await page.getByRole('link', { name: 'Figures' }).click();
  await page.getByText('This page could not be shown.').waitFor();
  await page.getByRole('link', { name: 'Now' }).click();
  await page.locator('.now').waitFor();
  await page.unrouteAll();
  await page.getByRole('link', { name: 'Figures' }).click();
  await page.getByRole('button', { name: 'Load it again' }).click();
  await page.getByText('No call in this time.').waitFor();
});
