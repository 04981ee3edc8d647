import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { allDrawn, browserForTests, url } from './browser.mjs';

const SCRIPT_BYTES_MAX = 800_000;
const REQUESTS_MAX = 25;

describe('budget of a dashboard in a cold browser', () => {
  const open = browserForTests();

  test('few requests, little script', async () => {
    const page = await open(null);
    const requests = [];
    page.on('requestfinished', (request) => requests.push(request));
    await page.goto(`${url}/d/on-time`);
    await allDrawn(page);
    const drawn = await page.evaluate(() => performance.now());
    const sizes = await Promise.all(
      requests.map(async (request) => ({
        type: request.resourceType(),
        bytes: (await request.sizes()).responseBodySize,
      })),
    );
    const script = sizes.filter((s) => s.type === 'script').reduce((sum, s) => sum + s.bytes, 0);
    // Told, not asserted: a busy machine is no defect of the page.
    console.log(
      `${requests.length} requests, ${Math.round(script / 1000)} kB of script, all drawn ${Math.round(drawn)} ms after navigation`,
    );
    assert.ok(
      requests.length <= REQUESTS_MAX,
      `${requests.length} requests: ${requests.map((r) => r.url()).join(' ')}`,
    );
    assert.ok(script <= SCRIPT_BYTES_MAX, `${script} bytes of script`);
  });
});
