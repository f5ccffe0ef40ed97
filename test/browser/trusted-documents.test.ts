import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { CreateApiKeyDocument } from '../documents/generated/graphql.js';
import { type Gateway, startGateway } from '../support/gateway.js';
import { subscribers } from '../support/until.js';
import { launchBrowser, visit } from './support/browser.js';
import { generatedCallId, postGeneratedCalls } from './support/generated-calls.js';

const HOUR_MS = 3_600_000;
const folder = mkdtempSync(join(tmpdir(), 'talkgraph-manifest-'));
const file = join(folder, 'manifest.json');

let browser: Browser;
let gateway: Gateway;

beforeAll(async () => {
  // Of all documents, the gateway's owner trusts the one alone that makes the tests' keys.
  writeFileSync(file, JSON.stringify({ keys: CreateApiKeyDocument.toString() }));
  const variables = { PERSISTED_DOCUMENTS: 'enforce', PERSISTED_DOCUMENTS_FILE: file };
  [gateway, browser] = await Promise.all([startGateway({ variables }), launchBrowser()]);
  await postGeneratedCalls(gateway, { count: 100, nowMs: Date.now(), spanMs: HOUR_MS });
});

afterAll(async () => {
  await browser.close();
  await gateway.dispose();
  rmSync(folder, { recursive: true });
});

test('other documents are refused', async () => {
  const { errors } = await gateway.graphql('{ viewer { name } }', {}, gateway.keys.read);
  expect(errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
});

const PAGES: readonly (readonly [path: string, ready: (page: Page) => Promise<unknown>])[] = [
  [
    '/',
    async (page) => {
      await page.locator('.now-hangups tbody tr').nth(9).waitFor();
      await page.locator('.now-open tbody tr').nth(9).waitFor();
      await subscribers(gateway.url, 2);
    },
  ],
  [
    '/flow?period=7d',
    async (page) => {
      await page.locator('button.flow-box', { hasText: 'Greeting' }).first().click();
      await page.locator('.flow-calls a').first().waitFor();
    },
  ],
  ['/calls?period=all&find=Billing', (page) => page.locator('.calls-table tbody tr').nth(9).waitFor()],
  [
    `/calls/${generatedCallId(10)}`,
    async (page) => {
      await page.locator('.turn').first().getByText('Raw').click();
      await page.locator('.turn .json').first().waitFor();
      await subscribers(gateway.url, 1);
    },
  ],
  [
    '/figures?period=7d&compare=before',
    async (page) => {
      await page.locator('.chart canvas').waitFor();
      await page.getByRole('rowheader', { name: 'Billing', exact: true }).waitFor();
      await page.getByRole('rowheader', { name: 'release-2', exact: true }).waitFor();
    },
  ],
];

test.each(PAGES)('%s asks only what is trusted', async (path, ready) => {
  const { page, complaints, close } = await visit(browser, gateway, { path });
  await ready(page);
  expect(await page.locator('.failure').count()).toBe(0);
  await close();
  expect(complaints).toEqual([]);
});
