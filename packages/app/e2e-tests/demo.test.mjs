/* eslint-disable no-restricted-imports -- runs in Node, beside the app and not in it */
import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const PORTAL = 'http://localhost:3000';
const CLOUDS = process.env.DEMO_CLOUDS_URL ?? 'http://127.0.0.1:4566';
const MEASURED_WITHIN_MS = 180_000;
const screenshots = fileURLToPath(
  new URL('../../../e2e-report/', import.meta.url),
);

let browser;
let page;
const failures = [];

before(async () => {
  await mkdir(screenshots, { recursive: true });
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM_PATH,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
  page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  page.setDefaultTimeout(30_000);
  page.on('pageerror', error => failures.push(String(error)));
  await page.goto(PORTAL);
  await page.getByRole('button', { name: 'Enter' }).click();
  // Leaving before the sign-in is through would end at the sign-in page again.
  await page.getByText('Catalog').first().waitFor({ timeout: 120_000 });
});

after(async () => {
  await browser?.close();
});

async function look(name) {
  await page.screenshot({ path: `${screenshots}${name}.png`, fullPage: true });
}

/** Reloads the page until a text shows: the first measurement takes a while after the start. */
async function untilShown(text) {
  const end = Date.now() + MEASURED_WITHIN_MS;
  for (;;) {
    try {
      await page.getByText(text).first().waitFor({ timeout: 10_000 });
      return;
    } catch (error) {
      if (Date.now() > end) {
        await look('timed-out');
        throw error;
      }
      await page.reload();
    }
  }
}

async function openDriftTab(endpoint) {
  await page.goto(`${PORTAL}/catalog/default/component/${endpoint}`);
  await page.getByRole('link', { name: 'Drift', exact: true }).click();
}

async function slackMessages() {
  const response = await fetch(`${CLOUDS}/_simulator/slack/messages`);
  assert.equal(response.status, 200);
  const body = await response.json();
  return body.messages ?? body;
}

test('the drifting endpoint is found from the catalog and its Drift tab names what drifts', async () => {
  await page.goto(
    `${PORTAL}/?filters%5Bkind%5D=component&filters%5Buser%5D=all`,
  );
  await untilShown('churn-prediction');
  await look('catalog');
  await page.getByRole('link', { name: 'churn-prediction' }).first().click();
  await page.getByRole('link', { name: 'Drift', exact: true }).click();
  await untilShown('Drift found');
  const drifting = page.getByRole('row').filter({ hasText: /severity/ });
  const names = (await drifting.allInnerTexts())
    .join('\n')
    .replace(/[\u200b\n]/g, '');
  assert.match(names, /monthly_charges/);
  assert.match(names, /support_calls/);
  for (const steady of [
    'tenure_months',
    'contract_type',
    'data_usage_gb',
    'satisfaction',
  ]) {
    assert.doesNotMatch(names, new RegExp(steady));
  }
  await page.waitForTimeout(1500);
  await look('drift');
});

const aboutChurn = async () =>
  (await slackMessages()).filter(message =>
    JSON.stringify(message).includes('churn-prediction'),
  );

test('the owner was told in Slack, once', async () => {
  // The tab shows a comparison as soon as it is stored; the message follows when its cause has been looked for.
  const end = Date.now() + 60_000;
  while ((await aboutChurn()).length === 0 && Date.now() < end) {
    await new Promise(resolve => setTimeout(resolve, 500));
  }
  const about = await aboutChurn();
  assert.equal(about.length, 1, JSON.stringify(about, null, 2));
  assert.match(JSON.stringify(about[0]), /growth-ml/);
  await page.goto(`${CLOUDS}/slack/inbox`);
  await look('slack-inbox');
});

test('who is called and who gets mail see it, too', async () => {
  await page.goto(`${CLOUDS}/pagerduty`);
  await page.getByText('churn-prediction').first().waitFor();
  await look('pagerduty-inbox');
  await page.goto(`${CLOUDS}/mail`);
  await page.getByText('churn-prediction').first().waitFor();
  await look('mail-inbox');
});

test('running again finds the same and tells nobody', async () => {
  await openDriftTab('churn-prediction');
  await untilShown('Drift found');
  const told = await aboutChurn();
  await page.getByRole('button', { name: /run now/i }).click();
  await page.getByRole('button', { name: /run now/i }).waitFor();
  await untilShown('Drift found');
  assert.equal((await aboutChurn()).length, told.length);
});

test('the sudden shift is dated and the deployment of that hour is named', async () => {
  await openDriftTab('fraud-detection');
  await untilShown('Drift found');
  await untilShown(/fraud-detection-v8 deployed/);
  await page.waitForTimeout(1500);
  await look('root-cause');
});

test('an endpoint without logs says why, and one that is no endpoint has no tab', async () => {
  await openDriftTab('support-routing');
  await untilShown(/capture/i);
  await look('capture-off');
  await page.goto(`${PORTAL}/catalog/default/system/lending`);
  await page
    .getByRole('heading', { name: /lending/i })
    .first()
    .waitFor();
  assert.equal(
    await page.getByRole('link', { name: 'Drift', exact: true }).count(),
    0,
  );
});

async function openFleet(path = 'endpoints') {
  await page.goto(`${PORTAL}/ai-governance/${path}`);
}

/** How much wider the page is than the window, pixels. */
async function overflow() {
  return page.evaluate(
    () =>
      document.documentElement.scrollWidth -
      document.documentElement.clientWidth,
  );
}

test('the home page counts the fleet, has the worst first and filters by a count', async () => {
  await page.goto(PORTAL);
  await page
    .getByRole('link', { name: 'AI governance', exact: true })
    .first()
    .click();
  await untilShown(/endpoints? drifts?/);
  const list = page.getByRole('region', { name: 'List of endpoints' });
  await list.getByRole('link', { name: 'churn-prediction' }).waitFor();
  const [first] = await list.getByRole('rowheader').allInnerTexts();
  assert.match(first, /churn-prediction|fraud-detection/);
  await look('fleet');
  await page.getByRole('button', { name: /^Drift: \d+/ }).click();
  await page.waitForURL(/verdict=fail/);
  await list
    .getByRole('link', { name: 'credit-risk-scoring' })
    .waitFor({ state: 'detached' });
  await list.getByRole('link', { name: 'churn-prediction' }).waitFor();
  // The address alone shows the same.
  await page.reload();
  await list.getByRole('link', { name: 'churn-prediction' }).waitFor();
  assert.equal(
    await list.getByRole('link', { name: 'credit-risk-scoring' }).count(),
    0,
  );
});

test('the checks of an endpoint are run from its row', async () => {
  await openFleet('endpoints?search=credit-risk');
  await page
    .getByRole('button', { name: 'Actions for credit-risk-scoring' })
    .click();
  await page.getByRole('menuitem', { name: 'Run checks now' }).click();
  const progress = page
    .getByRole('region', { name: 'List of endpoints' })
    .getByRole('progressbar');
  await progress.waitFor();
  await progress.waitFor({ state: 'detached', timeout: MEASURED_WITHIN_MS });
  await page
    .getByRole('button', { name: 'Actions for credit-risk-scoring' })
    .waitFor();
});

test('the topology shows the fleet as a graph and as a list', async () => {
  await openFleet('endpoints?view=topology');
  const graph = page.getByRole('region', { name: 'Deployment graph' });
  // The endpoint and its model have the same name.
  await graph.getByRole('link', { name: 'churn-prediction' }).first().waitFor();
  await graph.getByText('Model version', { exact: true }).waitFor();
  await look('topology');
  await page.getByRole('button', { name: 'List', exact: true }).click();
  await page
    .getByRole('list', { name: 'What runs where' })
    .getByRole('link', { name: 'churn-prediction' })
    .first()
    .waitFor();
});

test('the inventory names the endpoint without logs and the one without owner', async () => {
  await openFleet('inventory');
  const findings = page.getByRole('region', { name: 'Inventory findings' });
  await findings
    .getByRole('link', { name: 'document-triage' })
    .first()
    .waitFor();
  await look('inventory');
  await page.getByRole('button', { name: /^Capture off: / }).click();
  await page.waitForURL(/issue=capture-off/);
  await findings
    .getByRole('link', { name: 'support-routing' })
    .first()
    .waitFor();
});

test('versions are told across the clouds and on an endpoint', async () => {
  await openFleet('versions?days=90');
  const timeline = page.getByRole('list', { name: 'Versions by day (UTC)' });
  await timeline.getByText('in use').first().waitFor();
  await look('versions');
  await page.goto(
    `${PORTAL}/catalog/default/component/fraud-detection/deployment`,
  );
  await page
    .getByRole('region', { name: 'Variants and their models' })
    .getByText(/% of requests/)
    .first()
    .waitFor();
  await page.getByRole('region', { name: 'Deployment graph' }).waitFor();
  await look('deployment');
});

test('an endpoint tells its health, in words and by hour', async () => {
  await page.goto(
    `${PORTAL}/catalog/default/component/credit-risk-scoring/health`,
  );
  await untilShown(/last asked/);
  await page.getByRole('region', { name: 'Health', exact: true }).waitFor();
  await page.getByRole('img', { name: /^Requests per hour of / }).waitFor();
  await page.getByRole('img', { name: /^Latency of .* p95 / }).waitFor();
  await page.getByRole('region', { name: 'Inference logs' }).waitFor();
  await look('health');
});

test('the tab can be read on a phone and in the dark', async () => {
  await page.evaluate(() => localStorage.setItem('theme', 'dark'));
  await page.setViewportSize({ width: 400, height: 850 });
  await openDriftTab('fraud-detection');
  await untilShown('Drift found');
  await page.waitForTimeout(1500);
  await look('drift-phone-dark');
  const wider = await overflow();
  assert.ok(wider <= 1, `the page is ${wider} px wider than the phone`);
});

test('the pages over the fleet can be read on a phone and in the dark', async () => {
  for (const path of ['endpoints', 'inventory', 'versions']) {
    await openFleet(path);
    await page.getByRole('heading', { level: 2 }).first().waitFor();
    await page.waitForTimeout(1500);
    await look(`${path}-phone-dark`);
    const wider = await overflow();
    assert.ok(wider <= 1, `${path} is ${wider} px wider than the phone`);
  }
});

test('no page threw an error', () => {
  assert.deepEqual(failures, []);
});
