// A manager brings a spreadsheet: sees every problem and what a column means, imports it, and brings it once more.
import { chenLi } from '../cast';
import { expect, test } from '../house/test';

test('a list is looked at, mended, imported, and changes nothing the second time', async ({ comes, words }) => {
  const manager = await comes(chenLi);
  const serial = `J-${Date.now()}`;
  const look = async (text: string) => {
    await manager.goto('/manage/import');
    await manager.getByLabel(words('lists.kind')).selectOption('organisations');
    await manager.getByLabel(words('lists.file')).setInputFiles({ name: 'list.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
    await manager.getByRole('button', { name: words('lists.preview'), exact: true }).click();
    await expect(manager).toHaveURL(/file=/);
  };
  await look(`单位名称\n${serial}\n${serial}`);
  await expect(manager.getByText(words('lists.duplicate', { row: 2 }))).toBeVisible();
  await expect(manager.getByRole('button', { name: words('lists.import'), exact: true })).toHaveCount(0);

  await look(`集团\n${serial}`);
  await manager.getByLabel('集团').selectOption('organisation');
  await manager.getByRole('button', { name: words('lists.apply') }).click();
  await manager.getByRole('button', { name: words('lists.import'), exact: true }).click();
  await expect(manager.getByText(words('lists.done_then', { added: 1, changed: 0, unchanged: 0 }))).toBeVisible();

  await look(`单位名称\n${serial}`);
  await expect(manager.getByText(words('lists.nothing_new'))).toBeVisible();
});

test('what is exported of contracts changes nothing when it comes back, and says rates that the manager sets', async ({ comes, words }) => {
  const manager = await comes(chenLi);
  const exported = await manager.request.get('/export/contracts.xlsx');
  const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
  await manager.goto('/manage/import');
  await manager.getByLabel(words('lists.kind')).selectOption('contracts');
  await manager.getByLabel(words('lists.file')).setInputFiles({ name: 'contracts.xlsx', mimeType: xlsx, buffer: await exported.body() });
  await manager.getByRole('button', { name: words('lists.preview'), exact: true }).click();
  await expect(manager.getByText(words('lists.nothing_new'))).toBeVisible();

  await manager.goto('/manage');
  await manager.getByRole('link', { name: words('rates.title') }).click();
  const hour = manager.locator('[name="rate_hour"]');
  const before = await hour.inputValue();
  await hour.fill('cheap');
  await manager.getByRole('button', { name: words('rates.save') }).click();
  await expect(manager.getByText(words('flaws.not_a_number'))).toBeVisible();
  await expect(hour).toHaveValue('cheap');
  await hour.fill(before);
  await manager.getByRole('button', { name: words('rates.save') }).click();
  await expect(manager.getByText(words('rates.saved'))).toBeVisible();
});
