// What a service manager does for a customer: the report of a period, turned, taken along and printed, which the customer reads,
// too; and the home page that a customer is given.
import { chenLi, liQiang, sunHao, wangLi } from '../cast';
import { expect, test } from '../house/test';

// One white pixel.
const pixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=',
  'base64',
);

test('a report of a quarter, of any days, as a spreadsheet and on paper', async ({ comes, words }) => {
  const manager = await comes(chenLi);
  await manager.goto('/organisations/1');
  await manager.getByRole('link', { name: words('satisfaction.report') }).click();
  await expect(manager.getByRole('heading', { level: 1 })).toHaveText(words('service_report.title'));
  await expect(manager.locator('.service-report')).toContainText(words('service_report.targets_note'));

  // What is drawn is written, too: six quarters.
  await expect(manager.locator('.service-report-trend svg')).toHaveCount(2);
  const twin = manager.getByRole('region', { name: words('service_report.trend') }).locator('tbody tr');
  await expect(twin).toHaveCount(6);

  await manager.getByLabel(words('service_report.period')).selectOption('');
  await manager.getByLabel(words('satisfaction.from')).fill('2026-10-01');
  await manager.getByLabel(words('satisfaction.until')).fill('2026-09-01');
  await manager.getByRole('button', { name: words('satisfaction.show'), exact: true }).click();
  await expect(manager.locator('#until-flaw')).toHaveText(words('flaws.ends_before_it_starts'));

  const download = manager.waitForEvent('download');
  await manager.getByRole('link', { name: /CSV/ }).click();
  expect((await download).suggestedFilename()).toMatch(/\.csv$/);

  await manager.emulateMedia({ media: 'print' });
  await expect(manager.locator('.satisfaction-period')).toBeHidden();
  await expect(manager.getByRole('heading', { level: 1 })).toBeVisible();
});

test("the customer's admin reads it, and a colleague does not", async ({ comes, words }) => {
  const admin = await comes(wangLi);
  await admin.goto('/');
  await admin.getByRole('link', { name: words('satisfaction.report') }).first().click();
  await expect(admin.getByRole('heading', { level: 1 })).toHaveText(words('service_report.title'));
  await admin.goto('/organisations/2/report');
  await expect(admin.getByText(words('words.refusal_not_found'))).toBeVisible();

  const colleague = await comes(liQiang);
  await colleague.goto('/organisations/1/report');
  await expect(colleague.getByText(words('words.refusal_not_found'))).toBeVisible();
});

test('a customer is given a home page of its own', async ({ comes, words }) => {
  const manager = await comes(chenLi);
  await manager.goto('/organisations/2');
  await manager.getByRole('link', { name: words('archive.home'), exact: true }).click();
  await expect(manager.getByRole('heading', { level: 1 })).toHaveText(words('welcome.title'));
  const greeting = manager.locator('[name="words"]');
  await greeting.fill('欢迎临江医院的同事');
  await manager.locator('[name="contact.0.phone"]').fill('12');
  await manager.locator('[name="articles"]').fill('/kb/qs-failover-agreement');
  await manager.getByRole('button', { name: words('welcome.save'), exact: true }).click();
  // What is wrong is said field by field, and nothing typed is lost.
  await expect(manager.locator('[id="contact.0.name-flaw"]')).toHaveText(words('flaws.empty'));
  await expect(greeting).toHaveValue('欢迎临江医院的同事');
  await manager.locator('[name="contact.0.phone"]').fill('');
  await manager.getByRole('button', { name: words('welcome.save'), exact: true }).click();
  // Another customer's article is none to pin.
  await expect(manager.locator('#articles-flaw')).toBeVisible();
  await manager.locator('[name="articles"]').fill('server-down-first-steps');
  await manager.locator('[name="logo"]').setInputFiles({ name: 'logo.png', mimeType: 'image/png', buffer: pixel });
  await manager.getByRole('button', { name: words('welcome.save'), exact: true }).click();
  await expect(manager.locator('.welcome')).toContainText('欢迎临江医院的同事');

  const customer = await comes(sunHao);
  await customer.goto('/');
  const welcome = customer.locator('.welcome');
  await expect(welcome).toContainText('欢迎临江医院的同事');
  await expect(welcome.locator('img')).toHaveJSProperty('naturalWidth', 1);
  await welcome.locator('.welcome-articles a').first().click();
  await expect(customer).toHaveURL(/\/kb\/server-down-first-steps$/);

  const stranger = await comes(wangLi);
  expect((await stranger.request.get('/organisations/2/logo')).status()).toBe(404);
});
