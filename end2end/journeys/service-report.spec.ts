// The service report of a customer: turned from period to period, taken along, printed; the customer reads the same.
import { chenLi, liQiang, wangLi } from '../cast';
import { expect, test } from '../house/test';

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
