// A real Chromium against a running Weir: WEIR_URL and WEIR_TOKEN say where and who.
import { mkdirSync } from 'node:fs';
import { after, before } from 'node:test';
import { chromium } from 'playwright-core';

export const url = (process.env.WEIR_URL ?? 'http://127.0.0.1:7400').replace(/\/$/, '');
export const token = process.env.WEIR_TOKEN ?? '';

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const TIMEOUT_MILLIS = 120_000;

/**
 * One browser for a file of tests. Answers what makes pages in it.
 *
 * `flags` are more options of Chromium. Its home folder, where it finds whom else to trust, is `home`.
 */
export function browserForTests({ flags = [], home = process.env.HOME } = {}) {
  let browser;
  before(async () => {
    browser = await chromium.launch({
      executablePath: process.env.WEIR_CHROMIUM ?? '/usr/bin/chromium',
      args: [...FLAGS, ...flags],
      env: { ...process.env, HOME: home },
    });
  });
  after(() => browser?.close());

  /** A page of a fresh profile, signed in unless `signedIn` is false, at no address when `path` is null. Its errors are in `page.problems`. */
  return async function open(
    path,
    { theme = 'light', width = 1440, height = 900, signedIn = true, ...options } = {},
  ) {
    const context = await browser.newContext({
      viewport: { width, height },
      colorScheme: theme,
      locale: 'en-GB',
      timezoneId: 'Europe/Berlin',
      ...options,
    });
    if (signedIn) await context.request.post(`${url}/api/v1/session`, { data: { token } });
    // Long, because a slow machine is no failure; what never comes still is one.
    context.setDefaultTimeout(TIMEOUT_MILLIS);
    const page = await context.newPage();
    page.problems = [];
    page.on('pageerror', (error) => page.problems.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') page.problems.push(message.text());
    });
    if (path !== null) await page.goto(url + path);
    return page;
  };
}

const SCREENS = new URL('./screens/', import.meta.url).pathname;

/** Keeps a picture to look at. */
export async function picture(page, name) {
  mkdirSync(SCREENS, { recursive: true });
  await page.screenshot({ path: `${SCREENS}${name}.png` });
}

/** Waits until every chart of the dashboard has data and, where it is a drawing, is drawn. */
export async function allDrawn(page) {
  await page.waitForFunction(() => {
    const cards = [...document.querySelectorAll('.chart-card')];
    const charts = [...document.querySelectorAll('.chart-card .chart')];
    return (
      cards.length > 0 &&
      cards.every((card) => card.dataset.cache && card.getAttribute('aria-busy') === 'false') &&
      charts.every((chart) => chart.dataset.drawn === 'true')
    );
  });
}
