// An inspection is recorded with a fault; a case comes of it in one step; the customer reads the report.
import { database, linWan, wangLi } from '../cast';
import { expect, test } from '../house/test';

const site = '中心机房';

test('an inspection is recorded, becomes a case, and is read by the customer', async ({ comes, words }) => {
  const secretary = await comes(linWan);
  await secretary.goto('/inspections');
  await secretary.getByRole('link', { name: words('inspections.record') }).click();
  await secretary.locator('[name="organisation"]').selectOption('1');
  await secretary.getByRole('button', { name: words('inspections.choose_do') }).click();
  await expect(secretary).toHaveURL(/organisation=1/);
  await secretary.locator('#which-site').selectOption(site);
  await secretary.getByRole('button', { name: words('inspections.choose_do') }).click();
  await expect(secretary).toHaveURL(/site=%/);

  const device = `device.${database.serial}`;
  const [outcome, said] = [secretary.locator(`[name="outcome.${device}"]`), secretary.locator(`[name="words.${device}"]`)];
  await outcome.selectOption('fault');
  await secretary.locator('[name="outcome.item.temperature"]').selectOption('fine');
  await secretary.locator('[name="inspector_id"]').selectOption({ index: 1 });
  await secretary.locator('[name="summary"]').fill('一台设备需要处理');
  await secretary.getByRole('button', { name: words('inspections.save'), exact: true }).click();
  // A fault without words comes back with everything that was typed.
  await expect(secretary.getByText(words('flaws.empty'))).toBeVisible();
  await expect(outcome).toHaveValue('fault');
  await said.fill('电源 2 报警');
  await secretary.getByRole('button', { name: words('inspections.save'), exact: true }).click();
  await expect(secretary).toHaveURL(/\/inspections\/XJ-\d{8}-\d{3}$/);
  const report = new URL(secretary.url()).pathname;

  const finding = secretary.getByRole('listitem').filter({ hasText: '电源 2 报警' });
  await finding.locator('[name="severity"]').selectOption('2');
  await finding.getByRole('button', { name: words('inspections.open_case') }).click();
  await expect(finding.getByText(words('inspections.became'))).toBeVisible();
  await expect(finding.getByRole('button')).toHaveCount(0);
  await finding.getByRole('link', { name: /^C-/ }).click();
  await expect(secretary.getByRole('heading', { level: 1 })).toContainText('电源 2 报警');

  const customer = await comes(wangLi);
  await customer.goto(`/assets/${database.serial}`);
  await customer.locator(`a[href="${report}"]`).click();
  await expect(customer.getByRole('heading', { level: 1 })).toHaveText(words('inspections.report'));
  await expect(customer.getByText('一台设备需要处理')).toBeVisible();
  await expect(customer.getByRole('button', { name: words('inspections.open_case') })).toHaveCount(0);
});
