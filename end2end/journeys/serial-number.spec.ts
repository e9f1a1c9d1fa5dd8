// Somebody types a serial number wrong and is led to the device, its label and the report form; and a quote is read and
// accepted before work that has to be paid.
import { chenLi, database, hanBing, hospitalDatabase, linWan, printer, wangLi } from '../cast';
import { assign, field, report } from '../house/deeds';
import { expect, test } from '../house/test';

test('a mistyped serial number leads to the device, its label and the report form', async ({ comes, words }) => {
  const customer = await comes(wangLi);
  await customer.goto('/assets');
  const check = async (serial: string) => {
    await field(customer, words('assets.check')).fill(serial);
    await customer.getByRole('button', { name: words('assets.check_do'), exact: true }).click();
  };
  await check('7kx2p93');
  await expect(customer.getByRole('heading', { level: 1 })).toHaveText(words('assets.unknown', { serial: '7KX2P93' }));
  await customer.getByRole('main').getByRole('link', { name: database.serial, exact: true }).click();
  await expect(customer.getByRole('heading', { level: 1 })).toHaveText(database.title);
  await expect(customer.getByText('Xeon Gold 6248R')).toBeVisible();

  const label = await customer.request.get(`/assets/${database.serial}/label`);
  expect(label.headers()['content-type']).toContain('image/svg+xml');
  expect(await label.text()).toContain(database.serial);
  await customer.goto(`/cases/new?serial=${database.serial}`);
  await expect(field(customer, words('report.serial'))).toHaveValue(database.serial);

  // What the other customer has is unknown here, also one key beside it.
  for (const serial of [hospitalDatabase.serial, '6BD8T31']) {
    await customer.goto(`/assets/${serial}`);
    await expect(customer.getByRole('heading', { level: 1 })).toHaveText(words('assets.unknown', { serial }));
    await expect(customer.getByText(words('assets.near'))).toHaveCount(0);
  }
});

test('devices and cases are listed by whether they are covered', async ({ comes, words }) => {
  const customer = await comes(wangLi);
  await customer.goto('/assets');
  const lists = async (coverage: string) => {
    await field(customer, words('assets.covered')).selectOption(coverage);
    await customer.getByRole('button', { name: words('assets.apply'), exact: true }).click();
    await expect(customer).toHaveURL(new RegExp(`coverage=${coverage}(&|$)`));
  };
  const row = (serial: string) => customer.locator('tbody tr').filter({ hasText: serial });
  await lists('not_covered');
  await expect(row(printer.serial)).toHaveCount(1);
  await expect(row(database.serial)).toHaveCount(0);
  await lists('covered');
  await expect(row(database.serial)).toHaveCount(1);
  await expect(row(printer.serial)).toHaveCount(0);

  const manager = await comes(chenLi);
  await manager.goto('/cases?show=all');
  const rows = manager.locator('main .rows > li');
  await expect(rows.first()).toBeVisible();
  const search = manager.getByRole('main').getByRole('search');
  await search.getByLabel(words('cases.coverage')).selectOption('billable');
  await search.getByRole('button', { name: words('cases.search_do'), exact: true }).click();
  await expect(manager).toHaveURL(/show=all&.*coverage=billable/);
  await expect(rows.first()).toBeVisible();
  await rows.first().getByRole('link').click();
  await expect(manager.getByText(words('words.verdict_billable')).first()).toBeVisible();
});

test('staff narrow the list, change a device and print labels of it', async ({ comes, words }) => {
  const manager = await comes(chenLi);
  await manager.goto('/assets');
  await field(manager, words('assets.q')).fill('r840');
  await manager.getByRole('button', { name: words('assets.apply'), exact: true }).click();
  await expect(manager.locator('tbody tr').filter({ hasText: 'R840' })).toHaveCount(2);
  await manager.getByRole('checkbox', { name: words('assets.choose', { name: hospitalDatabase.serial }) }).check();
  await manager.getByRole('button', { name: words('assets.labels_chosen') }).click();
  await expect(manager.getByRole('main').getByRole('img')).toHaveCount(1);

  const serial = `E2E-${Date.now()}`;
  await manager.goto('/assets/new');
  await field(manager, words('assets.organisation')).selectOption({ index: 1 });
  await field(manager, words('assets.serial')).fill(serial);
  await field(manager, words('assets.name')).fill('TEST-01');
  await field(manager, words('assets.months_label')).fill('12');
  await manager.getByRole('button', { name: words('assets.save'), exact: true }).click();
  await expect(manager.getByText(words('flaws.empty'))).toBeVisible();
  await expect(field(manager, words('assets.serial'))).toHaveValue(serial);
  await field(manager, words('assets.accepted_on')).fill('2026-03-01');
  await manager.getByRole('button', { name: words('assets.save'), exact: true }).click();
  await expect(manager).toHaveURL(new RegExp(`/assets/${serial}$`));
  await expect(manager.getByText(words('coverage.warranty_until', { date: '2027-02-28' })).first()).toBeVisible();
});

test('a quote is accepted in the portal before the engineer sets out', async ({ comes, words }) => {
  const customer = await comes(wangLi);
  const number = await report(customer, words, {
    serial: printer.serial, severity: 3, title: '打印机搓纸轮打滑', description: '每十张卡一张',
  });
  await assign(await comes(linWan), words, number, hanBing.name);
  const engineer = await comes(hanBing);
  await engineer.goto(`/cases/${number}`);
  const form = await quoteForm();
  await field(form, words('cases.words_quote')).fill('更换搓纸轮，清洁纸路，测试 50 张');
  await field(form, words('cases.quote_hours')).fill('1.5');
  await field(form, words('cases.quote_rate')).fill('480');
  await field(form, words('cases.quote_travel')).fill('80');
  await field(form, words('cases.quote_valid_until')).fill('2099-12-31');
  await form.getByRole('button', { name: words('cases.act_quote'), exact: true }).click();
  await expect(engineer.getByText(words('cases.quote_waiting'))).toBeVisible();
  await expect(engineer.getByRole('button', { name: words('cases.act_set_out'), exact: true })).toHaveCount(0);

  await customer.goto(`/cases/${number}`);
  await customer.getByRole('main').getByRole('link', { name: words('cases.quote_link') }).first().click();
  await expect(customer.getByRole('heading', { level: 1 })).toHaveText(words('quote.title'));
  await customer.getByRole('button', { name: words('quote.accept', { total: '800.00' }) }).click();
  await expect(customer.getByText(words.like('quote.accepted', { name: wangLi.name }))).toBeVisible();

  await engineer.goto(`/cases/${number}`);
  const setOut = engineer.getByRole('button', { name: words('cases.act_set_out'), exact: true });
  await expect(setOut.or(engineer.locator('summary').filter({ hasText: words('cases.more_set_out') })).first()).toBeVisible();

  async function quoteForm() {
    const button = engineer.getByRole('button', { name: words('cases.act_quote'), exact: true });
    const fold = engineer.locator('summary').filter({ hasText: words('cases.more_quote') });
    await button.or(fold).first().waitFor();
    if (!(await button.isVisible())) await fold.click();
    return engineer.locator('form').filter({ has: button });
  }
});
