import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type axe from 'axe-core';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import type { Gateway } from '../../support/gateway.js';

const EXECUTABLE = '/usr/bin/chromium';
const FLAGS = ['gpu', 'quic', 'background-networking', 'component-update', 'sync'].map((what) => `--disable-${what}`);
const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** Debian's Chromium, without its own traffic. */
export function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: EXECUTABLE,
    headless: true,
    args: ['--no-sandbox', '--no-first-run', ...FLAGS],
  });
}

/** How a visit differs from the usual one: English, light, a desk's screen, with the key that may read. */
export interface Visit {
  readonly path?: string;
  /** Null: no key in the link. */
  readonly key?: string | null;
  readonly locale?: string;
  readonly colorScheme?: 'light' | 'dark';
  readonly viewport?: { readonly width: number; readonly height: number };
  /** Where the page is reached, if not at the gateway itself: `host:port`. */
  readonly address?: string;
}

/** A page of the gateway in a context of its own, with a cold cache. */
export interface Visited {
  readonly page: Page;
  /** What went wrong in the page: errors and warnings of the console, uncaught errors, requests to other hosts. */
  readonly complaints: string[];
  close(): Promise<void>;
}

const DESK = { width: 1440, height: 900 };

const opened: Visited[] = [];

/** Closes what a test opened: for `afterEach`. */
export async function closeVisits(): Promise<void> {
  for (const visited of opened.splice(0)) await visited.close();
}

/** Opens the page as somebody does who was given a link with a key. */
export async function visit(browser: Browser, gateway: Gateway, how: Visit = {}): Promise<Visited> {
  const { path = '/', key = gateway.keys.read, locale = 'en-GB', colorScheme = 'light', viewport = DESK } = how;
  const options: BrowserContextOptions = { locale, colorScheme, viewport, reducedMotion: 'reduce' };
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const origin = how.address === undefined ? gateway.url : `http://${how.address}`;
  const complaints = complaintsOf(page, origin);
  const visited = { page, complaints, close: () => context.close() };
  opened.push(visited);
  await page.goto(`${origin}${path}${key === null ? '' : `#key=${encodeURIComponent(key)}`}`);
  return visited;
}

function complaintsOf(page: Page, origin: string): string[] {
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => complaints.push(`uncaught: ${error.message}`));
  page.on('request', (request) => {
    if (!request.url().startsWith(`${origin}/`)) complaints.push(`elsewhere: ${request.url()}`);
  });
  return complaints;
}

/** What axe finds that is serious or critical, a line each with the elements. */
export async function seriousFindings(page: Page): Promise<string[]> {
  // Evaluated by the debugger, which the page's policy does not bind.
  await page.evaluate(readFileSync(AXE, 'utf8'));
  const { violations } = await page.evaluate(() => (globalThis as unknown as { axe: typeof axe }).axe.run());
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ html }) => html).join(' | ')}`);
}

/** Bytes of script, style and document that came over the line so far, as they were compressed. */
export async function scriptBytes(page: Page): Promise<{ name: string; bytes: number }[]> {
  const entries = await page.evaluate(() =>
    (performance.getEntriesByType('resource') as PerformanceResourceTiming[]).map(({ name, encodedBodySize }) => ({
      name: new URL(name).pathname,
      bytes: encodedBodySize,
    })),
  );
  return entries.filter(({ name }) => name.endsWith('.js'));
}
