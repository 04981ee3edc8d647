// Opens a page in a browser without any cache, signed in, and prints what it took as JSON.
import { createRequire } from 'node:module';
import { join } from 'node:path';

const { chromium } = createRequire(join(process.env.WEIR_PLAYWRIGHT, 'package.json'))('playwright-core');
const url = new URL(process.argv[2]);
const browser = await chromium.launch({
  executablePath: process.env.WEIR_BROWSER,
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-sync',
    '--disable-background-networking', '--disable-component-update'],
});
try {
  const context = await browser.newContext({ viewport: { width: 1440, height: 1600 } });
  // The session is made without loading any page, so that the browser's cache stays empty.
  const session = await context.request.post(new URL('/api/v1/session', url).href, {
    data: { token: process.env.WEIR_TOKEN },
  });
  if (!session.ok()) throw new Error(`sign-in answered ${session.status()}`);
  const page = await context.newPage();
  const network = await context.newCDPSession(page);
  await network.send('Network.enable');
  const scripts = new Set();
  let requests = 0;
  let scriptBytes = 0;
  network.on('Network.requestWillBeSent', (event) => {
    if (!event.request.url.startsWith('data:')) requests++;
    if (event.type === 'Script') scripts.add(event.requestId);
  });
  network.on('Network.responseReceived', (event) => {
    if (event.type === 'Script') scripts.add(event.requestId);
  });
  network.on('Network.loadingFinished', (event) => {
    if (scripts.has(event.requestId)) scriptBytes += event.encodedDataLength;
  });
  await page.goto(url.href, { waitUntil: 'commit' });
  // A chart is there when it was answered (data-cache) and, if it is a picture, drawn (data-drawn).
  const seen = await page.waitForFunction(() => {
    const charts = [...document.querySelectorAll('[data-chart]')];
    const answered = charts.length > 0 && charts.every((chart) => chart.dataset.cache !== undefined);
    const pictures = [...document.querySelectorAll('[data-chart] .chart')];
    const drawn = pictures.every((picture) => picture.dataset.drawn && picture.dataset.drawn !== 'false');
    return answered && drawn ? { millis: performance.now(), charts: charts.length } : false;
  }, undefined, { polling: 'raf', timeout: 60_000 });
  const { millis, charts } = await seen.jsonValue();
  console.log(JSON.stringify({ lastChartMillis: millis, charts, requests, scriptBytes }));
} finally {
  await browser.close();
}
